export { type AwsStack, type AwsStackOptions, STACK_BUCKETS, startAwsStack } from './aws-stack.js';
export { type Rewrite, startRewritingFront } from './rewriting-front.js';
export type { StackQueues } from './stack-queues.js';
export { type RunningCommand, startCommand } from './start-command.js';
