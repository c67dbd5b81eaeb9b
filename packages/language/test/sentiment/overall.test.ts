import { Finding, type Sentiment } from '@earshot/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overallSentiment } from '../../src/sentiment/overall.js';
import { sentimentOf } from '../../src/sentiment/sentiment.js';
import type { SaidSegment } from '../../src/understanding.js';

function call(...turns: readonly (readonly [speaker: number, text: string])[]): SaidSegment[] {
  return turns.map(([speaker, text], nth) => ({ speaker, text, startMs: nth * 1000, endMs: nth * 1000 + 900 }));
}

function overallOf(segments: readonly SaidSegment[]) {
  return overallSentiment(
    segments,
    segments.map(({ text }) => sentimentOf(text)),
    'by words',
  );
}

describe('overallSentiment', () => {
  const segments = call(
    [0, 'Thank you for calling Northwind, how can I help?'],
    [1, "I've been on hold for an hour and this is ridiculous."],
    [0, "I'm sorry about that. What is your account number?"],
    [1, 'You people are useless and rude.'],
    [0, 'Good news, I was able to waive the fee.'],
  );

  it('tells each speaker and the call', () => {
    const { call: whole, speakers } = overallOf(segments);
    expect([...speakers].map(([speaker, { value }]) => [speaker, value])).toEqual([
      [0, 'positive'],
      [1, 'negative'],
    ]);
    expect(whole).toMatchObject({ kind: 'sentiment', value: 'negative', basis: 'estimated' });
  });

  it('quotes the words it rests on, and from the right segments', () => {
    const { speakers } = overallOf(segments);
    const evidence = speakers.get(1)?.evidence ?? [];
    expect(evidence.map(({ segmentIndex }) => segmentIndex)).toContain(3);
    for (const { segmentIndex, quote } of evidence) {
      expect(segments[segmentIndex]?.speaker).toBe(1);
      expect(segments[segmentIndex]?.text).toContain(quote);
    }
  });

  it('quotes only what speaks for it', () => {
    const { value, evidence } = overallOf(
      call([0, 'You were rude.'], [0, 'It was lovely.'], [0, 'This is a ridiculous, awful mess.']),
    ).call;
    expect(value).toBe('negative');
    expect(evidence.map(({ segmentIndex }) => segmentIndex)).not.toContain(1);
  });

  it('is mixed when anger and praise are as loud', () => {
    const turns = call(
      [0, 'You have been wonderful.'],
      [0, 'But the product is horrible.'],
      [0, 'I love it.'],
      [0, 'It is awful.'],
    );
    const found = overallOf(turns).call;
    expect(found.value).toBe('mixed');
    expect(new Set(found.evidence.map(({ segmentIndex }) => segmentIndex)).size).toBeGreaterThan(1);
  });

  it('is neutral, and rests on nothing, when nobody says how they feel', () => {
    expect(overallOf(call([0, 'My number is four.'], [1, 'Okay.'])).call).toMatchObject({
      value: 'neutral',
      evidence: [],
    });
  });

  it('is not to be had when nothing is said', () => {
    const { call: whole, speakers } = overallSentiment([], [], 'by words');
    expect(whole).toMatchObject({ kind: 'sentiment', basis: 'unavailable', evidence: [] });
    expect(whole).not.toHaveProperty('value');
    expect(speakers.size).toBe(0);
  });

  it('gives valid findings, one for each speaker', () => {
    const sentiment = fc.record<Sentiment>({
      label: fc.constantFrom('positive', 'neutral', 'negative', 'mixed'),
      score: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
      words: fc.array(fc.string(), { maxLength: 3 }),
    });
    const turn = fc.record({ speaker: fc.nat(3), sentiment });
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const said = call(...turns.map(({ speaker }) => [speaker, 'x'] as const));
        const found = overallSentiment(
          said,
          turns.map((each) => each.sentiment),
          'by words',
        );
        expect(new Set(found.speakers.keys())).toEqual(new Set(turns.map(({ speaker }) => speaker)));
        for (const each of [found.call, ...found.speakers.values()]) expect(Finding.parse(each)).toEqual(each);
      }),
    );
  });
});
