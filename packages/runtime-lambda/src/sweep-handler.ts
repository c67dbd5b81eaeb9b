import type { DispatchEnd, DispatchJobs, MeasureBacklog, SweepCounts, SweepJobs } from '@earshot/core';
import { reportTo } from './follow-up.js';
import { beforeTimeIsUp, type LambdaContext } from './lambda-events.js';
import type { Log } from './log.js';
import { CALL_METRICS, type Metrics } from './metrics.js';

export interface SweepHandlerOptions {
  readonly sweepJobs: Pick<SweepJobs, 'execute'>;
  readonly dispatchJobs: Pick<DispatchJobs, 'execute'>;
  readonly measureBacklog: Pick<MeasureBacklog, 'execute'>;
  /** A call whose job has run this long without an event is checked. @defaultValue 30 minutes */
  readonly overdueMs?: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What a schedule asks for; both when it says nothing. */
export type SweepTask = 'dispatch' | 'sweep';

export interface SweepReport {
  readonly swept?: SweepCounts;
  readonly dispatched?: DispatchEnd;
}

const RESERVE_MS = 10_000;
/** The next dispatcher comes a minute later. */
const LONGEST_DISPATCH_MS = 50_000;

/** How long before its time is up an invocation begins nothing more. Halfway from there it leaves its work undone. */
export function reserveOf(timeMs: number): number {
  return Math.min(RESERVE_MS, timeMs / 5);
}

/**
 * A Lambda handler for schedules: with `{"task": "dispatch"}` it starts calls that wait and measures how many do, with
 * `{"task": "sweep"}` it checks the calls whose event never came.
 */
export function createSweepHandler(options: SweepHandlerOptions) {
  return async (event: unknown, context: LambdaContext): Promise<SweepReport> => {
    const { metrics } = options;
    const log = options.log.with({ function_request_id: context.awsRequestId });
    const reserveMs = reserveOf(context.getRemainingTimeInMillis());
    const timeLeftMs = () => Math.max(0, context.getRemainingTimeInMillis() - reserveMs);
    const tasks: readonly SweepTask[] = isTask(event) ? [event.task] : ['sweep', 'dispatch'];
    const report: { swept?: SweepCounts; dispatched?: DispatchEnd } = {};
    const work = async () => {
      if (tasks.includes('sweep')) report.swept = await sweep({ ...options, log }, timeLeftMs());
      if (tasks.includes('dispatch')) report.dispatched = await dispatch({ ...options, log }, timeLeftMs());
    };
    try {
      await beforeTimeIsUp(work(), context.getRemainingTimeInMillis() - reserveMs / 2, () =>
        log.warn('time is up: what is not done is left to the next invocation'),
      );
      return report;
    } finally {
      metrics.flush();
    }
  };
}

function isTask(event: unknown): event is { readonly task: SweepTask } {
  return (
    typeof event === 'object' && event !== null && 'task' in event && ['dispatch', 'sweep'].includes(`${event.task}`)
  );
}

function sweep({ sweepJobs, overdueMs, log, metrics }: SweepHandlerOptions, timeLeftMs: number): Promise<SweepCounts> {
  return sweepJobs.execute({
    ...(overdueMs === undefined ? {} : { overdueMs }),
    timeLeftMs,
    onSwept: ({ hash, call, outcome }) => {
      metrics.add('CallsOverdue');
      if (outcome.status === 'submitted') metrics.add('JobsRetried');
      if (outcome.status in CALL_METRICS) metrics.add(CALL_METRICS[outcome.status as keyof typeof CALL_METRICS]);
      const fields = { call_id: call?.callId, correlation_id: hash, job_id: call?.jobs.at(-1)?.jobId };
      if (outcome.status === 'error') {
        const { code, message, retryable } = outcome.error;
        log.error('failed', { ...fields, code, reason: message, retryable });
      } else log.info(`overdue: ${outcome.status}`, fields);
    },
  });
}

async function dispatch(options: SweepHandlerOptions, timeLeftMs: number): Promise<DispatchEnd> {
  const { dispatchJobs, measureBacklog, metrics } = options;
  const end = await dispatchJobs.execute({
    timeLeftMs: Math.min(timeLeftMs, LONGEST_DISPATCH_MS),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onDispatched: reportTo(options),
  });
  const { waiting, oldestMs } = await measureBacklog.execute();
  metrics.add('JobsWaiting', waiting);
  metrics.add('OldestWaitingAge', oldestMs / 1_000);
  return end;
}
