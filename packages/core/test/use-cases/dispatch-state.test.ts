import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allowedJobs,
  type DispatchState,
  freshState,
  hasRoom,
  LEASE_MS,
  limitOf,
  withBacklog,
  withLease,
  withOddCall,
  withPause,
  withQuotaRefusal,
  withRenewedLease,
  withReturnedLease,
  withRunning,
  withStart,
} from '../../src/use-cases/dispatch-state.js';

const NOW_MS = Date.UTC(2026, 8, 14, 12);
const nothing = { jobs: limitOf(freshState(20)), unreported: 0, started: 0 };
const again = { backlog: false, canLookAgain: () => true };

describe('the lease', () => {
  /** Dispatchers that take turns with one shared value, each a few steps at a time. */
  const step = fc.record({
    who: fc.nat(2),
    act: fc.constantFrom('take', 'take', 'renew', 'return', 'die', 'submit'),
    afterMs: fc.oneof(fc.constant(0), fc.nat(LEASE_MS)),
  });

  test('has one holder at a time, and no call is submitted without somebody looking afterwards', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = freshState(20);
        let nowMs = NOW_MS;
        let unseen = false;
        const leases = new Map<number, number>();
        const holder = () => [...leases].find(([, lease]) => lease === state.lease && nowMs < state.untilMs)?.[0];
        for (const { who, act, afterMs } of steps) {
          nowMs += afterMs;
          const lease = leases.get(who);
          if (act === 'die') leases.delete(who);
          else if (act === 'submit' || (act === 'take' && lease === undefined)) {
            if (act === 'submit') unseen = true;
            const before = state;
            state = withLease(state, nowMs);
            const took = state.lease !== before.lease;
            expect(took).toBe(nowMs >= before.untilMs);
            if (took) leases.set(who, state.lease);
            if (took) unseen = false;
            else expect(state.again).toBe(true);
          } else if (act === 'renew' && lease !== undefined) {
            const renewed = withRenewedLease(state, lease, nowMs);
            expect(renewed === undefined).toBe(state.lease !== lease);
            if (renewed === undefined) leases.delete(who);
            state = renewed ?? state;
          } else if (act === 'return' && lease !== undefined) {
            const wasAsked = state.again;
            const after = withReturnedLease(state, lease, nothing, again, nowMs);
            if (after === undefined || after.untilMs === 0) leases.delete(who);
            if (after !== undefined && after.untilMs > nowMs) {
              expect(wasAsked).toBe(true);
              unseen = false;
            }
            state = after ?? state;
          }
          // Whatever nobody has seen will be: its holder looks again, or its lease runs out.
          if (unseen) expect(holder() === undefined || state.again).toBe(true);
          expect(state.untilMs - nowMs).toBeLessThanOrEqual(LEASE_MS);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('is not taken while the analyzer takes nothing on', () => {
    const state = { ...freshState(20), notBeforeMs: NOW_MS + 1 };
    expect(withLease(state, NOW_MS)).toBe(state);
    expect(withLease(state, NOW_MS + 1)).toMatchObject({ lease: 1, untilMs: NOW_MS + 1 + LEASE_MS });
  });

  test('goes back although somebody asks to look again, when its holder has no time left', () => {
    const held = withLease(withLease(freshState(20), NOW_MS), NOW_MS);
    const late = { backlog: true, canLookAgain: () => false };
    expect(withReturnedLease(held, 1, nothing, late, NOW_MS)).toMatchObject({
      untilMs: 0,
      again: false,
      backlog: true,
    });
  });

  test('goes back with the jobs that were started, and its holder looks again by their number', () => {
    const held = withLease(withLease(freshState(20), NOW_MS), NOW_MS);
    const seen: number[] = [];
    const canLookAgain = ({ count }: DispatchState) => seen.push(count.running) > 0;
    const passed = { ...nothing, unreported: 15, started: 3 };
    const after = withReturnedLease(held, 1, passed, { backlog: false, canLookAgain }, NOW_MS);
    expect(after).toMatchObject({ untilMs: NOW_MS + LEASE_MS, again: false, count: { running: 18 } });
    expect(seen).toEqual([18]);
    expect(withReturnedLease({ ...held, lease: 2 }, 1, passed, again, NOW_MS)).toBeUndefined();
  });

  test('is free at first, and nothing waits', () => {
    expect(freshState(20)).toMatchObject({ lease: 0, untilMs: 0, again: false, backlog: false });
  });

  test('lasts from its renewal on, unless another process has taken it', () => {
    const held = withLease(freshState(20), NOW_MS);
    expect(withRenewedLease(held, 1, NOW_MS + 5)).toEqual({ ...held, untilMs: NOW_MS + 5 + LEASE_MS });
    expect(withRenewedLease(held, 0, NOW_MS + 5)).toBeUndefined();
  });

  test('is asked for with the jobs that ended, whether it is taken or not', () => {
    const full = { ...freshState(20), count: { running: 20, changes: [] } };
    const taken = withLease(full, NOW_MS, 2);
    expect(taken).toMatchObject({ lease: 1, count: { running: 18 } });
    const noted = withLease(withLease(taken, NOW_MS, 1), NOW_MS, 1);
    expect(noted).toMatchObject({ lease: 1, again: true, count: { running: 16 } });
    const paused = { ...full, notBeforeMs: NOW_MS + 1 };
    expect(withLease(paused, NOW_MS, 1)).toMatchObject({ lease: 0, count: { running: 19 } });
  });

  test('and the backlog are kept as they are when nothing changes', () => {
    const held = withLease(withLease(freshState(20), NOW_MS), NOW_MS);
    expect(withLease(held, NOW_MS)).toBe(held);
    const waiting = withBacklog(held);
    expect(waiting).toMatchObject({ backlog: true, again: true, lease: 1 });
    expect(withBacklog(waiting)).toBe(waiting);
  });
});

describe('the limit', () => {
  const fresh = limitOf(freshState(20));
  const started = (count: number, running: number) => {
    let jobs = withQuotaRefusal(fresh, running, NOW_MS);
    for (let starts = 0; starts < count; starts++) jobs = withStart(jobs, running);
    return jobs;
  };

  test('that one call doubted is probed by the next', () => {
    const doubted = withOddCall(withQuotaRefusal(fresh, 8, NOW_MS));
    expect(allowedJobs(doubted, undefined, NOW_MS)).toBe(9);
    const overdue = started(150, 8);
    expect(withOddCall(overdue)).toEqual(overdue);
  });

  test('begins at what is expected, and is probed from there', () => {
    expect(allowedJobs(fresh, undefined, NOW_MS)).toBe(21);
    expect(withStart(fresh, 21).limit).toBe(21);
  });

  test('is what was met at a refusal, at least one job', () => {
    expect(allowedJobs(withQuotaRefusal(fresh, 8, NOW_MS), undefined, NOW_MS)).toBe(8);
    expect(withQuotaRefusal(fresh, 0, NOW_MS).limit).toBe(1);
  });

  test('is probed by one job after 100 starts, or after 5 minutes', () => {
    expect(allowedJobs(started(99, 8), undefined, NOW_MS)).toBe(8);
    expect(allowedJobs(started(100, 8), undefined, NOW_MS)).toBe(9);
    expect(allowedJobs(started(0, 8), undefined, NOW_MS + 299_999)).toBe(8);
    expect(allowedJobs(started(0, 8), undefined, NOW_MS + 300_000)).toBe(9);
  });

  test('rises to the jobs that run, and stays below the maximum', () => {
    expect(withRunning(fresh, 50).limit).toBe(50);
    expect(withRunning(fresh, 20)).toBe(fresh);
    expect(allowedJobs(withRunning(fresh, 50), 30, NOW_MS)).toBe(30);
  });

  test('leaves room while a tenth of it is free', () => {
    expect([hasRoom(fresh, 18), hasRoom(fresh, 19)]).toEqual([true, false]);
  });

  test('makes dispatchers pause at the second refusal in a row, longer each time, up to a minute', () => {
    const pauses: number[] = [];
    let jobs = withStart(fresh, 20);
    for (let refusals = 0; refusals < 9; refusals++) {
      jobs = withQuotaRefusal(jobs, 20, NOW_MS);
      pauses.push((jobs.notBeforeMs - NOW_MS) / 1_000);
    }
    expect(pauses).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(withQuotaRefusal(withStart(jobs, 20), 20, NOW_MS).notBeforeMs).toBe(NOW_MS);
  });

  test('is not what throttling says: that pauses at once', () => {
    const paused = withPause(withPause(fresh, NOW_MS), NOW_MS);
    expect(paused).toEqual({ ...fresh, setbacks: 2, notBeforeMs: NOW_MS + 2_000 });
  });
});
