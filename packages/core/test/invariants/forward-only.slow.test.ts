import type { CallHash, CallRecord } from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { troubledHistory } from './histories.js';
import { type Save, World } from './world.js';

const RANK = { submitted: 0, analyzing: 1, completed: 2, no_match: 2, failed: 2 } as const;

test('each save moves a record forward by one revision; only a person, or a corrected recording, starts a failed one again', async () => {
  await fc.assert(
    fc.asyncProperty(troubledHistory, async (noisy) => {
      const world = await new World(noisy).run();
      const before = new Map<CallHash, CallRecord>();
      for (const save of world.saves) {
        expect(brokenRule(before.get(save.record.hash), save)).toBeUndefined();
        before.set(save.record.hash, save.record);
      }
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

/** What is wrong with one save after another; `undefined` when nothing is. */
function brokenRule(before: CallRecord | undefined, { by, record: after }: Save): string | undefined {
  if (after.history.length > after.revision) return 'a revision took two steps';
  const ended = after.history.some(({ state }) => state === 'completed' || state === 'no_match');
  if (after.analysis !== undefined && !ended) return 'an analysis came without a step';
  if (after.history.at(-1)?.state !== after.state) return `the history does not end in ${after.state}`;
  if (before === undefined) return after.revision === 1 ? undefined : `began at revision ${after.revision}`;
  if (after.revision !== before.revision + 1) return `revision ${before.revision} was followed by ${after.revision}`;
  if (after.createdAtMs !== before.createdAtMs) return 'was made twice';
  const restarted = by === 'person' && before.state === 'failed' && after.state === 'submitted';
  const corrected =
    before.state === 'failed' &&
    after.state === 'submitted' &&
    before.media?.uri !== after.media?.uri &&
    before.jobs.every(({ state, failure }) => state === 'refused' || failure?.code === 'EARSHOT_INVALID_INPUT');
  const forward = RANK[after.state] > RANK[before.state] || after.state === before.state;
  if (!forward && !restarted && !corrected) return `went from ${before.state} to ${after.state} by a ${by}`;
  if (before.jobs.length > after.jobs.length) return 'lost a job';
  if (before.metadata !== undefined && JSON.stringify(after.metadata) !== JSON.stringify(before.metadata)) {
    return 'had its metadata overwritten';
  }
  if (after.history.length > before.history.length + after.revision - before.revision)
    return 'a revision took two steps';
  const steps = after.history.slice(0, before.history.length);
  return JSON.stringify(steps) === JSON.stringify(before.history) ? undefined : 'the history was rewritten';
}
