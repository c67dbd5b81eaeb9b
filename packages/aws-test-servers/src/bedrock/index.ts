export {
  type BedrockRequest,
  type BedrockServer,
  type BedrockServerOptions,
  startBedrockServer,
} from './bedrock-server.js';
export type { BedrockJob } from './job.js';
export type { EventTarget } from './job-events.js';
export { type MemoryObjectStore, memoryObjectStore, type ObjectStore, s3ObjectStore } from './object-store.js';
export type { BedrockOperation } from './operations.js';
export type { JobDocument, JobFailure, JobOutcome, JobSuccess, Modality } from './outcome.js';
