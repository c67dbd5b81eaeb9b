import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history } from './histories.js';
import { World } from './world.js';

test('a recording is analysed once for each time that somebody asked, whatever is redelivered or retried', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (noisy) => {
      const world = await new World(noisy).run();
      for (const { name, startedOutside, jobs } of noisy.calls) {
        const asked = jobs.slice(startedOutside ? 1 : 0);
        const taken = world.analyzer.jobs.filter(({ request }) => request.callId === name);
        expect(world.attemptsOf(name)).toHaveLength(asked.length);
        expect(taken).toHaveLength(asked.filter(({ end }) => end !== 'refused').length);
      }
    }),
    { numRuns: 1_000 },
  );
}, 120_000);
