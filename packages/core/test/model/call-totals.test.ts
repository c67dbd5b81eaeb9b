import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CountedCall, countedCallOf, totalsOf } from '../../src/index.js';
import { anAnalysis, aRecord } from './records.js';

const call = (traits: Partial<CountedCall> = {}): CountedCall => ({
  recordedAtMs: 0,
  state: 'completed',
  categories: [],
  topics: [],
  ...traits,
});

describe('totals', () => {
  test('of no calls are all 0', () => {
    const none = { state: [], category: [], topic: [], agent: [], sentiment: [] };
    const sums = { count: 0, durationMs: 0, withDuration: 0, silenceMs: 0, silenceOfMs: 0 };
    expect(totalsOf([])).toEqual({ ...sums, facets: none });
    expect(totalsOf([], { by: 'day' }).days).toEqual([]);
  });

  test('count names in any letter case as one, as most calls write it, the most frequent first', () => {
    const calls = [['billing'], ['Billing'], ['Billing', 'Zoo'], ['BILLING'], ['Art'], ['__proto__']];
    const { category } = totalsOf(calls.map((categories) => call({ categories }))).facets;
    expect(category).toEqual([
      { value: 'Billing', count: 4 },
      { value: 'Art', count: 1 },
      { value: 'Zoo', count: 1 },
      { value: '__proto__', count: 1 },
    ]);
  });

  test('of days have only the values of the facets, written alike', () => {
    const rare = Array.from({ length: 3 }, (_, index) => `rare ${index}`);
    const frequent = Array.from({ length: 20 }, (_, index) => `Frequent ${index}`);
    const calls = [call({ categories: [...rare, ...frequent] }), call({ categories: frequent })];
    const later = call({ recordedAtMs: 86_400_000, categories: ['frequent 1', 'rare 0'], sentiment: 'negative' });
    const { days = [], facets } = totalsOf([...calls, later], { by: 'day' });
    expect(facets.category).toHaveLength(20);
    expect(days.map(({ day }) => day)).toEqual(['1970-01-01', '1970-01-02']);
    expect(days[1]).toMatchObject({
      count: 1,
      category: [{ value: 'Frequent 1', count: 1 }],
      sentiment: [{ value: 'negative', count: 1 }],
    });
  });

  test('follow from the calls alone, whatever their order', () => {
    const name = fc.constantFrom('a', 'A', 'b', 'ß', 'İ');
    const anyCall = fc.record({ recordedAtMs: fc.integer(), topics: fc.uniqueArray(name), agent: name }).map(call);
    fc.assert(
      fc.property(fc.array(anyCall), (calls) => {
        const whole = totalsOf(calls, { by: 'week' });
        expect(totalsOf(calls.toReversed(), { by: 'week' })).toEqual(whole);
        expect(whole.days?.reduce((sum, { count }) => sum + count, 0)).toBe(calls.length);
      }),
    );
  });
});

describe('what totals count of a call', () => {
  const segments = [
    { index: 0, startMs: 1_000, endMs: 2_000, text: 'Hello.' },
    { index: 1, startMs: 8_000, endMs: 9_000, text: 'Hi.' },
  ];

  test('has the silences that the transcript shows, out of the length of the call', () => {
    const said = { transcript: { text: 'Hello. Hi.', segments } };
    const silenceOf = (more: object) =>
      countedCallOf(aRecord({ callId: 'a', analysis: anAnalysis({ ...said, ...more }) })).silence;
    expect(silenceOf({})).toEqual({ ms: 6_000, ofMs: 8_000 });
    expect(silenceOf({ mediaFacts: { durationMs: 60_000 } })).toEqual({ ms: 6_000, ofMs: 60_000 });
    expect(silenceOf({ nonTalk: [{ startMs: 0, endMs: 500 }] })).toEqual({ ms: 500, ofMs: 8_000 });
    expect(silenceOf({ understood: false })).toBeUndefined();
  });

  test('has each name once, and nothing of what is unknown', () => {
    const record = aRecord({
      callId: 'a',
      state: 'failed',
      analysis: anAnalysis({ topics: ['Refund', 'refund', 'x'] }),
    });
    expect(countedCallOf(record)).toEqual(call({ state: 'failed', topics: ['Refund', 'x'] }));
  });
});
