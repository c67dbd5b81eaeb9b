import type { ListMessageMoveTasksResultEntry } from '@aws-sdk/client-sqs';

/** A task that moves messages from one queue to another. */
export interface MoveTask {
  /** `RUNNING`, `COMPLETED`, `CANCELLING`, `CANCELLED` or `FAILED`. */
  readonly status: string;
  /** Of running tasks only. */
  readonly taskHandle?: string;
  readonly destinationArn?: string;
  readonly moved: number;
  readonly toMove?: number;
  readonly maxPerSecond?: number;
  readonly failureReason?: string;
  readonly startedAtMs?: number;
}

/** What SQS says of a task, in Earshot's words. */
export function toMoveTask(entry: ListMessageMoveTasksResultEntry): MoveTask {
  const optional = {
    taskHandle: entry.TaskHandle,
    destinationArn: entry.DestinationArn,
    toMove: entry.ApproximateNumberOfMessagesToMove,
    maxPerSecond: entry.MaxNumberOfMessagesPerSecond,
    failureReason: entry.FailureReason,
    startedAtMs: entry.StartedTimestamp,
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const moved = entry.ApproximateNumberOfMessagesMoved ?? 0;
  return { status: entry.Status ?? 'UNKNOWN', moved, ...known };
}
