import { MAX_SNIPPET_LENGTH, parseSearchText, snippetOf } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const marked = (text: string, query: string) => {
  const snippet = snippetOf(text, parseSearchText(query).terms);
  return { text: snippet.text, words: snippet.marks.map(({ start, end }) => snippet.text.slice(start, end)) };
};

describe('snippetOf', () => {
  it('is the whole of a short text, with what is searched for marked', () => {
    const text = 'I was charged twice, and I want a refund for the second charge.';
    expect(marked(text, 'charged refunds')).toEqual({ text, words: ['charged', 'refund', 'charge'] });
  });

  it('marks the words of a phrase only where they follow each other', () => {
    expect(marked('back to money, money back', '"money back"').words).toEqual(['money', 'back']);
    expect(marked('back to money', '"money back"').words).toEqual([]);
  });

  it('marks words that begin as a prefix, and nothing that is excluded', () => {
    expect(marked('late delivery of delivered parcels', 'deliv* -parcels').words).toEqual(['delivery', 'delivered']);
  });

  it('shows the part of a long text that has most of the query', () => {
    const filler = 'and then we talked about something else for quite a while, ';
    const text = `A refund. ${filler.repeat(8)}the refund for the broken washing machine ${filler.repeat(8)}`;
    const snippet = marked(text, 'refund broken machine');
    expect(snippet.words).toEqual(['refund', 'broken', 'machine']);
    expect(snippet.text).toMatch(/^…\S.*\S…$/);
  });

  it('begins at the start of a long text that has nothing of the query', () => {
    const text = 'something else '.repeat(50);
    expect(marked(text, 'refund')).toEqual({ text: expect.stringMatching(/^something/), words: [] });
  });

  it('is part of any text, with marks in order within it', () => {
    const text = fc.array(fc.oneof(fc.constantFrom('refund ', 'and ', '😀', '返金'), fc.string({ unit: 'grapheme' })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join('');
        const snippet = snippetOf(whole, parseSearchText('refund 返金').terms);
        const shown = snippet.text.replace(/^…|…$/g, '');
        expect(whole).toContain(shown);
        expect(snippet.text.length).toBeLessThanOrEqual(MAX_SNIPPET_LENGTH + 22);
        if (!/\p{Cs}/u.test(whole)) expect(snippet.text).not.toMatch(/\p{Cs}/u);
        let last = 0;
        for (const { start, end } of snippet.marks) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(snippet.text.length);
      }),
      { numRuns: 300 },
    );
  });
});
