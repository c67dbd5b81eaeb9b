import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endNotices, NoticeDocument } from '../../src/index.js';
import { history, troubledHistory } from './histories.js';
import { digests, World } from './world.js';

test('each end of each call is announced, whatever crashes between the save and the notice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(history, troubledHistory), async (noisy) => {
      const world = await new World(noisy, { announces: true }).run();
      await world.resume();
      const sent = world.notifier.received.map((text) => NoticeDocument.parse(JSON.parse(text)));
      const { calls } = await world.repository.list({ filter: {}, limit: 100 });
      const ends = calls.flatMap((call) => endNotices(call, digests));
      expect(world.deaths).toEqual([]);
      const ids = new Set(sent.map(({ id }) => id));
      expect(ends.filter(({ id }) => !ids.has(id))).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);
