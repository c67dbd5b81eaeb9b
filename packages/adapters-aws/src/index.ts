export {
  ANALYZER_VARIABLES,
  analyzerOptions,
  COST_VARIABLES,
  JOBS_VARIABLES,
  jobSlotsOf,
  LAYOUT_VARIABLES,
  layoutOf,
  NOTICE_VARIABLES,
  REPOSITORY_VARIABLES,
  repositoryOptions,
  STATE_VARIABLES,
  sharedStateOptions,
} from './adapter-options.js';
export { toEarshotError } from './aws-errors.js';
export {
  BdaAudioAnalyzer,
  type BdaAudioAnalyzerOptions,
  type BdaBlueprint,
  type BdaClient,
  type BdaJobOptions,
  type BdaStage,
  type RecordingAccess,
} from './bda/index.js';
export {
  CALLS_BY_STATE,
  CALLS_BY_TIME,
  CALLS_DUE,
  CALLS_TABLE,
  type CapacityUse,
  createTableInput,
  type DocumentClient,
  DynamoRecordRepository,
  type DynamoRecordRepositoryOptions,
  DynamoSharedState,
  type DynamoSharedStateOptions,
  type Overflow,
} from './dynamodb/index.js';
export { EVENT_SOURCE, EventBridgeNotifier, type EventBridgeNotifierOptions } from './eventbridge/index.js';
export {
  type ListedObject,
  listedObjects,
  type PresignGetOptions,
  presignGet,
  S3RecordingAccess,
  type S3RecordingAccessOptions,
  S3ResultStore,
  type S3ResultStoreOptions,
} from './s3/index.js';
export { SnsNotifier, type SnsNotifierOptions } from './sns/index.js';
export {
  DEAD_LETTER_ATTRIBUTES,
  LambdaBatchEventSource,
  type LambdaBatchEventSourceOptions,
  type LambdaBatchReport,
  type LambdaMessageAttribute,
  type LambdaSqsRecord,
  type MoveTask,
  type RefusedMessage,
  type SendMessagesOptions,
  type SetTimer,
  type SqsDeadLetter,
  type SqsDeadLetterOrigin,
  SqsDeadLetters,
  type SqsDeadLettersOptions,
  SqsEventSource,
  type SqsEventSourceOptions,
  type SqsFault,
  type SqsRedriveOptions,
  type SqsSender,
  sendMessages,
} from './sqs/index.js';
export {
  AWS_VARIABLES,
  type AwsVariable,
  type AwsVariables,
  readAwsVariables,
} from './variables.js';
