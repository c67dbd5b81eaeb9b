import type { CallHash, CallRecord, ItemOutcome } from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { troubledHistory } from './histories.js';
import { type Save, World } from './world.js';

test('every message ends parked with a reason, or acknowledged with its outcome kept; records only move forward', async () => {
  await fc.assert(
    fc.asyncProperty(troubledHistory, async (noisy) => {
      const world = await new World(noisy).run();
      expect(world.deaths).toEqual([]);
      await expectNothingLost(world);
      expectNothingUndone(world);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

async function expectNothingLost(world: World): Promise<void> {
  const reasons = new Map(world.source.parked.map(({ delivery, failure }) => [delivery.id, failure.reason.trim()]));
  expect(world.source.size).toBe(0);
  for (const [id, { answers }] of world.fates.entries()) {
    expect(answers.length).toBeGreaterThan(0);
    for (const { settled, items = [] } of answers) {
      expect(items.some(({ status }) => status === 'error')).toBe(settled === 'parked');
      for (const item of items) await expectKept(world, item);
    }
    const reason = reasons.get(String(id));
    if (reason === undefined) expect(answers.map(({ settled }) => settled)).toContain('acknowledged');
    else expect(reason).not.toBe('');
  }
}

async function expectKept(world: World, item: ItemOutcome): Promise<void> {
  if (!('record' in item)) return;
  const kept = await world.repository.get(item.record.hash);
  expect(kept?.revision).toBeGreaterThanOrEqual(item.record.revision);
  if (item.status === 'stored' || item.status === 'unmatched') expect(kept?.analysis).toEqual(item.record.analysis);
  if (item.status === 'started' || item.status === 'failed') expect(kept?.jobs.length).toBeGreaterThan(0);
}

function expectNothingUndone(world: World): void {
  const before = new Map<CallHash, CallRecord>();
  for (const save of world.saves) {
    expect(brokenRule(before.get(save.record.hash), save)).toBeUndefined();
    before.set(save.record.hash, save.record);
  }
}

const RANK = { submitted: 0, analyzing: 1, completed: 2, no_match: 2, failed: 2 } as const;

/** What is wrong with one save after another; `undefined` when nothing is. */
function brokenRule(before: CallRecord | undefined, { by, record: after }: Save): string | undefined {
  if (after.history.at(-1)?.state !== after.state) return `the history does not end in ${after.state}`;
  if (before === undefined) return after.revision === 1 ? undefined : `began at revision ${after.revision}`;
  if (after.revision !== before.revision + 1) return `revision ${before.revision} was followed by ${after.revision}`;
  if (after.createdAtMs !== before.createdAtMs) return 'was made twice';
  const restarted = by === 'person' && before.state === 'failed' && after.state === 'submitted';
  const forward = RANK[after.state] > RANK[before.state] || after.state === before.state;
  if (!forward && !restarted) return `went from ${before.state} to ${after.state} by a ${by}`;
  if (before.jobs.length > after.jobs.length) return 'lost a job';
  const steps = after.history.slice(0, before.history.length);
  return JSON.stringify(steps) === JSON.stringify(before.history) ? undefined : 'the history was rewritten';
}
