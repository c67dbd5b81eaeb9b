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

/** Waits for the work, or until there is no more time for it. */
export async function beforeTimeIsUp(work: Promise<void>, timeMs: number, onTimeUp: () => void): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onTimeUp();
      resolve();
    }, timeMs);
  });
  try {
    await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
