import type { LambdaBatchReport } from '@earshot/adapters-aws';
import {
  type DeliveryReport,
  EarshotError,
  type EventSource,
  errorsIn,
  type HandleDelivery,
  type ItemOutcome,
  type ProcessOptions,
  processDeliveries,
} from '@earshot/core';
import { beforeTimeIsUp, isSqsBatch, type LambdaContext, type SqsBatch } from './lambda-events.js';
import type { Log } from './log.js';
import { CALL_METRICS, type Metrics } from './metrics.js';
import { countRefusal } from './start-metrics.js';

/** A batch as an event source that can tell which of its messages were not done with. */
export interface BatchSource extends EventSource {
  report(): LambdaBatchReport;
}

/** What is done after a batch, in the time that is left. The batch is answered for whether it succeeds or not. */
export type FollowUp = (items: readonly ItemOutcome[], timeLeftMs: number) => Promise<void>;

export interface QueueHandlerOptions extends Pick<ProcessOptions, 'retryDelaysMs'> {
  readonly handleDelivery: Pick<HandleDelivery, 'execute'>;
  readonly sourceOf: (batch: SqsBatch) => BatchSource;
  readonly maxReceives: number;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Whether messages tell how jobs ended: a call that is submitted is one whose job failed, and may be tried again. */
  readonly endsJobs?: boolean;
  readonly followUp?: FollowUp;
  readonly now?: () => Date;
  /** How long before its time is up an invocation answers for what is done, and returns the rest. @defaultValue 2,000 */
  readonly reserveMs?: number;
}

/**
 * A Lambda handler of batches of SQS with partial batch responses, and of single events that a service hands over
 * without a queue. In a batch, one message's fault is its own. A single event's fault is thrown, for Lambda to try again
 * and in the end to send where the function's failure destination says.
 */
export function createQueueHandler(options: QueueHandlerOptions) {
  const { metrics } = options;
  return async (event: unknown, context: LambdaContext): Promise<LambdaBatchReport | undefined> => {
    const log = options.log.with({ function_request_id: context.awsRequestId });
    try {
      if (isSqsBatch(event)) return await handleBatch(event, { ...options, log }, context);
      await handleEvent(event, { ...options, log });
      return undefined;
    } finally {
      metrics.flush();
    }
  };
}

async function handleBatch(
  batch: SqsBatch,
  options: QueueHandlerOptions,
  context: LambdaContext,
): Promise<LambdaBatchReport> {
  const { handleDelivery, maxReceives, retryDelaysMs, metrics, log, followUp, reserveMs = 2_000 } = options;
  const source = options.sourceOf(batch);
  const outcomes: ItemOutcome[] = [];
  const timeLeftMs = () => Math.max(0, context.getRemainingTimeInMillis() - reserveMs);
  const work = processDeliveries({
    source,
    handle: (delivery, isLast) => handleDelivery.execute(delivery, isLast),
    concurrency: Math.max(batch.Records.length, 1),
    maxReceives,
    retryDelaysMs,
    onReport: (report) => {
      outcomes.push(...report.items);
      tell(report, options);
    },
  });
  await beforeTimeIsUp(work, timeLeftMs(), () => log.warn('time is up: what is not done is returned'));
  const response = source.report();
  metrics.add('BatchFailures', response.batchItemFailures.length);
  if (followUp !== undefined && timeLeftMs() > 0) {
    // What it has begun by then needs time, too: a dispatcher that is cut off keeps others from their work for a while.
    const following = followUp(outcomes, timeLeftMs() / 2).catch((error: unknown) =>
      log.error('the follow-up failed', { reason: error instanceof Error ? error.message : String(error) }),
    );
    await beforeTimeIsUp(following, timeLeftMs(), () => log.warn('time is up: the follow-up is left unfinished'));
  }
  return response;
}

async function handleEvent(event: unknown, options: QueueHandlerOptions): Promise<void> {
  const { handleDelivery, now = () => new Date() } = options;
  const items = await handleDelivery.execute({ body: JSON.stringify(event), sentAtMs: now().getTime() });
  for (const item of items) note(item, options);
  const errors = errorsIn(items);
  const [first] = errors;
  if (first === undefined) return;
  options.metrics.add('BatchFailures');
  throw errors.length === 1 ? first : new EarshotError(first.code, errors.map(({ message }) => message).join('; '));
}

function tell({ delivery, items, settled }: DeliveryReport, options: QueueHandlerOptions): void {
  const { metrics, log } = options;
  for (const item of items) note(item, options, delivery.id);
  if (settled === 'dead-lettered') metrics.add('DeadLettered');
  if (settled !== 'acknowledged') {
    log.warn('not done', { message_id: delivery.id, receive_count: delivery.receiveCount, settled });
  }
}

/** One line and the counts of the outcome of one event. */
function note(item: ItemOutcome, options: QueueHandlerOptions, messageId?: string) {
  const { log, metrics, endsJobs = false, now = () => new Date() } = options;
  if (item.status === 'ignored') return log.info('ignored', { message_id: messageId, reason: item.reason });
  if (item.status === 'error') {
    const { code, message, retryable, details } = item.error;
    return log.error('failed', { message_id: messageId, code, reason: message, retryable, field: details['field'] });
  }
  const { record, status } = item;
  const job = record.jobs.at(-1);
  log.info(status, {
    message_id: messageId,
    call_id: record.callId,
    correlation_id: record.hash,
    job_id: job?.jobId,
    state: record.state,
    refusal: item.refusal,
    reason: record.startRetry?.failure.reason,
  });
  if (item.problem !== undefined) {
    const { code, message, details } = item.problem;
    log.warn('left out', {
      message_id: messageId,
      call_id: record.callId,
      code,
      reason: message,
      field: details['field'],
    });
  }
  if (status === 'submitted') return endsJobs ? metrics.add('JobsRetried') : countRefusal(item, metrics);
  metrics.add(COUNTED[status]);
  if ((status === 'stored' || status === 'unmatched') && job?.finishedAtMs !== undefined) {
    metrics.add('ResultLag', Math.max(0, now().getTime() - job.finishedAtMs));
  }
}

const COUNTED = { ...CALL_METRICS, duplicate: 'Duplicates' } as const;

/** Stands in for a use case of another function. Messages for it came through the wrong queue, and are dead-lettered. */
export function otherQueue(name: 'start' | 'results'): { execute(): Promise<never> } {
  return {
    execute: async () => {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', `this message belongs into the ${name} queue`);
    },
  };
}
