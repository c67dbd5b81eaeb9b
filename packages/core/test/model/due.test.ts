import { describe, expect, it } from 'vitest';
import { dueAtMs, RECORD_STATES } from '../../src/index.js';
import { aRecord } from './records.js';

const startRetry = { atMs: 90, count: 2, failure: { code: 'EARSHOT_DENIED', reason: 'no permission' } };

describe('dueAtMs', () => {
  it('is the time of the last state', () => {
    const history = [
      { state: 'submitted', atMs: 10 },
      { state: 'analyzing', atMs: 20 },
    ] as const;
    expect(dueAtMs(aRecord({ callId: 'a', state: 'analyzing', history: [...history] }))).toBe(20);
  });

  it('is the time to which a start was put off, even if that is earlier', () => {
    const history = [{ state: 'submitted', atMs: 100 }] as const;
    expect(dueAtMs(aRecord({ callId: 'a', history: [...history], startRetry }))).toBe(90);
  });

  it('is no time where nothing is to be done', () => {
    const due = RECORD_STATES.filter((state) => dueAtMs(aRecord({ callId: 'a', state, startRetry })) !== undefined);
    expect(due).toEqual(['submitted', 'analyzing']);
  });
});
