import { CALL_CATEGORIES } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { CATEGORY_CUES, PURPOSE_CUES, PURPOSES, ROLE_CUES, ROLES } from '../src/cues.js';
import { dataFile, dataSections } from '../src/data-files.js';
import { PhraseList, phrasesOf } from '../src/phrases.js';
import { PADDING } from '../src/sentiment/ratings.js';
import { wordsOf } from '../src/tokens.js';

const RATED = ['anger', 'bad-service', 'complaints', 'faults', 'neutral', 'delight', 'praise'].map((name) =>
  dataFile(`sentiment/${name}.txt`),
);
const CUES = [CATEGORY_CUES, PURPOSE_CUES, ROLE_CUES].flatMap((cues) =>
  Object.values<Readonly<Record<string, string>>>(cues).flatMap((ofLabel) => Object.values(ofLabel)),
);

function finds(phrase: string, said: string): boolean {
  return phrasesOf(phrase).some((each) => each.endIn(said.split(' '), 0) !== undefined);
}

describe('phrases', () => {
  it.each([
    ['either word', 'hung/hang up', ['hung up', 'hang up'], ['hungry up', 'hung']],
    ['several words in one place', 'is out_of_order/broken', ['is out of order', 'is broken'], ['is out']],
    ['a word that may be missing', 'so (very) kind', ['so kind', 'so very kind'], ['so not kind']],
    ['the end of a word', 'keeps *ing', ['keeps crashing'], ['keeps crash']],
    [
      'up to three words between',
      'told ... twice',
      ['told twice', 'told you this twice'],
      ['told a b c d twice', 'told , twice'],
    ],
    ['a comma or none', 'sorry , but', ['sorry but', 'sorry , but'], ['sorry . but']],
    ['what must not follow', 'good !morning *', ['good stuff'], ['good morning']],
    ['a class', 'in <number> days', ['in two days', 'in 12 days'], ['in some days']],
    [
      'a class in a class',
      'for <many> hours',
      ['for three hours', 'for 3 hours', 'for a few hours'],
      ['for all hours'],
    ],
  ])('have %s', (_, phrase, found, missed) => {
    expect(found.filter((said) => finds(phrase, said))).toEqual(found);
    expect(missed.filter((said) => finds(phrase, said))).toEqual([]);
  });

  it('go on in the next line, and have headings', () => {
    expect(phrasesOf('-- heading\n one/two\n   /three\n\n four')).toHaveLength(2);
    expect(finds('one/two\n   /three', 'three')).toBe(true);
  });

  it('reach as far as they can', () => {
    const [phrase] = phrasesOf('so (very) kind/kind_of_you');
    expect(phrase?.endIn('that is so very kind of you'.split(' '), 2)).toBe(7);
    expect(phrase?.endIn('that is so very kind'.split(' '), 2)).toBe(5);
    expect(phrase?.endIn('that is so very kind'.split(' '), 1)).toBeUndefined();
  });

  it.each([
    ['refund*', 'Two refunds, please.', 1],
    ['refund', 'Two refunds, please.', 0],
    ['charged ... twice', 'You charged my card twice!', 1],
    ['charged ... twice', 'You charged my card. Twice!', 0],
    ['charged/billed (me/us) twice', 'I was billed twice', 1],
    ['no_one/nobody came', 'NO ONE came, nobody came, no one came', 2],
    ["don't know", 'I don’t know', 1],
    ['what is it ?', 'What is it?', 1],
    ['what is it ?', 'What is it, then', 0],
    ['art', 'My part is late', 0],
    ['late\nvery late', 'very late late', 2],
  ])('%j are counted in %j, up to two', (lines, text, count) => {
    expect(new PhraseList(lines).countIn(wordsOf(text).trim().split(' '), 2)).toBe(count);
  });

  it('name no class that does not exist', () => {
    for (const list of [...RATED, ...CUES]) {
      const heads = phrasesOf(list).flatMap((phrase) => [...phrase.heads]);
      expect(heads.filter((head) => head.includes('<'))).toEqual([]);
      const classes = [...list.matchAll(/<(\w+)>/g)].map(([name]) => name);
      expect(classes.filter((name) => finds(name, name))).toEqual([]);
    }
  });

  it.each([
    ['categories', CALL_CATEGORIES],
    ['purposes', PURPOSES],
    ['roles', ROLES],
  ] as const)('that are cues of %s have a label and a strength as their heading', (name, labels) => {
    const headings = labels.flatMap((label) => [1, 2, 3].map((strength) => `${label} ${strength}`));
    expect(headings).toEqual(expect.arrayContaining([...dataSections(`cues/${name}.txt`).keys()]));
  });

  it('are all written in the notation', () => {
    for (const list of [...RATED, ...CUES]) {
      expect(list.replaceAll('...', '').match(/[+$^[\]{}\\|]/g)).toBeNull();
      const optional = list.match(/(?<=\s)\([^\s()]+\)(?=\s)/g) ?? [];
      expect(list.match(/[()]/g) ?? []).toHaveLength(2 * optional.length);
    }
  });

  it('have no words that are skipped when they are looked for', () => {
    for (const list of RATED) {
      expect(list.split(/[\s/_()!]+/).filter((word) => PADDING.test(word))).toEqual([]);
    }
  });
});
