import { type CallHash, dueAtMs, EarshotError, PersistResult, RecordFailure, SweepJobs } from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { Fixture, instead } from './fixture.js';

const HOUR_MS = 3_600_000;
const FULL = new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } });

describe('SweepJobs, of open calls that are missing from the list of due calls', () => {
  let fixture: Fixture;
  /** Calls that an earlier version saved: in no list of due calls until they are saved again. */
  let unlisted: Set<CallHash>;
  let saves: number;

  beforeEach(() => {
    fixture = new Fixture();
    unlisted = new Set();
    saves = 0;
    const kept = fixture.repository;
    const repository = instead(fixture.deps.repository, {
      listDue: async (request) => {
        const page = await kept.listDue(request);
        return { ...page, calls: page.calls.filter(({ hash }) => !unlisted.has(hash)) };
      },
      save: async (record) => {
        await kept.save(record);
        unlisted.delete(record.hash);
        saves++;
      },
    });
    Object.assign(fixture.deps, { repository });
  });

  const sweep = (options = {}) => {
    const { deps } = fixture;
    const keepers = { persistResult: new PersistResult(deps), recordFailure: new RecordFailure(deps) };
    return new SweepJobs({ ...deps, ...keepers }).execute({ overdueMs: 30 * 60_000, ...options });
  };

  const quota = (isFull: boolean) => {
    const { analyzer } = fixture;
    const start = isFull ? () => Promise.reject(FULL) : analyzer.start.bind(analyzer);
    Object.assign(fixture.deps, { analyzer: instead(analyzer, { start }) });
  };

  /** Submits calls as the earlier version did. */
  async function submitEarlier(count: number) {
    quota(true);
    for (let index = 0; index < count; index++) await fixture.start(`call ${index}`);
    for (let index = 0; index < count; index++) unlisted.add(fixture.hash(`call ${index}`));
    quota(false);
    saves = 0;
  }

  test('a waiting call starts, and nothing else about it has changed', async () => {
    await submitEarlier(1);
    const before = await fixture.record('call 0');
    fixture.nowMs += HOUR_MS;
    await fixture.dispatch();
    expect(await fixture.record('call 0')).toEqual(before);
    await sweep();
    expect(await fixture.record('call 0')).toEqual({ ...before, revision: (before?.revision ?? 0) + 1 });
    await fixture.dispatch();
    expect((await fixture.record('call 0'))?.state).toBe('analyzing');
  });

  test('a call whose job has ended without an event is asked after in the same sweep', async () => {
    await fixture.start('silent');
    unlisted.add(fixture.hash('silent'));
    fixture.nowMs += HOUR_MS - 1;
    expect(await sweep()).toEqual({});
    fixture.nowMs += 1;
    expect(await sweep()).toEqual({ running: 1 });
  });

  test('calls that are in the list are not saved again, however many wait', async () => {
    await submitEarlier(250);
    unlisted.clear();
    fixture.nowMs += 24 * HOUR_MS;
    await sweep();
    expect(saves).toBe(0);
    expect(await fixture.state.read('relist')).toBeUndefined();
  });

  test('calls are looked at five at a time', async () => {
    await submitEarlier(23);
    fixture.nowMs += HOUR_MS;
    const { repository } = fixture.deps;
    let [atOnce, most] = [0, 0];
    const get = async (hash: CallHash) => {
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      return repository.get(hash);
    };
    Object.assign(fixture.deps, { repository: instead(repository, { get }) });
    await sweep();
    expect([most, saves]).toEqual([5, 23]);
  });

  test('a call that changed since it was listed is in the list by that, and is not saved again', async () => {
    await submitEarlier(1);
    fixture.nowMs += HOUR_MS;
    const { repository } = fixture.deps;
    const get = async (hash: CallHash) => {
      const record = await repository.get(hash);
      if (record !== undefined) await repository.save({ ...record, revision: record.revision + 1 });
      return repository.get(hash);
    };
    Object.assign(fixture.deps, { repository: instead(repository, { get }) });
    expect(await sweep()).toEqual({});
    expect(saves).toBe(1);
  });

  test('a sweep looks at 1,000 of each state, and the next one goes on with the others', async () => {
    await submitEarlier(1_100);
    fixture.nowMs += HOUR_MS;
    await sweep();
    expect(unlisted.size).toBe(100);
    await sweep();
    expect(unlisted.size).toBe(0);
    expect(saves).toBe(1_100);
    unlisted.add(fixture.hash('call 7'));
    await sweep();
    await sweep();
    expect(unlisted.size).toBe(0);
  });

  test('a page is looked at even when there is little time, and no more than that', async () => {
    await submitEarlier(250);
    fixture.nowMs += HOUR_MS;
    for (const left of [150, 50, 0]) {
      await sweep({ timeLeftMs: 0 });
      expect(unlisted.size).toBe(left);
    }
  });

  test('a call that cannot be saved is reported, and keeps no other from being saved', async () => {
    await submitEarlier(3);
    fixture.nowMs += HOUR_MS;
    const { repository } = fixture.deps;
    const damaged = fixture.hash('call 1');
    const get = (hash: CallHash) =>
      hash === damaged ? Promise.reject(new EarshotError('EARSHOT_UNREADABLE', 'damaged')) : repository.get(hash);
    Object.assign(fixture.deps, { repository: instead(repository, { get }) });
    expect(await sweep()).toEqual({ error: 1 });
    expect([...unlisted]).toEqual([damaged]);
  });

  test('a save that fails for any reason but a faster one is reported', async () => {
    await submitEarlier(1);
    fixture.nowMs += HOUR_MS;
    const save = () => Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'away'));
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { save }) });
    expect(await sweep()).toEqual({ error: 1 });
  });

  test('a call that changes meanwhile is left as it is then', async () => {
    await submitEarlier(1);
    fixture.nowMs += HOUR_MS;
    const { repository } = fixture.deps;
    const save = async (record: Parameters<typeof repository.save>[0]) => {
      await repository.save({ ...record, state: 'failed' });
      await repository.save(record);
    };
    Object.assign(fixture.deps, { repository: instead(repository, { save }) });
    expect(await sweep()).toEqual({});
    const record = await fixture.record('call 0');
    expect(record && dueAtMs(record)).toBeUndefined();
  });

  test('jobs are asked after although the open calls cannot be listed, and the sweep fails in the end', async () => {
    await fixture.start('silent');
    fixture.nowMs += HOUR_MS;
    const list = () => Promise.reject(new EarshotError('EARSHOT_DENIED', 'no dynamodb:Query'));
    Object.assign(fixture.deps, { repository: instead(fixture.deps.repository, { list }) });
    const asked: string[] = [];
    const onSwept = ({ outcome }: { outcome: { status: string } }) => asked.push(outcome.status);
    await expect(sweep({ onSwept })).rejects.toMatchObject({ code: 'EARSHOT_DENIED' });
    expect(asked).toEqual(['running']);
  });
});
