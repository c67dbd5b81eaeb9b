import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedTo, historyOf } from '../../src/coaching/agent-history.js';
import { callScoreArbitrary } from '../../src/testing/index.js';
import { aScore, MONDAY_MS } from './scores.js';

const WEEK_MS = 7 * 86_400_000;

/** Calls with these values, one after the other, all in one week by default. */
const withValues = (values: readonly number[], everyMs = 1) =>
  values.map((value, index) =>
    aScore(index, { recordedAtMs: MONDAY_MS + index * everyMs, metrics: { agent_pace: value } }),
  );

describe('the history of a metric', () => {
  test('has the median of the values of all calls, each counting the same', () => {
    expect(historyOf(withValues([150]))).toMatchObject([{ name: 'agent_pace', median: 150, calls: 1 }]);
    expect(historyOf(withValues([200, 100, 150]))).toMatchObject([{ median: 150 }]);
    expect(historyOf(withValues([200, 100, 150, 10_000]))).toMatchObject([{ median: 175, calls: 4 }]);
  });

  test('divides calls into weeks from Monday to Sunday, UTC, oldest first, and leaves empty ones out', () => {
    const times = [MONDAY_MS + 3 * WEEK_MS, MONDAY_MS, MONDAY_MS - 1, MONDAY_MS + WEEK_MS - 1];
    const scores = times.map((recordedAtMs, number) =>
      aScore(number, { recordedAtMs, metrics: { agent_pace: number } }),
    );
    expect(historyOf(scores)[0]?.weeks).toEqual([
      { startMs: MONDAY_MS - WEEK_MS, median: 2, calls: 1 },
      { startMs: MONDAY_MS, median: 2, calls: 2 },
      { startMs: MONDAY_MS + 3 * WEEK_MS, median: 0, calls: 1 },
    ]);
  });

  test('counts only the calls that have the metric', () => {
    const scores = [aScore(1), aScore(2, { metrics: { call_length: 0 } }), aScore(3, { metrics: {} })];
    expect(historyOf(scores)).toMatchObject([
      { name: 'agent_pace', calls: 1, weeks: [{ calls: 1 }] },
      { name: 'call_length', median: 0, calls: 1 },
    ]);
    expect(historyOf([])).toEqual([]);
  });

  test('has a trend from twenty calls in three weeks on', () => {
    const weekly = (weeks: number, calls: number) =>
      Array.from({ length: calls }, (_, number) => {
        const week = number % weeks;
        return aScore(number, { recordedAtMs: MONDAY_MS + week * WEEK_MS, metrics: { agent_pace: 100 + 5 * week } });
      });
    expect(historyOf(weekly(3, 20))[0]?.changePerWeek).toBe(5);
    expect(historyOf(weekly(3, 19))[0]).not.toHaveProperty('changePerWeek');
    expect(historyOf(weekly(2, 40))[0]).not.toHaveProperty('changePerWeek');
  });

  test('has a trend that one odd week does not turn', () => {
    const scores = Array.from({ length: 20 }, (_, week) =>
      aScore(week, {
        recordedAtMs: MONDAY_MS + week * WEEK_MS,
        metrics: { agent_pace: week === 19 ? 100_000 : 200 - 2 * week },
      }),
    );
    expect(historyOf(scores)[0]?.changePerWeek).toBe(-2);
  });

  test('does not depend on the order of the calls, and lies within their values', () => {
    const scores = fc.array(callScoreArbitrary(), { maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.nat()), (given, shuffle) => {
        const keyed = given.map((score) => [shuffle.next().value, score] as const);
        const shuffled = keyed.sort(([one], [other]) => one - other).map(([, score]) => score);
        expect(historyOf(shuffled)).toEqual(historyOf(given));
        for (const { name, median, calls, weeks } of historyOf(given)) {
          const values = given.flatMap(({ metrics }) => metrics[name] ?? []);
          expect(calls).toBe(values.length);
          expect(weeks.reduce((sum, week) => sum + week.calls, 0)).toBe(calls);
          expect(median).toBeGreaterThanOrEqual(Math.min(...values));
          expect(median).toBeLessThanOrEqual(Math.max(...values));
        }
      }),
    );
  });
});

describe('a comparison with earlier calls', () => {
  const score = aScore(0, { metrics: { agent_pace: 150 } });

  test('gives the median of the earlier calls, and no rank among fewer than twenty', () => {
    expect(comparedTo(score, [])).toEqual([{ name: 'agent_pace', value: 150, calls: 0 }]);
    const few = withValues(Array.from({ length: 19 }, (_, index) => index));
    expect(comparedTo(score, few)).toEqual([{ name: 'agent_pace', value: 150, median: 9, calls: 19 }]);
  });

  test('ranks the call among twenty and more, equal ones counted half', () => {
    const rank = (values: readonly number[]) => comparedTo(score, withValues(values))[0]?.rank;
    expect(rank(Array(20).fill(149))).toBe(1);
    expect(rank(Array(20).fill(150))).toBe(0.5);
    expect(rank(Array(20).fill(151))).toBe(0);
    expect(rank([...Array(10).fill(1), ...Array(5).fill(150), ...Array(5).fill(200)])).toBe(0.625);
  });
});
