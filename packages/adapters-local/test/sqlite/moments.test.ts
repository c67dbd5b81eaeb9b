import { readFileSync } from 'node:fs';
import { type SearchTerms, stemOf, weightOfWord, wordsIn } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/sqlite/open-database.js';
import { SqliteMomentIndex } from '../../src/sqlite/sqlite-moment-index.js';
import { databaseFolder } from './database-folder.js';
import { byMeaning, byWords, hashOfCall, momentsOfCall, vectorOf } from './moments-calls.js';

const { newPath, open } = databaseFolder();

describe('what is left in the files', () => {
  const SAID = ['Zwetschgenkuchen for Quimby, please', 'xylophone zwieback'];

  it.each([
    ['is erased', (index: SqliteMomentIndex) => index.delete(hashOfCall(2))],
    ['says something else', (index: SqliteMomentIndex) => index.put(momentsOfCall(2, ['nothing'], { revision: 2 }))],
  ])('of a call that %s, no word', async (_, change) => {
    const database = open(newPath());
    const index = new SqliteMomentIndex({ database });
    for (const number of [1, 2, 3]) {
      const texts = number === 2 ? SAID : [`an usual text ${number}`, 'another one'];
      await index.put({
        ...momentsOfCall(number, texts),
        callId: `id-${number}` as never,
        agentName: `Agent${number}`,
      });
    }
    await change(index);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const path = database.location() ?? '';
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      expect(readFileSync(file, 'latin1')).not.toMatch(/zwetsch|schgenkuchen|uimby|ylophon|wieback/i);
    }
    expect(readFileSync(path, 'latin1')).toMatch(/an usual text 3/);
  });

  it('of an erased call neither its name nor its agent', async () => {
    const database = open(newPath());
    const index = new SqliteMomentIndex({ database });
    await index.put({ ...momentsOfCall(1, ['hello']), callId: 'Pemberton' as never, agentName: 'Quigley' });
    await index.delete(hashOfCall(1));
    expect(readFileSync(database.location() ?? '', 'latin1')).not.toMatch(/Pemberton|Quigley/);
  });
});

describe('the index in memory', () => {
  it('follows what other processes put, replace and delete', async () => {
    const path = newPath();
    const [one, other] = [open(path), open(path)].map((database) => new SqliteMomentIndex({ database }));
    const nearest = async (number: number) => (await one?.search(byMeaning(vectorOf(number))))?.hits[0]?.moment.text;
    await other?.put(momentsOfCall(1, ['first']));
    await other?.put(momentsOfCall(2, ['second']));
    expect(await nearest(1_010)).toBe('first');
    await other?.put(momentsOfCall(1, ['replaced'], { revision: 2 }));
    await other?.put(momentsOfCall(3, ['third']));
    await other?.delete(hashOfCall(2));
    expect([await nearest(1_020), await nearest(3_010)]).toEqual(['replaced', 'third']);
    const { hits } = (await one?.search(byMeaning(vectorOf(2_010)))) ?? { hits: [] };
    expect(hits.map(({ moment }) => moment.text)).not.toContain('second');
    await other?.put(momentsOfCall(3, ['third'], { revision: 2, vectors: undefined }));
    await other?.put(momentsOfCall(1, ['of another model'], { revision: 3, vectors: { model: 'x', vectors: [] } }));
    expect(await one?.search(byMeaning(vectorOf(3_010)))).toMatchObject({ hits: [] });
  });

  it('follows any history', async () => {
    const change = fc.record({ call: fc.integer({ min: 1, max: 4 }), by: fc.constantFrom(0, 1), gone: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const path = newPath();
        const indexes = [open(path), open(path)].map((database) => new SqliteMomentIndex({ database }));
        const kept = new Map<number, number>();
        for (const [at, { call, by, gone }] of changes.entries()) {
          if (gone) await indexes[by]?.delete(hashOfCall(call));
          else await indexes[by]?.put(momentsOfCall(call, [`${call} at ${at}`], { revision: at + 1 }));
          kept.delete(call);
          if (!gone) kept.set(call, at + 1);
          for (const [number, revision] of kept) {
            const page = await indexes[0]?.search(byMeaning(vectorOf(number * 1_000 + revision * 10)));
            expect(page?.hits[0]?.moment.text).toBe(`${number} at ${revision - 1}`);
            expect(page?.hits.every((hit) => kept.get(Number(hit.moment.text[0])) === hit.revision)).toBe(true);
          }
        }
        for (const index of indexes) expect((await index.search(byWords('at'))).counted?.moments).toBe(kept.size);
      }),
      { numRuns: 15 },
    );
  });
});

it('words that stay are left alone in the index when a call is put again', async () => {
  const database = openDatabase(':memory:');
  const index = new SqliteMomentIndex({ database });
  const texts = ['one thing', 'another thing'];
  await index.put(momentsOfCall(1, texts, { vectors: undefined }));
  const words = () => database.prepare('SELECT id, block FROM moment_words_data').all();
  const before = words();
  await index.put(momentsOfCall(1, texts));
  expect(words()).toEqual(before);
  database.exec("INSERT INTO moment_words (moment_words, rank) VALUES ('integrity-check', 1)");
});

it('finds by words exactly the moments that have enough of the weight of any number of words', async () => {
  const word = fc.constantFrom(...'money back refund card late parcel invoice router call agent now'.split(' '));
  const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 12 }),
      fc.uniqueArray(word, { minLength: 1 }),
      async (texts, words) => {
        const index = new SqliteMomentIndex({ database: openDatabase(':memory:') });
        await index.put(momentsOfCall(1, texts));
        const stems = texts.map((each) => new Set(wordsIn(each).map((found) => stemOf(found.word))));
        const weights = words.map((each) =>
          weightOfWord(texts.length, stems.filter((set) => set.has(stemOf(each))).length),
        );
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        const covered = stems.map((set) =>
          weights.reduce((sum, weight, at) => sum + (set.has(stemOf(words[at] ?? '')) ? weight : 0), 0),
        );
        const expected = [...texts.keys()].filter((at) => (covered[at] ?? 0) >= 0.4 * all - 1e-9);
        const { hits, counted } = await index.search(byWords(...words));
        expect(hits.map(({ moment }) => moment.index).sort((a, b) => a - b)).toEqual(expected);
        expect(counted).toEqual({ moments: expected.length, calls: Math.min(1, expected.length) });
      },
    ),
    { numRuns: 100 },
  );
});

it('takes any words for words, never for operators', async () => {
  const index = new SqliteMomentIndex({ database: openDatabase(':memory:') });
  await index.put(momentsOfCall(1, ['to be OR NOT to be', 'NEAR']));
  const odd: SearchTerms = {
    words: ['not', 'or', 'near'],
    prefixes: ['ne'],
    phrases: [['"', 'a"b']],
    excluded: [['*']],
  };
  for (const [kind, value] of Object.entries(odd)) {
    const terms = { ...byWords('be').terms, [kind]: value };
    await expect(index.search({ ...byWords(), terms })).resolves.toBeDefined();
  }
  expect((await index.search(byWords('near'))).hits).toHaveLength(1);
});
