import {
  type CallRecord,
  type DispatchedCall,
  type DispatchOptions,
  EarshotError,
  type SweepOptions,
  type SweptCall,
} from '@earshot/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { telemetryOf } from '../src/environment.js';
import { createSweepHandler } from '../src/sweep-handler.js';
import { invocation } from './invocation.js';

const CALL = { callId: 'call-1', hash: 'h', jobs: [{ jobId: 'j-1' }] } as unknown as CallRecord;

/** The handler over use cases that report what they are given. */
function sweeping(outcomes: readonly unknown[], dispatched: readonly unknown[] = []) {
  const lines: string[] = [];
  const swept: SweepOptions[] = [];
  const dispatches: DispatchOptions[] = [];
  const handler = createSweepHandler({
    ...telemetryOf('sweep', { logLevel: 'INFO', metricsNamespace: 'Earshot' }, (line) => lines.push(line)),
    sweepJobs: {
      execute: async (options: SweepOptions = {}) => {
        swept.push(options);
        for (const outcome of outcomes) {
          options.onSwept?.({ hash: CALL.hash, call: CALL, outcome: outcome as SweptCall['outcome'] });
        }
        if (outcomes.length === 0) throw new EarshotError('EARSHOT_UNAVAILABLE', 'no table');
        return { running: 1 };
      },
    },
    dispatchJobs: {
      execute: async (options: DispatchOptions = {}) => {
        dispatches.push(options);
        for (const outcome of dispatched) {
          options.onDispatched?.({ hash: CALL.hash, outcome: outcome as DispatchedCall['outcome'] });
        }
        return 'full';
      },
    },
    measureBacklog: { execute: async () => ({ waiting: 12, oldestMs: 90_500 }) },
    overdueMs: 60_000,
  });
  return { handler, lines: () => lines.map((line) => JSON.parse(line)), swept, dispatches };
}

afterEach(() => vi.useRealTimers());

describe('the sweep function', () => {
  it('sweeps as it is told, answers with the counts, and counts what came of each call', async () => {
    const error = new EarshotError('EARSHOT_THROTTLED', 'slower');
    const { handler, lines, swept, dispatches } = sweeping([
      { status: 'running' },
      { status: 'stored' },
      { status: 'submitted', record: CALL },
      { status: 'error', error },
    ]);
    expect(await handler({ task: 'sweep' }, invocation(300_000))).toEqual({ swept: { running: 1 } });
    expect(swept).toMatchObject([{ overdueMs: 60_000, timeLeftMs: 290_000 }]);
    expect(dispatches).toEqual([]);
    const [running, stored, , failed, metrics] = lines();
    expect(running).toMatchObject({
      level: 'INFO',
      call_id: 'call-1',
      job_id: 'j-1',
      function_request_id: 'request-1',
    });
    expect(stored).toMatchObject({ level: 'INFO' });
    expect(failed).toMatchObject({ level: 'ERROR', code: 'EARSHOT_THROTTLED', retryable: true });
    expect(metrics).toMatchObject({ service: 'sweep', CallsOverdue: 4, CallsCompleted: 1, JobsRetried: 1 });
  });

  it('dispatches for less than a minute, and measures what waits', async () => {
    const denied = { startRetry: { failure: { code: 'EARSHOT_DENIED', reason: 'no s3:GetObject' } } };
    const { handler, lines, swept, dispatches } = sweeping(
      [],
      [
        { status: 'started', record: CALL },
        { status: 'submitted', record: CALL, refusal: 'quota' },
        { status: 'submitted', record: { ...CALL, ...denied }, refusal: 'denied' },
        { status: 'error', error: new EarshotError('EARSHOT_UNREADABLE', 'damaged') },
      ],
    );
    expect(await handler({ task: 'dispatch' }, invocation(300_000))).toEqual({ dispatched: 'full' });
    expect(dispatches).toMatchObject([{ timeLeftMs: 50_000, wait: expect.any(Function) }]);
    expect(swept).toEqual([]);
    expect(lines().at(-1)).toMatchObject({
      service: 'sweep',
      CallsStarted: 1,
      QuotaRefusals: 1,
      StartsDenied: 1,
      JobsWaiting: 12,
      OldestWaitingAge: 90.5,
    });
    expect(lines()[2]).toMatchObject({ message: 'dispatched: submitted', reason: 'no s3:GetObject' });
  });

  it('does both when its schedule says nothing', async () => {
    const { handler } = sweeping([{ status: 'running' }]);
    for (const event of [{}, undefined, { task: 'else' }]) {
      expect(await handler(event, invocation())).toEqual({ swept: { running: 1 }, dispatched: 'full' });
    }
  });

  it('fails as a whole when calls can not be listed, so that Lambda counts an error', async () => {
    await expect(sweeping([]).handler({}, invocation())).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  });

  it('writes its metrics before its time is up, although its work does not end', async () => {
    vi.useFakeTimers();
    const lines: string[] = [];
    const stuck = () => new Promise<never>(() => {});
    const handler = createSweepHandler({
      ...telemetryOf('sweep', { logLevel: 'INFO', metricsNamespace: 'Earshot' }, (line) => lines.push(line)),
      sweepJobs: {
        execute: (options = {}) => {
          options.onSwept?.({ hash: CALL.hash, call: CALL, outcome: { status: 'running' } });
          return stuck();
        },
      },
      dispatchJobs: { execute: stuck },
      measureBacklog: { execute: stuck },
    });
    const report = handler({ task: 'sweep' }, invocation(300_000));
    await vi.advanceTimersByTimeAsync(295_000);
    expect(await report).toEqual({});
    expect(lines.map((line) => JSON.parse(line)).at(-1)).toMatchObject({ CallsOverdue: 1 });
  });
});
