import { describe, expect, it } from 'vitest';
import { maskedQuote } from '../src/masked-quotes.js';

const text = "I'm Ann Lee. Call 555 1234. Thanks.";
const segments = [{ text, speaker: 0, startMs: 0, endMs: 1 }];
const place = (entityType: string, words: string) => ({
  entityType,
  segmentIndex: 0,
  startCharacter: text.indexOf(words),
  endCharacter: text.indexOf(words) + words.length,
});
const found = [place('NAME', 'Ann Lee'), place('PHONE', '555 1234')];
const mask = (quote: string) => maskedQuote({ segmentIndex: 0, quote }, segments, found).quote;

describe('maskedQuote', () => {
  it('masks what is sensitive in a quote, and nothing else', () => {
    expect(mask("I'm Ann Lee.")).toBe("I'm [NAME].");
    expect(mask('Call 555 1234.')).toBe('Call [PHONE].');
    expect(mask('Thanks.')).toBe('Thanks.');
  });

  it('masks what begins or ends within sensitive data', () => {
    expect(mask('Lee. Call 555')).toBe('[NAME]. Call [PHONE]');
  });

  it('gives the whole text where the quote has no place in it', () => {
    const overlapping = [
      { entityType: 'A', segmentIndex: 0, startCharacter: 0, endCharacter: 12 },
      { entityType: 'B', segmentIndex: 0, startCharacter: 4, endCharacter: 20 },
    ];
    const { quote } = maskedQuote({ segmentIndex: 0, quote: 'Lee. Call' }, segments, overlapping);
    expect(quote).toBe('[A]55 1234. Thanks.'.replace('55 1234', text.slice(20, 26)));
  });
});
