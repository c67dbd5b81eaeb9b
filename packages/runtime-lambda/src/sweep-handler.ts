import type { SweepCounts, SweepJobs, SweepOptions } from '@earshot/core';
import type { LambdaContext } from './lambda-events.js';
import type { Log } from './log.js';
import { CALL_METRICS, type Metrics } from './metrics.js';

/** What the sweep handler is made of. */
export interface SweepHandlerOptions extends Pick<SweepOptions, 'overdueMs' | 'maxAttempts'> {
  readonly sweepJobs: Pick<SweepJobs, 'execute'>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** A Lambda handler for a schedule: asks after the calls whose news never came. Answers with the counts. */
export function createSweepHandler({ sweepJobs, overdueMs, maxAttempts, log, metrics }: SweepHandlerOptions) {
  return async (_event: unknown, context: LambdaContext): Promise<SweepCounts> => {
    const told = log.with({ function_request_id: context.awsRequestId });
    try {
      return await sweepJobs.execute({
        ...(overdueMs === undefined ? {} : { overdueMs }),
        ...(maxAttempts === undefined ? {} : { maxAttempts }),
        onSwept: ({ call, outcome }) => {
          metrics.add('CallsOverdue');
          if (outcome.status in CALL_METRICS) metrics.add(CALL_METRICS[outcome.status as keyof typeof CALL_METRICS]);
          const fields = { call_id: call.callId, correlation_id: call.hash, job_id: call.jobs.at(-1)?.jobId };
          if (outcome.status === 'error') {
            const { code, message, retryable } = outcome.error;
            told.error('failed', { ...fields, code, reason: message, retryable });
          } else told.info(`overdue: ${outcome.status}`, fields);
        },
      });
    } finally {
      metrics.flush();
    }
  };
}
