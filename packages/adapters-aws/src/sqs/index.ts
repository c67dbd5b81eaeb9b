export { DEAD_LETTER_ATTRIBUTES } from './dead-letter.js';
export {
  LambdaBatchEventSource,
  type LambdaBatchEventSourceOptions,
  type LambdaBatchReport,
  type LambdaMessageAttribute,
  type LambdaSqsRecord,
} from './lambda-batch-event-source.js';
export type { SetTimer } from './message-poller.js';
export type { MoveTask } from './move-task.js';
export { type RefusedMessage, type SendMessagesOptions, sendMessages } from './send-messages.js';
export type { SqsSender } from './sqs-calls.js';
export type { SqsDeadLetter, SqsDeadLetterOrigin } from './sqs-dead-letter.js';
export { SqsDeadLetters, type SqsDeadLettersOptions, type SqsRedriveOptions } from './sqs-dead-letters.js';
export { SqsEventSource, type SqsEventSourceOptions, type SqsFault } from './sqs-event-source.js';
export { SqsQueueCounter, type SqsQueueCounterOptions } from './sqs-queue-counter.js';
