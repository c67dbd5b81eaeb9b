import { type AudioAnalyzer, CallQueue, EarshotError } from '@earshot/core';
import { expect, test } from 'vitest';
import { Fixture, instead } from './fixture.js';

test('calls that wait are counted with the age of the oldest, beside those whose job runs', async () => {
  const fixture = new Fixture();
  const queue = new CallQueue(fixture.deps);
  expect([queue.name, await queue.count()]).toEqual(['calls', { waiting: 0, inFlight: 0, oldestAgeMs: 0 }]);
  await fixture.start('call-1');
  const full = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });
  fixture.deps.analyzer = instead<AudioAnalyzer>(fixture.analyzer, { start: () => Promise.reject(full) }) as never;
  await fixture.start('call-2');
  fixture.nowMs += 5_000;
  await fixture.start('call-3');
  expect(await queue.count()).toEqual({ waiting: 2, inFlight: 1, oldestAgeMs: 5_000 });
});
