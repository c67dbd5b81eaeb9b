import {
  type AudioAnalyzer,
  type CallHash,
  DISPATCH,
  type DispatchOptions,
  EarshotError,
  RecordFailure,
} from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { Fixture, instead, mentionOf } from './fixture.js';

const FULL = new EarshotError('EARSHOT_THROTTLED', 'no slot', { details: { quota: true } });

describe('dispatchers that take turns', () => {
  let fixture: Fixture;
  /** Job slots of the analyzer, and how many are taken. */
  let slots: number;
  let taken: number;
  let asked: string[];
  let counts: number;
  /** Runs when the analyzer is asked. */
  let whileAsked: () => Promise<unknown>;

  beforeEach(async () => {
    fixture = new Fixture();
    [slots, taken, asked, counts] = [7, 0, [], 0];
    whileAsked = async () => {};
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, {
      start: async (request) => {
        asked.push(request.callId);
        if (taken >= slots) throw FULL;
        taken++;
        await whileAsked();
        return fixture.analyzer.start(request);
      },
    });
    Object.assign(fixture.deps, { analyzer });
    listsSay({});
    await fixture.state.write(DISPATCH, { backlog: true }, 0);
    for (let index = 0; index < 30; index++) {
      await fixture.start(`call ${index}`);
      fixture.nowMs += 1;
    }
  });

  /** Lets the repository count as it is said, in place of what is so. */
  function listsSay({ analyzing }: { readonly analyzing?: number }): void {
    const countOpen = async (...request: Parameters<typeof fixture.repository.countOpen>) => {
      counts++;
      return analyzing ?? fixture.repository.countOpen(...request);
    };
    Object.assign(fixture.deps, { repository: instead(fixture.repository, { countOpen }) });
  }

  const dispatch = (options?: DispatchOptions) => fixture.dispatch(options);

  /** Fills the slots, and learns how many there are. */
  async function fill(): Promise<void> {
    await dispatch();
    await dispatch();
    expect(taken).toBe(slots);
    fixture.nowMs += 10_000;
    asked.length = 0;
  }

  async function end(index: number): Promise<CallHash> {
    const { jobId, request } = fixture.analyzer.jobs[index] ?? {};
    const failure = { code: 'ClientError', reason: 'no audio' };
    const mention = mentionOf(String(jobId), String(request?.callId));
    const outcome = await new RecordFailure(fixture.deps).execute(mention, failure);
    taken--;
    return outcome.status === 'ignored' ? expect.fail(outcome.reason) : outcome.record.hash;
  }

  test('fill a slot as soon as its job has ended, though the list of running calls still has it', async () => {
    await fill();
    await end(0);
    listsSay({ analyzing: 7 });
    expect(await dispatch({ ended: 1 })).toBe('full');
    expect([asked, taken]).toEqual([['call 7'], 7]);
  });

  test('ask for no more jobs than fit, though the list of running calls has none of those just started', async () => {
    await fill();
    await end(0);
    await dispatch({ ended: 1 });
    listsSay({ analyzing: 6 });
    for (let times = 0; times < 5; times++) expect(await dispatch()).toBe('full');
    expect(asked).toEqual(['call 7']);
  });

  test('believe the list once it had time to change: an end that nobody reported leaves no slot free', async () => {
    await fill();
    await end(0);
    expect(await dispatch()).toBe('full');
    expect(asked).toEqual(['call 7']);
    await end(1);
    await dispatch({ ended: 1 });
    await end(2);
    fixture.nowMs += 2_000;
    await dispatch();
    expect([asked, taken]).toEqual([['call 7', 'call 8', 'call 9'], 7]);
  });

  test('look again for slots that became free while one of them was at work', async () => {
    await fill();
    await end(0);
    whileAsked = async () => {
      whileAsked = async () => {};
      await end(1);
      expect(await dispatch({ ended: 1 })).toBe('elsewhere');
    };
    expect(await dispatch({ ended: 1 })).toBe('full');
    expect([asked, taken]).toEqual([['call 7', 'call 8'], 7]);
  });

  test('do not look again while no slot is free, even if others ask', async () => {
    await fill();
    await end(0);
    whileAsked = async () => {
      expect(await dispatch({ submitted: [fixture.hash('call 20')] })).toBe('elsewhere');
    };
    counts = 0;
    expect(await dispatch({ ended: 1 })).toBe('full');
    expect(counts).toBe(1);
  });

  test.each([
    ['their time is over', 'late', 60_000, undefined],
    ['too many were sent', 'paused', 0, new EarshotError('EARSHOT_THROTTLED', 'slow down')],
  ])('do not look again when %s, even if others ask', async (_, ended, passMs, error) => {
    whileAsked = async () => {
      await dispatch();
      fixture.nowMs += passMs;
      if (error !== undefined) throw error;
    };
    counts = 0;
    expect(await dispatch()).toBe(ended);
    expect(counts).toBe(1);
    expect(await fixture.state.read(DISPATCH)).toMatchObject({ value: { untilMs: 0, again: false } });
  });

  test('report an end once, however often they wait for their turn', async () => {
    await fill();
    await end(0);
    const shared = await fixture.state.read(DISPATCH);
    const notBeforeMs = fixture.nowMs + 3_000;
    await fixture.state.write(DISPATCH, { ...shared?.value, notBeforeMs }, shared?.version ?? 0);
    const wait = async (ms: number) => {
      fixture.nowMs += Math.ceil(ms / 2);
    };
    expect(await dispatch({ ended: 1, wait })).toBe('full');
    expect([asked, taken]).toEqual([['call 7'], 7]);
  });
});
