import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { stemOf, wordsIn } from '@earshot/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { MOMENTS_SCHEMA } from '../../src/sqlite/moments-schema.js';

const database = new DatabaseSync(':memory:');
database.exec(MOMENTS_SCHEMA);
const index = database.prepare('INSERT INTO moment_words (rowid, text) VALUES (?, ?)');
const terms = database.prepare('SELECT term FROM moment_word ORDER BY term');

afterAll(() => database.close());

function termsOf(texts: readonly string[]): unknown[] {
  database.exec("INSERT INTO moment_words (moment_words) VALUES ('delete-all')");
  for (const [at, text] of texts.entries()) index.run(at, text);
  return terms.all().map(({ term }) => term);
}

function stemsOf(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => wordsIn(text).map(({ word }) => stemOf(word))))];
}

describe('the words that core sees in a text are those that SQLite indexes', () => {
  it('for each word of the texts that the language models are trained with, with any ending', () => {
    const folder = new URL('../../../language/training/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
    const text = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const words = [...new Set(wordsIn(text).map(({ word }) => word))];
    expect(words.length).toBeGreaterThan(5_000);
    const endings = ['', 's', 'ed', 'ing', 'ly', 'ation', 'iveness', 'ical', 'y', 'ies'];
    const texts = words.map((word) => endings.map((ending) => word + ending).join(' '));
    expect(termsOf(texts)).toEqual(stemsOf(texts).sort(byBytes));
  });

  it('for any text of letters of ASCII, with any marks on them', () => {
    // Of others SQLite keeps some marks. There, the words of a query are compared by its own rules alone.
    const letter = fc
      .integer({ min: 0x20, max: 0x17f })
      .map((code) => String.fromCodePoint(code))
      .filter((text) => wordsIn(text).every(({ word }) => /^[\0-\x7f]*$/.test(word)));
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(letter, fc.constantFrom(' ', 'a', 'e', 's')) }), (text) => {
        expect(termsOf([text])).toEqual(stemsOf([text]).sort(byBytes));
      }),
      { numRuns: 200 },
    );
  });
});

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
