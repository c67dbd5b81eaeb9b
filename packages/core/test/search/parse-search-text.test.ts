import { MAX_QUERY_LENGTH, parseSearchText, type SearchTerms } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const NONE: SearchTerms = { words: [], prefixes: [], phrases: [], excluded: [] };

describe('parseSearchText', () => {
  it.each<[string, Partial<SearchTerms>, string]>([
    ['wants her money back', { words: ['wants', 'money', 'back'] }, 'wants her money back'],
    ['"credit card" refund', { words: ['refund'], phrases: [['credit', 'card']] }, 'credit card refund'],
    ['“Credit Card”', { phrases: [['credit', 'card']] }, 'Credit Card'],
    ['deliv* late', { words: ['late'], prefixes: ['deliv'] }, 'deliv late'],
    ['refund -parcel -"gift card"', { words: ['refund'], excluded: [['parcel'], ['gift', 'card']] }, 'refund'],
    ['e-mail pre-paid*', { words: ['e', 'mail', 'pre'], prefixes: ['paid'] }, 'e-mail pre-paid'],
    ['"to be or not"', { phrases: [['to', 'be', 'or', 'not']] }, 'to be or not'],
    ['"unfinished phrase', { phrases: [['unfinished', 'phrase']] }, 'unfinished phrase'],
    ['who are you', { words: ['who', 'are', 'you'] }, 'who are you'],
    ['refund refunds REFUND', { words: ['refund'] }, 'refund refunds REFUND'],
    ['Crème - brûlée', { words: ['creme', 'brulee'] }, 'Crème brûlée'],
    ['refund"now"', { words: ['refund'], phrases: [['now']] }, 'refund now'],
  ])('reads %s', (text, terms, meaning) => {
    expect(parseSearchText(text)).toEqual({ terms: { ...NONE, ...terms }, meaning });
  });

  it.each(['', ' ', '"" - * …', '-only', '-only -"these two"', 'a*', 'word -pref*', 'x'.repeat(MAX_QUERY_LENGTH + 1)])(
    'refuses %j',
    (text) => {
      expect(() => parseSearchText(text)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
    },
  );

  it('reads any text or refuses it, and finds something in what it reads', () => {
    const piece = fc.oneof(fc.constantFrom('"', '-', '*', ' ', 'the', 'refund', '“'), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        try {
          const { terms, meaning } = parseSearchText(text);
          expect(terms.words.length + terms.prefixes.length + terms.phrases.length).toBeGreaterThan(0);
          expect(meaning).not.toBe('');
        } catch (error) {
          expect(error).toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
        }
      }),
    );
  });
});
