import { type DispatchedCall, type DispatchJobs, type DispatchOptions, dispatchReasons } from '@earshot/core';
import type { Log } from './log.js';
import { CALL_METRICS, type Metrics } from './metrics.js';
import type { FollowUp } from './queue-handler.js';
import { countRefusal } from './start-metrics.js';

export interface DispatchTelemetry {
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface FollowUpOptions extends DispatchTelemetry {
  /** Whether calls wait for their jobs. */
  readonly backlog: () => Promise<boolean>;
  readonly dispatcher: () => Promise<Pick<DispatchJobs, 'execute'>>;
}

/** Dispatches after a batch that left calls submitted, or in which jobs ended while other calls waited. */
export function dispatchAfter({ backlog, dispatcher, ...telemetry }: FollowUpOptions): FollowUp {
  return async (items, timeLeftMs) => {
    const { submitted, ended } = dispatchReasons(items);
    // Asked only now that the ends are saved: a process that leaves a call waiting later counts the jobs without these. Where
    // the state can't be read, the dispatcher of the next minute goes on.
    const waits = async () => ended > 0 && (await backlog().catch(() => false));
    if (submitted.length === 0 && !(await waits())) return;
    await (await dispatcher()).execute({ submitted, ended, timeLeftMs, onDispatched: reportTo(telemetry) });
  };
}

/** Logs and counts what came of each call that was dispatched. */
export function reportTo({ log, metrics }: DispatchTelemetry): NonNullable<DispatchOptions['onDispatched']> {
  return ({ hash, outcome }: DispatchedCall) => {
    if (outcome.status === 'error') {
      const { code, message, retryable } = outcome.error;
      log.error('dispatch failed', { correlation_id: hash, code, reason: message, retryable });
      return;
    }
    if (outcome.status === 'ignored') return;
    const { record } = outcome;
    const fields = { call_id: record.callId, correlation_id: hash, job_id: record.jobs.at(-1)?.jobId };
    log.info(`dispatched: ${outcome.status}`, { ...fields, reason: record.startRetry?.failure.reason });
    if (outcome.status === 'submitted') countRefusal(outcome, metrics);
    else if (outcome.status in CALL_METRICS) metrics.add(CALL_METRICS[outcome.status as keyof typeof CALL_METRICS]);
  };
}
