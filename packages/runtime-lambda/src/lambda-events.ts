import type { LambdaSqsRecord } from '@earshot/adapters-aws';

/** What Lambda says of an invocation, as far as it is looked at here. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly functionName?: string;
  getRemainingTimeInMillis(): number;
}

/** A batch of SQS. */
export interface SqsBatch {
  readonly Records: readonly LambdaSqsRecord[];
}

/** Whether an event is a batch of SQS, and not an event that a service handed over by itself. */
export function isSqsBatch(event: unknown): event is SqsBatch {
  if (typeof event !== 'object' || event === null || !('Records' in event)) return false;
  const { Records: records } = event;
  return Array.isArray(records) && records.every((record) => record?.eventSource === 'aws:sqs');
}
