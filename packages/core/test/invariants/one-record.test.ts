import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calm, history } from './histories.js';
import { recordsOf } from './records.js';
import { World } from './world.js';

test('any order, repetition, fault and crash ends in the records of each event once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (noisy) => {
      const world = await new World(noisy).run();
      const quiet = await new World(calm(noisy)).run();
      expect(world.deaths).toEqual([]);
      expect(world.source.deadLettered).toEqual([]);
      expect(await recordsOf(world)).toEqual(await recordsOf(quiet));
    }),
    { numRuns: 1_000 },
  );
}, 120_000);
