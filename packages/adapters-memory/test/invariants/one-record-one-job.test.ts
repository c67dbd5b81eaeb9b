import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calm, type History, history } from './histories.js';
import { recordsOf } from './records.js';
import { World } from './world.js';

test('any order, repetition, fault and crash ends in the records of each event once, and in no job twice', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (noisy) => {
      const world = await new World(noisy).run();
      const quiet = await new World(calm(noisy)).run();
      expect(world.deaths).toEqual([]);
      expect(world.source.parked).toEqual([]);
      expect(await recordsOf(world)).toEqual(await recordsOf(quiet));
      expectOneJobEach(noisy, world);
      expectOneJobEach(noisy, quiet);
    }),
    { numRuns: 1_000 },
  );
}, 120_000);

/** A recording is analysed once for each time that somebody asked. */
function expectOneJobEach({ calls }: History, world: World): void {
  for (const { name, startedOutside, jobs } of calls) {
    const asked = jobs.slice(startedOutside ? 1 : 0);
    const taken = world.analyzer.jobs.filter(({ request }) => request.callId === name);
    expect(world.attemptsOf(name)).toHaveLength(asked.length);
    expect(taken).toHaveLength(asked.filter(({ end }) => end !== 'refused').length);
  }
}
