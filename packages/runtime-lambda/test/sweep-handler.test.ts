import { type CallOverview, EarshotError, type SweepOptions, type SweptCall } from '@earshot/core';
import { expect, it } from 'vitest';
import { telemetryOf } from '../src/environment.js';
import { createSweepHandler } from '../src/sweep-handler.js';
import { invocation } from './invocation.js';

function swept(outcomes: readonly unknown[]) {
  const lines: string[] = [];
  const seen: SweepOptions[] = [];
  const handler = createSweepHandler({
    ...telemetryOf('sweep', { logLevel: 'INFO', metricsNamespace: 'Earshot' }, (line) => lines.push(line)),
    sweepJobs: {
      execute: async (options: SweepOptions = {}) => {
        seen.push(options);
        const call = { callId: 'call-1', hash: 'h', jobs: [{ jobId: 'j-1' }] } as unknown as CallOverview;
        for (const outcome of outcomes) options.onSwept?.({ call, outcome: outcome as SweptCall['outcome'] });
        if (outcomes.length === 0) throw new EarshotError('EARSHOT_UNAVAILABLE', 'no table');
        return { running: 1 };
      },
    },
    overdueMs: 60_000,
    maxAttempts: 2,
  });
  return { handler, lines: () => lines.map((line) => JSON.parse(line)), seen };
}

it('sweeps as it is told, answers with the counts, and counts what came of each call', async () => {
  const error = new EarshotError('EARSHOT_THROTTLED', 'slower');
  const { handler, lines, seen } = swept([{ status: 'running' }, { status: 'stored' }, { status: 'error', error }]);
  expect(await handler({}, invocation())).toEqual({ running: 1 });
  expect(seen).toMatchObject([{ overdueMs: 60_000, maxAttempts: 2 }]);
  const [running, stored, failed, metrics] = lines();
  expect(running).toMatchObject({ level: 'INFO', call_id: 'call-1', job_id: 'j-1', function_request_id: 'request-1' });
  expect(stored).toMatchObject({ level: 'INFO' });
  expect(failed).toMatchObject({ level: 'ERROR', code: 'EARSHOT_THROTTLED', retryable: true });
  expect(metrics).toMatchObject({ service: 'sweep', CallsOverdue: 3, CallsCompleted: 1 });
});

it('fails as a whole when calls can not be listed, so that Lambda counts an error', async () => {
  await expect(swept([]).handler({}, invocation())).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
});
