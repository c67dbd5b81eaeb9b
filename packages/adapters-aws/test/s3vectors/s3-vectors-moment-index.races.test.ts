import { MemorySharedState } from '@earshot/adapters-memory';
import { CallHash, CallId, EarshotError, type MomentIndex, type MomentsOfCall } from '@earshot/core';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { S3VectorsMomentIndex } from '../../src/s3vectors/index.js';
import { VectorMap } from './vector-map.js';

const HASH = CallHash.parse('0123456789abcdef0123456789abcdef');
const HOUR_MS = 3_600_000;

const callAt = (revision: number): MomentsOfCall => ({
  hash: HASH,
  callId: CallId.parse('call'),
  recordCreatedAtMs: 1,
  revision,
  rules: '1',
  recordedAtMs: 1,
  categories: [],
  // Later revisions have fewer moments.
  moments: Array.from({ length: 5 - revision }, (_, index) => ({
    index,
    source: 'speech',
    text: `refund ${revision}`,
  })),
});

/** Which revisions a search finds, once for each moment. */
async function foundIn(index: MomentIndex): Promise<number[]> {
  const terms = { words: ['refund'], phrases: [], prefixes: [], excluded: [] };
  const { hits } = await index.search({ terms, by: 'words', filter: { hash: HASH }, limit: 100 });
  return hits.map(({ revision }) => revision);
}

function indexOver(client: VectorMap, nowMs = () => 0) {
  const options = { client: client as never, vectorBucketName: 'calls', indexName: 'moments', dimensions: 2 };
  return new S3VectorsMomentIndex({ ...options, state: new MemorySharedState(), now: () => new Date(nowMs()) });
}

const Step = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant('delete' as const) },
);
/** What happens to each write: it goes well, it fails, or its answer gets lost. */
const Fates = fc.infiniteStream(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('well' as const) },
    fc.constantFrom('before' as const, 'after' as const),
  ),
);

it('finds the newest revision whole and nothing else, however writers and deletions interleave and fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(Step, { minLength: 2, maxLength: 5 }), Fates, async (s, steps, fates) => {
      const client = new VectorMap();
      let nowMs = 0;
      const index = indexOver(client, () => nowMs);
      let fate: string | undefined;
      client.around = async (when) => {
        if (when === 'before') fate = fates.next().value;
        await s.schedule(Promise.resolve());
        if (fate === when) throw new EarshotError('EARSHOT_UNAVAILABLE', 'injected');
      };
      const work = steps.map(async (step) => {
        await s.schedule(Promise.resolve());
        return step === 'delete' ? index.delete(HASH) : index.put(callAt(step));
      });
      const ends = await s.waitFor(Promise.allSettled(work));
      client.around = async () => {};

      const kept = await index.revisionOf(HASH);
      expect(await foundIn(index)).toEqual(Array(kept === undefined ? 0 : 5 - kept.revision).fill(kept?.revision));
      const put = steps.filter((step, at) => step !== 'delete' && ends[at]?.status === 'fulfilled') as number[];
      if (!steps.includes('delete') && put.length > 0) expect(kept?.revision).toBeGreaterThanOrEqual(Math.max(...put));

      // What failed is repeated, and the call is erased in the end: nothing of it is left.
      await index.put(callAt(4));
      expect(await foundIn(index)).toEqual([4]);
      await index.delete(HASH);
      expect(await foundIn(index)).toEqual([]);
      nowMs = HOUR_MS;
      await index.delete(HASH);
      expect([...client.vectors.keys()]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('lets a writer that was paused while its call was erased begin again, so that all of its moments are found', async () => {
  const client = new VectorMap();
  const index = indexOver(client);
  let erased: Promise<number> | undefined;
  client.around = async (when) => {
    // Once, between the first write and its answer.
    if (when === 'before' || erased !== undefined) return;
    erased = index.delete(HASH);
    await erased;
    expect(client.vectors.size).toBe(0);
  };
  expect(await index.put(callAt(1))).toBe('indexed');
  expect(await foundIn(index)).toEqual([1, 1, 1, 1]);
});

it('leaves out vectors of a process that died, and deletes them after an hour', async () => {
  const client = new VectorMap();
  let nowMs = 0;
  const index = indexOver(client, () => nowMs);
  client.around = async (when) => {
    if (when === 'after') throw new EarshotError('EARSHOT_UNAVAILABLE', 'the process died');
  };
  await expect(index.put(callAt(1))).rejects.toThrow();
  client.around = async () => {};
  expect(client.vectors.size).toBe(4);
  expect(await index.revisionOf(HASH)).toBeUndefined();
  expect(await foundIn(index)).toEqual([]);
  await index.put(callAt(2));
  expect(client.vectors.size).toBe(7);
  nowMs = HOUR_MS;
  await index.put(callAt(3));
  expect(client.vectors.size).toBe(2);
});
