import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../src/sentences.js';
import { topicsOf } from '../src/topics.js';

function topicsIn(texts: readonly string[], barred: Parameters<typeof topicsOf>[2] = []) {
  const segments = texts.map((text) => ({ text, speaker: 0, startMs: 0, endMs: 1 }));
  return topicsOf(sentencesOf(segments), new Map(), barred);
}

describe('topicsOf', () => {
  it('puts first what is named most often, singular and plural alike', () => {
    const { topics } = topicsIn(['My invoice is wrong.', 'Both invoices?', 'The invoices and a receipt.']);
    expect(topics).toEqual(['invoice', 'receipt']);
  });

  it('prefers the compound to its last word', () => {
    expect(topicsIn(['My internet connection is bad.', 'The connection is slow.']).topics).toEqual([
      'internet connection',
    ]);
  });

  it('takes no fillers, days, names, numbers or courtesies for topics', () => {
    const { topics } = topicsIn([
      'Thank you, one moment please.',
      'On Tuesday, in the morning, Mister Jones had five things.',
      'No worries, have a nice day, sir.',
    ]);
    expect(topics).toEqual([]);
  });

  it('names at most eight', () => {
    const { topics } = topicsIn([
      'The invoice, the router, the laptop, the suitcase, the boiler, the pharmacy, the blender, the passport, the bicycle.',
    ]);
    expect(topics.length).toBeLessThanOrEqual(8);
  });

  it('takes none from sensitive data', () => {
    const text = 'My password is purple elephant and the router is broken.';
    const at = text.indexOf('purple');
    const barred = [{ segmentIndex: 0, startCharacter: at, endCharacter: at + 'purple elephant'.length }];
    expect(topicsIn([text]).topics.join()).toMatch(/elephant/);
    expect(topicsIn([text], barred).topics.join()).not.toMatch(/elephant/);
    expect(topicsIn([text], barred).topics).toContain('router');
  });

  it('quotes each topic', () => {
    const { findings } = topicsIn(['Both invoices are wrong.']);
    expect(findings).toMatchObject([
      { kind: 'topic', value: 'invoice', evidence: [{ segmentIndex: 0, quote: 'invoices' }] },
    ]);
  });
});
