import {
  type AnalysisRequest,
  type AudioAnalyzer,
  DISPATCH,
  type DispatchOptions,
  type DispatchState,
  EarshotError,
} from '@earshot/core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { freshState, LEASE_MS } from '../../src/use-cases/dispatch-state.js';
import { Fixture, instead } from './fixture.js';

const FULL = new EarshotError('EARSHOT_THROTTLED', 'no slot', { details: { quota: true } });
const SLOW_DOWN = new EarshotError('EARSHOT_THROTTLED', 'slow down');
const DENIED = new EarshotError('EARSHOT_DENIED', 'no s3:GetObject');
const AWAY = new EarshotError('EARSHOT_UNAVAILABLE', 'away');
const MISSING = new EarshotError('EARSHOT_NOT_FOUND', 'no recording');

describe('a dispatcher', () => {
  let fixture: Fixture;
  let asked: string[];

  beforeEach(async () => {
    fixture = new Fixture();
    asked = [];
    await setState({ backlog: true });
  });

  /** Lets the analyzer answer with an error where there is one. */
  function analyzerAnswers(answer: (request: AnalysisRequest) => Promise<EarshotError | undefined>): void {
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, {
      start: async (request) => {
        asked.push(request.callId);
        const error = await answer(request);
        if (error !== undefined) throw error;
        return fixture.analyzer.start(request);
      },
    });
    Object.assign(fixture.deps, { analyzer });
  }

  async function submit(count: number, name = 'call'): Promise<void> {
    for (let index = 0; index < count; index++) {
      await fixture.start(`${name} ${index}`);
      fixture.nowMs += 1;
    }
  }

  async function setState(changes: Partial<DispatchState>): Promise<void> {
    const stored = await fixture.state.read(DISPATCH);
    await fixture.state.write(DISPATCH, { ...freshState(20), ...stored?.value, ...changes }, stored?.version ?? 0);
  }

  const state = async () => (await fixture.state.read(DISPATCH))?.value as DispatchState | undefined;
  const dispatch = (options?: DispatchOptions) => fixture.dispatch(options);

  test('renews its lease while it starts calls, and keeps others away', async () => {
    await submit(300);
    const write = vi.spyOn(fixture.state, 'write');
    let contenders = 0;
    analyzerAnswers(async ({ callId }) => {
      fixture.nowMs += 1_000;
      if (callId === 'call 100') contenders += (await dispatch()) === 'elsewhere' ? 1 : 0;
      return undefined;
    });
    await setState({ limit: 1_000 });
    write.mockClear();
    expect(await dispatch({ timeLeftMs: 1_000_000 })).toBe('done');
    expect([contenders, asked.length]).toEqual([1, 300]);
    // Taken, noted by the contender, returned, and renewed every 7 seconds, with up to five requests in between.
    expect(write.mock.calls.length).toBeGreaterThan(30);
    expect(write.mock.calls.length).toBeLessThan(50);
  });

  test('stops when another process has taken its lease over', async () => {
    await submit(60);
    analyzerAnswers(async () => {
      fixture.nowMs += 1_000;
      if (asked.length === 1) await setState({ lease: 99, untilMs: fixture.nowMs + LEASE_MS });
      return undefined;
    });
    expect(await dispatch({ timeLeftMs: 1_000_000 })).toBe('elsewhere');
    expect(asked.length).toBeLessThan(20);
    expect(await state()).toMatchObject({ lease: 99, count: { running: 0 } });
  });

  test('that breaks off leaves the backlog noted and the lease free, though others asked to look again', async () => {
    await submit(3);
    const listDue = async () => {
      expect(await dispatch()).toBe('elsewhere');
      throw AWAY;
    };
    const { repository } = fixture.deps;
    await setState({ backlog: false });
    Object.assign(fixture.deps, { repository: instead(repository, { listDue }) });
    await expect(dispatch()).rejects.toBe(AWAY);
    expect(await state()).toMatchObject({ untilMs: 0, again: false, backlog: true });
  });

  test('waits no longer than it has time', async () => {
    const waits: number[] = [];
    const wait = async (ms: number) => {
      waits.push(ms);
      fixture.nowMs += ms;
    };
    await setState({ notBeforeMs: fixture.nowMs + 5_000 });
    expect(await dispatch({ wait, timeLeftMs: 5_000 })).toBe('paused');
    expect(waits).toEqual([]);
    expect(await dispatch({ wait, timeLeftMs: 5_001 })).toBe('done');
    expect(waits).toEqual([5_000]);
  });

  test('tells a pause from another dispatcher, and waits for the end of both', async () => {
    await setState({ untilMs: fixture.nowMs, notBeforeMs: fixture.nowMs + 1 });
    expect(await dispatch()).toBe('paused');
    const waits: number[] = [];
    const wait = async (ms: number) => {
      waits.push(ms);
      fixture.nowMs += ms;
    };
    await setState({ untilMs: fixture.nowMs + 1_000, notBeforeMs: fixture.nowMs + 3_000 });
    expect(await dispatch({ wait })).toBe('done');
    expect(waits).toEqual([3_000]);
  });

  test.each([
    ['of a rate', SLOW_DOWN, 1],
    ['of outages', AWAY, 10],
  ])('that pauses because %s has new calls queue up behind those that wait', async (_, error, requests) => {
    await submit(40);
    analyzerAnswers(async ({ callId }) => (callId === 'call 0' || callId === 'call 1' ? DENIED : error));
    expect(await dispatch()).toBe('paused');
    expect(asked.length).toBeGreaterThanOrEqual(2 + requests);
    expect(asked.length).toBeLessThan(2 + requests + 5);
    expect(await state()).toMatchObject({ backlog: true });
  });

  test('whose time is over has new calls queue up, unless most calls are denied something', async () => {
    const late = async (denied: number, good: number) => {
      fixture = new Fixture();
      await setState({ backlog: true, limit: 1_000 });
      await submit(denied, 'denied');
      await submit(good, 'good');
      await submit(30, 'never');
      analyzerAnswers(async ({ callId }) => {
        fixture.nowMs += 1_000;
        return callId.startsWith('denied') ? DENIED : undefined;
      });
      expect(await dispatch({ timeLeftMs: (denied + good) * 1_000 })).toBe('late');
      return (await state())?.backlog;
    };
    expect(await late(20, 1)).toBe(false);
    expect(await late(1, 20)).toBe(true);
  });

  test('starts nothing at the moment at which its time is over', async () => {
    await submit(1);
    analyzerAnswers(async () => undefined);
    expect(await dispatch({ timeLeftMs: 0 })).toBe('late');
    expect(asked).toEqual([]);
  });

  test('pauses for no call that is missing, and for no single fault', async () => {
    await submit(12, 'missing');
    await submit(1, 'unlucky');
    await submit(12, 'good');
    analyzerAnswers(async ({ callId }) =>
      callId.startsWith('missing') ? MISSING : callId.startsWith('unlucky') ? AWAY : undefined,
    );
    expect(await dispatch()).toBe('done');
    expect(fixture.analyzer.jobs).toHaveLength(12);
  });

  test('pauses when record after record cannot be read, unless they are damaged', async () => {
    await submit(30);
    analyzerAnswers(async () => undefined);
    const { repository } = fixture.deps;
    const failing = (error: EarshotError) =>
      Object.assign(fixture.deps, { repository: instead(repository, { get: () => Promise.reject(error) }) });
    failing(new EarshotError('EARSHOT_UNREADABLE', 'damaged'));
    expect(await dispatch()).toBe('done');
    failing(AWAY);
    expect(await dispatch()).toBe('paused');
  });

  test('says nothing of a call that another process started meanwhile', async () => {
    await submit(1);
    analyzerAnswers(async () => {
      Object.assign(fixture.deps, { analyzer: fixture.analyzer });
      await setState({ untilMs: 0 });
      await dispatch();
      return DENIED;
    });
    const said: string[] = [];
    await dispatch({ onDispatched: ({ hash }) => said.push(hash) });
    expect((await fixture.record('call 0'))?.state).toBe('analyzing');
    expect(said).toEqual([]);
  });

  test('reads each call once, also one that its caller names', async () => {
    await submit(2);
    analyzerAnswers(async () => undefined);
    const get = vi.fn(fixture.repository.get.bind(fixture.repository));
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { get }) });
    await dispatch({ submitted: [fixture.hash('call 1')] });
    expect(get).toHaveBeenCalledTimes(2);
  });

  test('ends at the second call in a row that is refused for the quota again', async () => {
    await submit(40);
    await setState({ refused: Array.from({ length: 40 }, (_, index) => fixture.hash(`call ${index}`)) });
    await setState({ count: { running: 19, changes: [] } });
    const countOpen = async () => 19;
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { countOpen }) });
    analyzerAnswers(async () => FULL);
    await dispatch();
    expect(asked).toEqual(['call 0', 'call 1']);
  });

  test('puts a call off again that was put off for the quota, whichever calls were refused since', async () => {
    await submit(1);
    analyzerAnswers(async () => FULL);
    await setState({ refused: [fixture.hash('call 0')] });
    await dispatch();
    expect((await fixture.record('call 0'))?.startRetry).toMatchObject({ count: 1 });
    fixture.nowMs += 60_000;
    await setState({ refused: [], notBeforeMs: 0 });
    await dispatch();
    expect((await fixture.record('call 0'))?.startRetry).toMatchObject({ count: 2 });
  });

  test('leaves a call that has its job to itself, though others wait', async () => {
    analyzerAnswers(async () => undefined);
    await submit(1);
    await dispatch();
    await setState({ backlog: true });
    expect(await fixture.start('call 0')).toMatchObject({ status: 'duplicate' });
  });

  test('keeps what an earlier version learned, which counted no jobs', async () => {
    const { count: _, ...earlier } = freshState(7);
    await fixture.state.write(DISPATCH, earlier, 1);
    await dispatch();
    expect(await state()).toMatchObject({ limit: 7, count: { running: 0 } });
  });
});
