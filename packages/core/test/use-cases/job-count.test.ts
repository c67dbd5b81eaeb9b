import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JobCount, unreported, withChange } from '../../src/use-cases/job-count.js';

const NOW_MS = Date.UTC(2026, 8, 14, 12);
const NONE: JobCount = { running: 0, changes: [] };

describe('the count of jobs', () => {
  const change = fc.record({ by: fc.integer({ min: -3, max: 5 }), afterMs: fc.nat(1_500) });

  test('is off by nothing, by whatever lag up to two seconds the repository counts them, if all changes are reported', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), fc.nat(1_999), fc.nat(3_000), (changes, lagMs, restMs) => {
        let count = NONE;
        let nowMs = NOW_MS;
        const history = [{ atMs: nowMs, running: 0 }];
        for (const { by, afterMs } of changes) {
          nowMs += afterMs;
          count = withChange(count, Math.max(by, -count.running), nowMs);
          history.push({ atMs: nowMs, running: count.running });
        }
        nowMs += restMs;
        const listed = history.findLast(({ atMs }) => atMs <= nowMs - lagMs)?.running ?? 0;
        expect(unreported(count, listed, nowMs)).toBe(0);
      }),
    );
  });

  test('is off by what was not reported, as soon as the lag says nothing else', () => {
    const count = withChange(withChange(NONE, 20, NOW_MS), -1, NOW_MS + 5_000);
    const off = (listed: number, afterMs: number) => unreported(count, listed, NOW_MS + 5_000 + afterMs);
    expect([off(22, 0), off(20, 0), off(19, 0), off(17, 0)]).toEqual([2, 0, 0, -2]);
    expect([off(20, 1_999), off(20, 2_000), off(19, 2_000)]).toEqual([0, 1, 0]);
  });

  test('takes changes in the order of their times, by clocks that differ, and forgets old ones', () => {
    const early = withChange(NONE, 4, NOW_MS);
    const ahead = withChange(early, 2, NOW_MS + 2_500);
    expect(withChange(ahead, -1, NOW_MS + 2_000)).toEqual({
      running: 5,
      changes: [
        { atMs: NOW_MS + 2_000, by: -1 },
        { atMs: NOW_MS + 2_500, by: 2 },
      ],
    });
  });

  test('is never below none, and stays the same object when nothing changes', () => {
    expect(withChange(NONE, -1, NOW_MS)).toBe(NONE);
    const one = withChange(NONE, 1, NOW_MS);
    expect(withChange(one, -3, NOW_MS)).toMatchObject({ running: 0, changes: [{ by: 1 }, { by: -1 }] });
    expect(withChange(NONE, 0, NOW_MS)).toBe(NONE);
  });
});
