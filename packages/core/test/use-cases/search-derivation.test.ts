import { MemoryMomentIndex, MemoryRecordRepository } from '@earshot/adapters-memory';
import { type CallRecord, EarshotError, type Embedder, RederiveCalls, SearchDerivation } from '@earshot/core';
import { HashEmbedder } from '@earshot/core/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordWith } from '../search/records.js';

const LONG = 'I would like my money back, please.';
const SHORT = 'Yes, of course.';

const transcript = (texts: readonly string[], language?: string) => ({
  text: texts.join(' '),
  segments: texts.map((text, index) => ({
    index,
    text,
    startMs: index,
    endMs: index + 1,
    ...(language && { language }),
  })),
});
const record = recordWith({ transcript: transcript([LONG, SHORT]) });
const next = (changes: Partial<CallRecord> = {}) => ({ ...record, revision: record.revision + 1, ...changes });
const withoutResult = ({ analysis: _, ...rest }: CallRecord): CallRecord => rest;

/** Counts what it embeds, and fails while it is down. */
class CountingEmbedder extends HashEmbedder {
  embedded: string[] = [];
  isDown = false;

  override async embed(texts: readonly string[]) {
    if (this.isDown) throw new EarshotError('EARSHOT_UNAVAILABLE', 'no answer');
    this.embedded.push(...texts);
    return super.embed(texts);
  }
}

let index: MemoryMomentIndex;
let embedder: CountingEmbedder;
let derivation: SearchDerivation;

beforeEach(() => {
  index = new MemoryMomentIndex();
  embedder = new CountingEmbedder();
  derivation = new SearchDerivation({ index, embedder });
});

async function found(by: 'words' | 'meaning', word = 'money'): Promise<string[]> {
  const [values] = await new HashEmbedder().embed([LONG]);
  const terms = { words: [word], prefixes: [], phrases: [], excluded: [] };
  const vector = values && { model: embedder.model, values, least: 0.9 };
  const { hits } = await index.search({ terms, by, vector, filter: {}, limit: 100 });
  return hits.map(({ moment }) => moment.text);
}

describe('SearchDerivation', () => {
  it('indexes a call by words and by meaning, and counts its moments', async () => {
    const { changes, notices } = await derivation.derive(record);
    expect([changes.added, changes.changed, notices]).toEqual([2, 0, []]);
    expect(await found('words')).toEqual([LONG]);
    expect(await found('meaning')).toEqual([LONG]);
    expect(await derivation.isCurrent(record)).toBe(true);
    expect((await derivation.derive(next())).changes).toMatchObject({ added: 0, changed: 2 });
  });

  it('embeds no moments of few words', async () => {
    await derivation.derive(record);
    expect(embedder.embedded).toEqual([LONG]);
    expect(await found('words', 'course')).toEqual([SHORT]);
  });

  it('embeds no moments in languages that the embedder does not understand', async () => {
    embedder = new CountingEmbedder({ languages: ['EN'] });
    derivation = new SearchDerivation({ index, embedder });
    const foreign = recordWith({ transcript: transcript(['Ich möchte bitte mein Geld zurück.'], 'de-DE') });
    await derivation.derive(foreign);
    expect(embedder.embedded).toEqual([]);
    expect(await found('words', 'geld')).toHaveLength(1);
    expect(await derivation.isCurrent(foreign)).toBe(true);
  });

  it('does nothing when the same result is reported again', async () => {
    await derivation.derive(record);
    const { changes } = await derivation.derive(record);
    expect(changes).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: 0 });
    expect(embedder.embedded).toEqual([LONG]);
  });

  it('indexes by words while the embedder is down, says so, and embeds later', async () => {
    embedder.isDown = true;
    await expect(derivation.derive(record)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    expect(await found('words')).toEqual([LONG]);
    expect(await found('meaning')).toEqual([]);
    expect(await derivation.isCurrent(record)).toBe(false);
    await expect(derivation.derive(record)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
    embedder.isDown = false;
    await derivation.derive(record);
    expect(await found('meaning')).toEqual([LONG]);
    expect(await derivation.isCurrent(record)).toBe(true);
  });

  it('keeps what is embedded when a repeated report meets an embedder that is down', async () => {
    await derivation.derive(record);
    embedder.isDown = true;
    await derivation.derive(record);
    expect(await found('meaning')).toEqual([LONG]);
  });

  describe('by force', () => {
    it('indexes again what is current', async () => {
      await derivation.derive(record);
      const put = vi.spyOn(index, 'put');
      const { changes } = await derivation.derive(record, { isForced: true });
      expect(changes.changed).toBe(2);
      expect(put).toHaveBeenCalledOnce();
      expect(embedder.embedded).toEqual([LONG, LONG]);
    });

    it('keeps what is embedded when the embedder is down, and says so', async () => {
      await derivation.derive(record);
      embedder.isDown = true;
      await expect(derivation.derive(record, { isForced: true })).rejects.toMatchObject({
        code: 'EARSHOT_UNAVAILABLE',
      });
      expect(await found('meaning')).toEqual([LONG]);
    });

    it('keeps what another deployment has embedded, if it has no embedder itself', async () => {
      await derivation.derive(record);
      await new SearchDerivation({ index }).derive(record, { isForced: true });
      expect(await found('meaning')).toEqual([LONG]);
    });

    it('is what deriving stored calls by force asks for', async () => {
      const repository = new MemoryRecordRepository();
      await repository.save(record);
      await derivation.derive(record);
      const rederive = new RederiveCalls({ repository, derivations: [derivation] });
      const { calls } = await rederive.list();
      const { changes } = await rederive.execute(calls, { isForced: true });
      expect(changes['search']?.changed).toBe(2);
    });
  });

  it('is not current for another revision, another record of the call, or another model', async () => {
    await derivation.derive(record);
    expect(await derivation.isCurrent(next())).toBe(false);
    expect(await derivation.isCurrent({ ...record, createdAtMs: record.createdAtMs + 1 })).toBe(false);
    const other: Embedder = new HashEmbedder({ model: 'hash-2' });
    expect(await new SearchDerivation({ index, embedder: other }).isCurrent(record)).toBe(false);
  });

  it('is not current when moments were made by other rules', async () => {
    await derivation.derive(record);
    const { revisionOf } = index;
    index.revisionOf = async (hash) => {
      const kept = await revisionOf.call(index, hash);
      return kept && { ...kept, rules: '0.0' };
    };
    expect(await derivation.isCurrent(record)).toBe(false);
  });

  it('leaves calls alone that another deployment has embedded, if it has no embedder itself', async () => {
    await derivation.derive(record);
    const without = new SearchDerivation({ index });
    expect(await without.isCurrent(record)).toBe(true);
    await without.derive(record);
    expect(await found('meaning')).toEqual([LONG]);
    await without.derive(next());
    expect(await found('meaning')).toEqual([]);
    expect(await derivation.isCurrent(next())).toBe(false);
  });

  it('changes nothing with an older record', async () => {
    await derivation.derive(
      next({ analysis: recordWith({ transcript: transcript(['No money at all here.']) }).analysis }),
    );
    const { changes } = await derivation.derive(record);
    expect(changes).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: 0 });
    expect(await found('words')).toEqual(['No money at all here.']);
  });

  it('finds nothing of a call that has lost its result, and keeps nothing of one that never had one', async () => {
    await derivation.derive(withoutResult(record));
    expect(await index.revisionOf(record.hash)).toBeUndefined();
    await derivation.derive(record);
    await derivation.derive(withoutResult(next()));
    expect(await found('words')).toEqual([]);
    expect(await derivation.isCurrent(next())).toBe(true);
  });

  it('finds nothing of a call that was not understood', async () => {
    await derivation.derive(recordWith({ understood: false, transcript: transcript([LONG]) }));
    expect(await found('words')).toEqual([]);
    expect(embedder.embedded).toEqual([]);
  });

  it('forgets all of a call, and says how much that was', async () => {
    await derivation.derive(record);
    expect(await derivation.forget(record.hash)).toBe(2);
    expect(await found('words')).toEqual([]);
    expect(await derivation.forget(record.hash)).toBe(0);
  });

  it('lets calls be derived again that were indexed by words only', async () => {
    const repository = new MemoryRecordRepository();
    await repository.save(record);
    embedder.isDown = true;
    await derivation.derive(record).catch(() => {});
    const rederive = new RederiveCalls({ repository, derivations: [derivation] });
    const { calls } = await rederive.list();
    expect((await rederive.execute(calls)).failed).toHaveLength(1);
    embedder.isDown = false;
    expect(await rederive.execute(calls)).toMatchObject({ derived: 1, failed: [] });
    expect(await rederive.execute(calls)).toMatchObject({ derived: 0, current: 1 });
    expect(await found('meaning')).toEqual([LONG]);
  });
});
