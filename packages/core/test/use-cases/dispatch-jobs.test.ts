import { MemorySharedState } from '@earshot/adapters-memory';
import {
  type AnalysisRequest,
  type AudioAnalyzer,
  type DispatchedCall,
  DispatchJobs,
  EarshotError,
  MeasureBacklog,
  RecordFailure,
  StartAnalysis,
} from '@earshot/core';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { Fixture, instead, mentionOf, requestOf } from './fixture.js';

const FULL = new EarshotError('EARSHOT_THROTTLED', 'no slot', { details: { quota: true } });
const DENIED = new EarshotError('EARSHOT_DENIED', 'no s3:GetObject');
const MINUTE_MS = 60_000;

const isDenied = ({ callId }: AnalysisRequest) => callId.startsWith('denied');

describe('DispatchJobs', () => {
  let fixture: Fixture;
  let dispatched: DispatchedCall[];
  /** Job slots of the analyzer. */
  let slots: number;
  let requests: AnalysisRequest[];

  beforeEach(() => {
    fixture = new Fixture();
    dispatched = [];
    slots = 0;
    requests = [];
    analyzerStarts(async (request) => {
      if (fixture.analyzer.jobs.length >= slots) throw FULL;
      return fixture.analyzer.start(request);
    });
  });

  function analyzerStarts(start: AudioAnalyzer['start']): void {
    const analyzer = instead<AudioAnalyzer>(fixture.analyzer, {
      start: (request) => {
        requests.push(request);
        return start(request);
      },
    });
    Object.assign(fixture.deps, { analyzer });
  }

  async function submit(count: number, name = 'call'): Promise<void> {
    for (let index = 0; index < count; index++) {
      await fixture.start(`${name} ${index}`);
      fixture.nowMs += 1;
    }
    requests.length = 0;
  }

  const names = () => requests.map(({ callId }) => String(callId));
  const dispatch = () => fixture.dispatch({ onDispatched: (one) => dispatched.push(one) });

  test('starts the oldest calls first, as many as there is room for, and stops at the first refusal', async () => {
    await submit(30);
    slots = 7;
    expect(await dispatch()).toBe('full');
    expect(names().slice(0, 7)).toEqual(Array.from({ length: 7 }, (_, index) => `call ${index}`));
    expect(fixture.analyzer.jobs).toHaveLength(7);
    expect(requests.length).toBeLessThan(7 + 5);
    expect(await fixture.repository.countOpen('submitted')).toBe(23);
    expect(await fixture.record('call 29')).toMatchObject({ revision: 1 });
  });

  test('starts every call that waits, and lets the next ones start at once', async () => {
    await submit(12);
    slots = 100;
    expect(await dispatch()).toBe('done');
    expect(dispatched.map(({ outcome }) => outcome.status)).toEqual(Array(12).fill('started'));
    expect(await fixture.start('next')).toMatchObject({ status: 'started' });
  });

  test('does not ask for more jobs than the last refusal showed to be possible', async () => {
    await submit(30);
    slots = 7;
    await dispatch();
    requests.length = 0;
    expect(await dispatch()).toBe('full');
    expect(requests).toEqual([]);
  });

  test('starts as many as jobs have ended', async () => {
    await submit(30);
    slots = 7;
    await dispatch();
    for (const { jobId, request } of fixture.analyzer.jobs.slice(0, 3)) {
      const failure = { code: 'ClientError', reason: 'no audio' };
      await new RecordFailure(fixture.deps).execute(mentionOf(jobId, request.callId), failure);
    }
    slots = 10;
    requests.length = 0;
    expect(await fixture.dispatch({ ended: 3 })).toBe('full');
    expect(names()).toEqual(['call 7', 'call 8', 'call 9']);
  });

  test('never starts more than the maximum', async () => {
    await submit(10);
    slots = 100;
    Object.assign(fixture.deps, { jobs: { maximum: 4 } });
    expect(await dispatch()).toBe('full');
    expect(requests).toHaveLength(4);
  });

  test('does not count calls that are analyzed for ever', async () => {
    await submit(4);
    slots = 100;
    Object.assign(fixture.deps, { jobs: { maximum: 3 } });
    expect(await dispatch()).toBe('full');
    fixture.nowMs += 60 * MINUTE_MS;
    expect(await dispatch()).toBe('full');
    fixture.nowMs += MINUTE_MS;
    expect(await dispatch()).toBe('done');
    expect(fixture.analyzer.jobs).toHaveLength(4);
  });

  test('is left every new call when there is a maximum, also by processes that do not know of it', async () => {
    slots = 100;
    const { deps } = fixture;
    const limited = { ...deps, jobs: { maximum: 4 } };
    const { record } = await new StartAnalysis(limited).execute(requestOf('call 0'));
    expect(record).toMatchObject({ state: 'submitted' });
    await new DispatchJobs(limited).execute({ submitted: [record.hash] });
    expect(fixture.analyzer.jobs).toHaveLength(1);
    await submit(12, 'other');
    expect(fixture.analyzer.jobs).toHaveLength(1);
    expect(await new DispatchJobs(limited).execute()).toBe('full');
    expect(fixture.analyzer.jobs).toHaveLength(4);
  });

  test('pauses when requests are too many, and asks again when the pause is over', async () => {
    await submit(10);
    analyzerStarts(() => Promise.reject(new EarshotError('EARSHOT_THROTTLED', 'slow down')));
    expect(await dispatch()).toBe('paused');
    const asked = requests.length;
    expect(await dispatch()).toBe('paused');
    expect(requests).toHaveLength(asked);
    analyzerStarts((request) => fixture.analyzer.start(request));
    const waits: number[] = [];
    const wait = async (ms: number) => {
      waits.push(ms);
      fixture.nowMs += ms;
    };
    expect(await fixture.dispatch({ wait })).toBe('done');
    expect(waits).toEqual([1_000]);
    expect(fixture.analyzer.jobs).toHaveLength(10);
  });

  test('starts nothing once its time is over', async () => {
    await submit(30);
    analyzerStarts((request) => {
      fixture.nowMs += 1_000;
      return fixture.analyzer.start(request);
    });
    expect(await fixture.dispatch({ timeLeftMs: 5_000 })).toBe('late');
    expect(requests.length).toBeGreaterThanOrEqual(5);
    expect(requests.length).toBeLessThan(10);
    expect(await dispatch()).not.toBe('elsewhere');
  });

  test('puts off a call that is denied something, and starts the others', async () => {
    await submit(3);
    slots = 100;
    analyzerStarts((request) =>
      request.callId === 'call 0' ? Promise.reject(DENIED) : fixture.analyzer.start(request),
    );
    expect(await dispatch()).toBe('done');
    expect(fixture.analyzer.jobs).toHaveLength(2);
    expect(await fixture.record('call 0')).toMatchObject({ startRetry: { failure: { code: 'EARSHOT_DENIED' } } });
    expect(await new MeasureBacklog(fixture.deps).execute()).toMatchObject({ waiting: 1 });
  });

  test('pauses when call after call meets an analyzer that is away', async () => {
    await submit(100);
    analyzerStarts(() => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'away')));
    expect(await dispatch()).toBe('paused');
    expect(requests.length).toBeLessThan(15);
  });

  test('walks past any number of calls that are denied something, and pauses for none of them', async () => {
    await submit(100, 'denied');
    await submit(1, 'good');
    analyzerStarts((request) => (isDenied(request) ? Promise.reject(DENIED) : fixture.analyzer.start(request)));
    expect(await dispatch()).toBe('done');
    expect(await fixture.record('good 0')).toMatchObject({ state: 'analyzing' });
    expect(await fixture.start('next')).toMatchObject({ status: 'started' });
  });

  test('lets new calls start at once when its time is over among calls that are denied something', async () => {
    await submit(100, 'denied');
    analyzerStarts((request) => {
      fixture.nowMs += 100;
      return isDenied(request) ? Promise.reject(DENIED) : fixture.analyzer.start(request);
    });
    expect(await fixture.dispatch({ timeLeftMs: 5_000 })).toBe('late');
    expect(await fixture.start('next')).toMatchObject({ status: 'started' });
  });

  test('puts off a call that is refused for the quota twice in a row, and starts the others at full width', async () => {
    await submit(30);
    slots = 12;
    analyzerStarts((request) =>
      request.callId === 'call 0' || fixture.analyzer.jobs.length >= slots
        ? Promise.reject(FULL)
        : fixture.analyzer.start(request),
    );
    await dispatch();
    expect(await fixture.record('call 0')).not.toHaveProperty('startRetry');
    fixture.nowMs += 5 * MINUTE_MS;
    await dispatch();
    expect(fixture.analyzer.jobs).toHaveLength(slots);
    const startRetry = { atMs: fixture.nowMs + MINUTE_MS, count: 1, failure: { code: 'EARSHOT_THROTTLED' } };
    expect(await fixture.record('call 0')).toMatchObject({ startRetry });
    requests.length = 0;
    slots = 100;
    fixture.nowMs += 5 * MINUTE_MS;
    await dispatch();
    expect(await fixture.repository.countOpen('submitted')).toBe(1);
    expect(names().filter((name) => name === 'call 0')).toHaveLength(1);
  });

  test('comes to the good calls, however many before them are refused for the quota', async () => {
    await submit(12, 'odd');
    await submit(1, 'good');
    analyzerStarts((request) =>
      request.callId.startsWith('odd') ? Promise.reject(FULL) : fixture.analyzer.start(request),
    );
    const wait = async (ms: number) => {
      fixture.nowMs += ms;
    };
    for (let minute = 0; minute < 15; minute++) {
      await fixture.dispatch({ wait, timeLeftMs: 50_000 });
      fixture.nowMs += MINUTE_MS;
    }
    expect(await fixture.record('good 0')).toMatchObject({ state: 'analyzing' });
  });

  test('is not held up by a record that cannot be read', async () => {
    await submit(3);
    slots = 100;
    const damaged = fixture.hash('call 0');
    const repository = instead(fixture.deps.repository, {
      get: (hash) =>
        hash === damaged
          ? Promise.reject(new EarshotError('EARSHOT_UNREADABLE', 'damaged'))
          : fixture.repository.get(hash),
    });
    Object.assign(fixture.deps, { repository });
    expect(await dispatch()).toBe('done');
    expect(dispatched.map(({ outcome }) => outcome.status).sort()).toEqual(['error', 'started', 'started']);
  });

  test('starts calls that the repository does not list yet', async () => {
    await submit(2);
    slots = 100;
    const repository = instead(fixture.deps.repository, { listDue: async () => ({ calls: [] }) });
    Object.assign(fixture.deps, { repository });
    expect(await fixture.dispatch({ submitted: [fixture.hash('call 1'), fixture.hash('unknown')] })).toBe('done');
    expect(names()).toEqual(['call 1']);
  });

  test('keeps what was learned when processes expect different numbers of jobs', async () => {
    await submit(30);
    slots = 7;
    await dispatch();
    requests.length = 0;
    for (const expected of [50, undefined, 100]) {
      Object.assign(fixture.deps, { jobs: { expected } });
      expect(await dispatch()).toBe('full');
    }
    expect(requests).toEqual([]);
  });

  test('measures what waits', async () => {
    await submit(5);
    fixture.nowMs += MINUTE_MS;
    expect(await new MeasureBacklog(fixture.deps).execute()).toEqual({ waiting: 5, oldestMs: MINUTE_MS + 5 });
  });

  test('returns its lease when the list of calls that wait cannot be read', async () => {
    await submit(3);
    slots = 100;
    const { repository } = fixture.deps;
    const away = new EarshotError('EARSHOT_UNAVAILABLE', 'away');
    Object.assign(fixture.deps, { repository: instead(repository, { listDue: () => Promise.reject(away) }) });
    await expect(dispatch()).rejects.toThrow(away);
    Object.assign(fixture.deps, { repository });
    expect(await dispatch()).toBe('done');
  });

  test('is taken over less than a minute after its holder died', async () => {
    await submit(3);
    slots = 100;
    const { start } = fixture.analyzer;
    analyzerStarts(() => new Promise(() => {}));
    void dispatch();
    await new Promise((resolve) => setImmediate(resolve));
    analyzerStarts((request) => start.call(fixture.analyzer, request));
    expect(await dispatch()).toBe('elsewhere');
    const beganMs = fixture.nowMs;
    const wait = async (ms: number) => {
      fixture.nowMs += ms;
    };
    expect(await fixture.dispatch({ wait, timeLeftMs: MINUTE_MS })).toBe('done');
    expect(fixture.nowMs - beganMs).toBeLessThan(MINUTE_MS);
    expect(fixture.analyzer.jobs).toHaveLength(3);
  });

  describe('of which several are at work', () => {
    /** Ports whose every call waits for its turn, which is drawn. */
    function scheduled(scheduler: fc.Scheduler) {
      const { analyzer, deps, repository, state } = fixture;
      const { save, get, listDue, countOpen } = repository;
      const own = (port: object, methods: Record<string, (...args: never[]) => Promise<unknown>>) =>
        instead(
          port,
          Object.fromEntries(
            Object.entries(methods).map(([name, method]) => [
              name,
              scheduler.scheduleFunction(method.bind(port) as never),
            ]),
          ),
        );
      return {
        ...deps,
        analyzer: own(analyzer, { start: analyzer.start }) as AudioAnalyzer,
        repository: own(repository, { save, get, listDue, countOpen }) as typeof repository,
        state: own(state, { read: state.read, write: state.write }) as typeof state,
      };
    }

    test('never start a call twice, even when none knows of the others', async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 6 }), async (scheduler, calls) => {
          fixture = new Fixture();
          await fixture.state.write('dispatch', { backlog: true }, 0);
          await submit(calls);
          const ports = scheduled(scheduler);
          const works = [1, 2, 3].map(() => new DispatchJobs({ ...ports, state: new MemorySharedState() }).execute());
          await scheduler.waitFor(Promise.all(works));
          expect(fixture.analyzer.jobs).toHaveLength(calls);
          expect(await fixture.repository.countOpen('analyzing')).toBe(calls);
        }),
        { numRuns: 200 },
      );
    });

    test('leave no call waiting that was submitted while one of them was at work', async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 6 }), async (scheduler, callers) => {
          fixture = new Fixture();
          await fixture.state.write('dispatch', { backlog: true }, 0);
          const ports = scheduled(scheduler);
          const works = Array.from({ length: callers }, async (_, index) => {
            const { record } = await new StartAnalysis(ports).execute(requestOf(`call ${index}`));
            if (record.state === 'submitted') await new DispatchJobs(ports).execute({ submitted: [record.hash] });
          });
          await scheduler.waitFor(Promise.all(works));
          expect(await fixture.repository.countOpen('submitted')).toBe(0);
          expect(fixture.analyzer.jobs).toHaveLength(callers);
        }),
        { numRuns: 200 },
      );
    });
  });
});
