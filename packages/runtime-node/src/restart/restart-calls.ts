import {
  type AnalyticsQuery,
  type CallHash,
  isCancelled,
  isEarshotError,
  MAX_PAGE_SIZE,
  type StartOutcome,
} from '@earshot/core';
import type { App } from '../container.js';

/** A call to restart, as it was when it was listed. */
export interface ListedCall {
  readonly hash: CallHash;
  readonly callId: string;
  /** The revision at which it was listed. Absent: restart it whatever became of it since. */
  readonly revision?: number;
  /** Epoch ms. */
  readonly recordedAtMs?: number;
  /** Why it failed, or why its start was put off. */
  readonly failure?: { readonly code: string; readonly reason: string } | undefined;
}

/** Why a call could not be restarted, or failed at once again. */
export interface RestartProblem {
  readonly call: string;
  readonly code: string;
  readonly reason: string;
}

/** The outcome of calls, by outcome; `error`: nothing changed, and {@link RestartProblem} says why. */
export interface Restarts {
  readonly counts: Partial<Record<StartOutcome['status'] | 'error', number>>;
  readonly problems: readonly RestartProblem[];
}

/** The calls that match, of every page, newest first, but for those that a person cancelled. Submitted calls only if their start was put off: others just wait. */
export async function callsToRestart(
  { queryAnalytics }: Pick<App, 'queryAnalytics'>,
  query: AnalyticsQuery,
): Promise<{ readonly calls: readonly ListedCall[]; readonly damaged: readonly CallHash[] }> {
  const calls: ListedCall[] = [];
  const damaged: CallHash[] = [];
  let nextToken: string | undefined;
  do {
    const page = await queryAnalytics.execute({ ...query, pageSize: MAX_PAGE_SIZE, nextToken });
    for (const { hash, callId, revision, recordedAt, state, failure, startRetry } of page.calls) {
      if ((state === 'submitted' && startRetry === undefined) || isCancelled({ failure })) continue;
      calls.push({ hash, callId, revision, recordedAtMs: recordedAt.ms, failure: failure ?? startRetry?.failure });
    }
    damaged.push(...(page.damaged ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { calls, damaged };
}

/** How to restart calls. */
export interface RestartOptions {
  /** Calls at a time. */
  readonly concurrency: number;
  /** Called after each call. */
  readonly onCall: () => void;
}

/** Restarts calls. One that can't be restarted leaves the others alone. */
export async function restartCalls(
  { restartCall }: Pick<App, 'restartCall'>,
  calls: readonly ListedCall[],
  { concurrency, onCall }: RestartOptions,
): Promise<Restarts> {
  const counts: Restarts['counts'] = {};
  const problems: RestartProblem[] = [];
  const restart = async ({ hash, callId, revision }: ListedCall): Promise<StartOutcome['status'] | 'error'> => {
    try {
      const { status, record } = await restartCall.execute(hash, revision === undefined ? undefined : { revision });
      if (status === 'failed' && record.failure !== undefined) problems.push({ call: callId, ...record.failure });
      return status;
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      problems.push({ call: callId, code: error.code, reason: error.message });
      return 'error';
    }
  };
  const waiting = calls.values();
  const lane = async () => {
    for (const call of waiting) {
      const outcome = await restart(call);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      onCall();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return { counts, problems };
}
