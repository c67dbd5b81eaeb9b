import type { CallHash, CallRecord, Derivation } from '@earshot/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actedHistory } from './histories.js';
import { World } from './world.js';

/** What a toy derivation keeps of a call: all of the record that another system could say, and which revision it followed from. */
interface Kept {
  readonly version: readonly [createdAtMs: number, revision: number];
  readonly text: string | undefined;
}

/** Keeps one text per call, that of the latest record. */
class ToyStore {
  readonly kept = new Map<CallHash, Kept>();

  async replace(hash: CallHash, version: Kept['version'], text: string | undefined): Promise<void> {
    const [createdAtMs, revision] = this.kept.get(hash)?.version ?? [0, 0];
    if (version[0] < createdAtMs || (version[0] === createdAtMs && version[1] < revision)) return;
    this.kept.set(hash, { version, text });
  }

  async delete(hash: CallHash): Promise<number> {
    return this.kept.delete(hash) ? 1 : 0;
  }
}

function textOf({ analysis, recordedAt, media }: CallRecord): string | undefined {
  return analysis && JSON.stringify([analysis, recordedAt, media]);
}

function toyDerivation(store: ToyStore): Derivation {
  return {
    name: 'toy',
    derive: async (record) => {
      await store.replace(record.hash, [record.createdAtMs, record.revision], textOf(record));
      return { notices: [], changes: { added: 0, changed: 0, withdrawn: 0, unchanged: 0 } };
    },
    forget: (hash) => store.delete(hash),
  };
}

test('what was derived from each call follows from its record as it is, whatever crashes or is erased', async () => {
  await fc.assert(
    fc.asyncProperty(actedHistory, async (noisy) => {
      const store = new ToyStore();
      const world = await new World(noisy, { derivation: (through) => toyDerivation(through(store)) }).run();
      await world.resume();
      expect(world.deaths).toEqual([]);
      const { calls } = await world.repository.list({ filter: {}, limit: 100 });
      const records = await Promise.all(calls.map(({ hash }) => world.repository.get(hash)));
      const expected = records.flatMap((record) => {
        const text = record && textOf(record);
        return text === undefined ? [] : [[record?.hash, text]];
      });
      const kept = [...store.kept].flatMap(([hash, { text }]) => (text === undefined ? [] : [[hash, text]]));
      expect(kept.sort()).toEqual(expected.sort());
    }),
    { numRuns: 20 },
  );
}, 120_000);
