import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CallFilter, CallHash, comparePositions, matchesFilter, type PagePosition } from '../../src/index.js';
import { aRecord } from './records.js';

const position: fc.Arbitrary<PagePosition> = fc.record({
  recordedAtMs: fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
  ),
  hash: fc.nat({ max: 4 }).map((digit) => CallHash.parse(String(digit).repeat(32))),
});

describe('the order of lists', () => {
  test('puts any two calls one before the other, and the same way round each time', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const order = Math.sign(comparePositions(a, b));
        expect(Math.sign(comparePositions(b, a))).toBe(-order + 0);
        expect(order === 0).toBe(a.recordedAtMs === b.recordedAtMs && a.hash === b.hash);
      }),
    );
  });

  test('has no circles', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        const [first, second, third] = [a, b, c].sort(comparePositions) as [PagePosition, PagePosition, PagePosition];
        expect(comparePositions(first, second)).toBeLessThanOrEqual(0);
        expect(comparePositions(second, third)).toBeLessThanOrEqual(0);
        expect(comparePositions(first, third)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('is newest first, then by hash', () => {
    const [low, high] = [CallHash.parse('0'.repeat(32)), CallHash.parse('f'.repeat(32))];
    expect(comparePositions({ recordedAtMs: 2, hash: high }, { recordedAtMs: 1, hash: low })).toBeLessThan(0);
    expect(comparePositions({ recordedAtMs: 1, hash: low }, { recordedAtMs: 1, hash: high })).toBeLessThan(0);
  });
});

describe('a filter', () => {
  const record = aRecord({
    callId: 'call-7',
    recordedAt: { ms: 100, source: 'message' },
    state: 'completed',
    analysis: {
      callSummary: 'A REFUND was asked for',
      audioSummary: 'Two people talk',
      categories: ['Billing'],
      topics: ['refund', 'Straße'],
      transcript: { text: 'Hello, my router is broken', segments: [] },
    },
  });
  const matches = (filter: object) => matchesFilter(record, CallFilter.parse(filter));

  test('that asks for nothing finds every call', () => {
    expect(matches({})).toBe(true);
    expect(matchesFilter(aRecord({ callId: 'x' }), {})).toBe(true);
  });

  test('takes times from the first, inclusive, to the last, exclusive', () => {
    expect(matches({ fromMs: 100 })).toBe(true);
    expect(matches({ fromMs: 101 })).toBe(false);
    expect(matches({ toMs: 101 })).toBe(true);
    expect(matches({ toMs: 100 })).toBe(false);
  });

  test('takes category and topic whole, in any letter case, and state exactly', () => {
    expect(matches({ category: 'BILLING', topic: 'Refund', state: 'completed' })).toBe(true);
    expect(matches({ category: 'bill' })).toBe(false);
    expect(matches({ topic: 'fund' })).toBe(false);
    expect(matches({ state: 'failed' })).toBe(false);
  });

  test('by understood takes calls without a result, and those that say nothing of it, for understood', () => {
    const unheard = aRecord({ callId: 'x', analysis: { understood: false } });
    for (const call of [record, aRecord({ callId: 'x' }), aRecord({ callId: 'x', analysis: { understood: true } })]) {
      expect(matchesFilter(call, { understood: true })).toBe(true);
      expect(matchesFilter(call, { understood: false })).toBe(false);
    }
    expect(matchesFilter(unheard, { understood: true })).toBe(false);
    expect(matchesFilter(unheard, { understood: false })).toBe(true);
  });

  test('finds text in any place and letter case', () => {
    for (const text of ['CALL-7', 'refund was', 'two PEOPLE', 'billing', 'STRA', 'ROUTER']) {
      expect(matches({ text })).toBe(true);
    }
    expect(matches({ text: 'invoice' })).toBe(false);
    expect(matchesFilter(aRecord({ callId: 'x' }), { text: 'router' })).toBe(false);
  });

  test('finds all words of a text, each in any place, and phrases in one', () => {
    expect(matches({ text: 'router REFUND call-7' })).toBe(true);
    expect(matches({ text: 'router "refund was"' })).toBe(true);
    expect(matches({ text: '"router refund"' })).toBe(false);
    expect(matches({ text: 'router invoice' })).toBe(false);
  });

  test.each(['""', '"', ' ', '"  "', 'w'.repeat(1_001), Array.from({ length: 33 }, (_, n) => `w${n}`).join(' ')])(
    'is refused with a text that asks for nothing, or for too much: %j',
    (text) => {
      expect(CallFilter.safeParse({ text }).success).toBe(false);
    },
  );

  test('wants all that it names', () => {
    expect(matches({ category: 'Billing', text: 'invoice' })).toBe(false);
  });
});
