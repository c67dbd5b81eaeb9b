import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calm, poisonedHistory } from './histories.js';
import { recordsOf } from './records.js';
import { type Answer, World } from './world.js';

test('a bad item hurts itself alone: the others are handled, and the report names exactly the bad ones', async () => {
  await fc.assert(
    fc.asyncProperty(poisonedHistory, async (noisy) => {
      const world = await new World(noisy).run();
      const quiet = await new World(calm(noisy)).run();
      for (const { badItems, answers } of world.fates) {
        for (const answer of answers) {
          expect(failedItems(answer)).toEqual(badItems);
          expect(answer.settled).toBe(badItems.length > 0 ? 'dead-lettered' : 'acknowledged');
        }
      }
      expect(await recordsOf(world)).toEqual(await recordsOf(quiet));
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

function failedItems({ items = [] }: Answer): number[] {
  return items.flatMap(({ status }, index) => (status === 'error' ? [index] : []));
}
