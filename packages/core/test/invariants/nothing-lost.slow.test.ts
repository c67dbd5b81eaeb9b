import type { ItemOutcome } from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { troubledHistory } from './histories.js';
import { World } from './world.js';

test('every message ends dead-lettered with a reason to read, or acknowledged with nothing wrong and its outcome kept', async () => {
  await fc.assert(
    fc.asyncProperty(troubledHistory, async (noisy) => {
      const world = await new World(noisy).run();
      const reasons = new Map(
        world.source.deadLettered.map(({ delivery, failure }) => [delivery.id, failure.reason.trim()]),
      );
      expect(world.deaths).toEqual([]);
      expect(world.source.size).toBe(0);
      for (const [id, { answers }] of world.fates.entries()) {
        expect(answers.length).toBeGreaterThan(0);
        for (const { settled, items = [] } of answers) {
          expect(items.some(({ status }) => status === 'error')).toBe(settled === 'dead-lettered');
          for (const item of items) await expectKept(world, item);
        }
        const reason = reasons.get(String(id));
        if (reason === undefined) expect(answers.map(({ settled }) => settled)).toContain('acknowledged');
        else expect(reason).not.toBe('');
      }
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

async function expectKept(world: World, item: ItemOutcome): Promise<void> {
  if (!('record' in item)) return;
  const kept = await world.repository.get(item.record.hash);
  expect(kept?.revision).toBeGreaterThanOrEqual(item.record.revision);
  if (item.status === 'stored' || item.status === 'unmatched') expect(kept?.analysis).toEqual(item.record.analysis);
  if (item.status === 'started' || item.status === 'failed') expect(kept?.jobs.length).toBeGreaterThan(0);
}
