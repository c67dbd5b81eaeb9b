import { stemOf, wordsIn } from '@earshot/core';
import { describe, expect, it } from 'vitest';

describe('wordsIn', () => {
  it('gives words without letter case and diacritics, and where they are', () => {
    const text = 'Crème BRÛLÉE, x2!';
    expect(wordsIn(text)).toEqual([
      { word: 'creme', start: 0, end: 5 },
      { word: 'brulee', start: 6, end: 12 },
      { word: 'x2', start: 14, end: 16 },
    ]);
  });

  it('reads the same from composed and decomposed letters', () => {
    for (const text of ['Zoë façade', 'Ångström', '한국어']) {
      const [composed, decomposed] = (['NFC', 'NFD'] as const).map((form) => wordsIn(text.normalize(form)));
      expect(decomposed?.map(({ word }) => word)).toEqual(composed?.map(({ word }) => word));
    }
  });

  it('splits at everything that is no letter or digit', () => {
    expect(wordsIn("don't e-mail_me 4,99 €").map(({ word }) => word)).toEqual([
      'don',
      't',
      'e',
      'mail',
      'me',
      '4',
      '99',
    ]);
  });
});

describe('stemOf', () => {
  it.each([
    ['refunds refunded refunding refund', 'refund'],
    ['hoping hoped hopes hope', 'hope'],
    ['hopping hopped', 'hop'],
    ['agreed', 'agre'],
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['relational', 'relat'],
    ['happy', 'happi'],
    ['sky', 'sky'],
    ['controlling', 'control'],
    ['generalizations', 'gener'],
    ['adjustment', 'adjust'],
    ['as', 'as'],
    ['48151', '48151'],
  ])('of %s is %s', (words, stem) => {
    for (const word of words.split(' ')) expect(stemOf(word)).toBe(stem);
  });
});
