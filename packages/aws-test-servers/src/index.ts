export {
  type BedrockJob,
  type BedrockOperation,
  type BedrockRequest,
  type BedrockServer,
  type BedrockServerOptions,
  type EventTarget,
  type JobDocument,
  type JobFailure,
  type JobOutcome,
  type JobSuccess,
  type MemoryObjectStore,
  type Modality,
  memoryObjectStore,
  type ObjectStore,
  s3ObjectStore,
  startBedrockServer,
} from './bedrock/index.js';
export { startDynamoDbServer } from './dynamodb-server.js';
export {
  type BusEntry,
  type BusFault,
  type EventBusServer,
  startEventBusServer,
} from './eventbridge/event-bus-server.js';
export { FAULT_KINDS, type FaultKind, type FaultPlan, type FaultyRequest, randomFrom } from './faults/fault-plan.js';
export { type FaultProxy, startFaultProxy } from './faults/fault-proxy.js';
export type { InjectedFault } from './json/injected-fault.js';
export type { RestRequest } from './json/rest-server.js';
export {
  type FunctionOptions,
  InvocationError,
  type LambdaFunction,
  mapQueue,
  type QueueMapping,
  type QueueMappingOptions,
  startFunction,
} from './lambda/index.js';
export { startQueueServer } from './queue-server.js';
export { type S3Server, startS3Server } from './s3/s3-server.js';
export type { S3Access, S3ServerOptions } from './s3/s3-server-options.js';
export {
  type KeptVector,
  type S3VectorsServer,
  type S3VectorsServerOptions,
  startS3VectorsServer,
} from './s3vectors/index.js';
export {
  type AwsStack,
  type AwsStackOptions,
  type Rewrite,
  type RunningCommand,
  STACK_BUCKETS,
  type StackQueues,
  startAwsStack,
  startCommand,
  startRewritingFront,
} from './stack/index.js';
export {
  type Connection,
  connectionTo,
  namedEndpoint,
  type ServiceName,
  type ServiceUnderTest,
  serviceUnderTest,
  TEST_ACCOUNT,
  TEST_REGION,
  type TestServer,
} from './test-server.js';
export { startTitanServer, type TitanServer } from './titan/titan-server.js';
