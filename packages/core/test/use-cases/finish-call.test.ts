import { MemoryNotifier, MemoryRecordRepository, MemorySharedState } from '@earshot/adapters-memory';
import { describe, expect, test } from 'vitest';
import {
  type CallHash,
  type CallRecord,
  EarshotError,
  FinishCall,
  type FinishCallDeps,
  type FinishFailure,
  type Notice,
  type SharedState,
} from '../../src/index.js';
import { digests } from '../invariants/world.js';
import { aRecord } from '../model/records.js';
import { instead } from './fixture.js';

const DAY_MS = 86_400_000;
/** How long work that changes a call may take. */
const CHANGES_MS = 15 * 60_000;
const ENDED_MS = Date.UTC(2026, 8, 14, 12);
const ended = aRecord({
  callId: 'call-7',
  state: 'completed',
  history: [
    { state: 'submitted', atMs: ENDED_MS - 1_000 },
    { state: 'completed', atMs: ENDED_MS },
  ],
});

function announcing(more: Partial<FinishCallDeps> = {}) {
  const notifiers = [new MemoryNotifier({ target: 'one' }), new MemoryNotifier({ target: 'two' })] as const;
  const state: SharedState = new MemorySharedState();
  const repository = new MemoryRecordRepository();
  const failures: FinishFailure[] = [];
  let nowMs = ENDED_MS;
  const announce = new FinishCall({
    notifiers,
    state,
    repository,
    digests,
    now: () => new Date(nowMs),
    onFailed: (failure) => failures.push(failure),
    ...more,
  });
  const counts = () => notifiers.map(({ received }) => received.length);
  return {
    announce,
    one: notifiers[0],
    two: notifiers[1],
    state,
    repository,
    failures,
    counts,
    at: (ms: number) => (nowMs = ms),
  };
}

const transient = new EarshotError('EARSHOT_UNAVAILABLE', 'no answer');
const permanent = new EarshotError('EARSHOT_DENIED', 'not allowed');

test('each target gets a notice once, however often the end is reported', async () => {
  const { announce, one, counts } = announcing();
  for (let times = 0; times < 3; times++) expect(await announce.execute(ended)).toBeUndefined();
  expect(counts()).toEqual([1, 1]);
  expect(JSON.parse(one.received[0] ?? '')).toMatchObject({ kind: 'call.completed', hash: ended.hash });
});

test('a call that has not ended is not announced, and nothing is read for it', async () => {
  const { state } = announcing();
  const reads: string[] = [];
  const counting = instead<SharedState>(state, { read: async (name) => void reads.push(name) as undefined });
  const { announce, counts } = announcing({ state: counting });
  await announce.execute(aRecord({ callId: 'call-7', state: 'analyzing' }));
  expect([counts(), reads]).toEqual([[0, 0], []]);
});

test('a transient failure at one target is returned, and the next report sends to that target alone', async () => {
  const { announce, two, failures, counts } = announcing();
  two.fail(transient);
  expect(await announce.execute(ended)).toBe(transient);
  expect(counts()).toEqual([1, 0]);
  expect(failures).toMatchObject([{ target: 'two', error: transient, notice: { hash: ended.hash } }]);
  two.fail(undefined);
  expect(await announce.execute(ended)).toBeUndefined();
  expect(counts()).toEqual([1, 1]);
});

test('a permanent failure is reported and holds nothing back; a later report tries again', async () => {
  const { announce, one, failures, counts } = announcing();
  one.fail(permanent);
  expect(await announce.execute(ended)).toBeUndefined();
  expect(failures).toMatchObject([{ target: 'one', error: permanent }]);
  one.fail(undefined);
  await announce.execute(ended);
  expect(counts()).toEqual([1, 1]);
});

test('what can not be remembered is sent again rather than lost', async () => {
  const { state } = announcing();
  let broken = true;
  const forgetful = instead<SharedState>(state, {
    write: async (...given) => (broken ? Promise.reject(new Error('socket hang up')) : state.write(...given)),
  });
  const { announce, counts } = announcing({ state: forgetful });
  expect(await announce.execute(ended)).toMatchObject({
    code: 'EARSHOT_UNAVAILABLE',
    retryable: true,
    cause: { message: 'socket hang up' },
  });
  broken = false;
  expect(await announce.execute(ended)).toBeUndefined();
  await announce.execute(ended);
  expect(counts()).toEqual([2, 2]);
});

test('results that are read again two weeks later announce nothing', async () => {
  const { announce, counts, at } = announcing();
  at(ENDED_MS + 14 * DAY_MS);
  await announce.execute(ended);
  expect(counts()).toEqual([0, 0]);
  at(ENDED_MS + 14 * DAY_MS - 1);
  await announce.execute(ended);
  expect(counts()).toEqual([1, 1]);
});

test('what was sent is remembered for as long as it could be announced', async () => {
  const expiries: (number | undefined)[] = [];
  const { state } = announcing();
  const noting = instead<SharedState>(state, {
    write: async (name, value, version, options) => {
      expiries.push(options?.expiresAtMs);
      return state.write(name, value, version, options);
    },
  });
  await announcing({ state: noting }).announce.execute(ended);
  expect(expiries).toEqual([ENDED_MS + 15 * DAY_MS, ENDED_MS + 15 * DAY_MS]);
});

test('with call ids asked for, notices carry them', async () => {
  const { announce, one } = announcing({ withCallIds: true });
  await announce.execute(ended);
  expect(JSON.parse(one.received[0] ?? '')).toMatchObject({ callId: 'call-7' });
});

describe('an end that no message reports', () => {
  const analyzing = aRecord({ callId: 'call-7', state: 'analyzing' });
  const { hash } = ended;
  const DUE = `notices-due#${hash.charAt(0)}`;
  /** A hash that is stored in the same shared value. */
  const near = (number: number) => (hash.charAt(0) + number.toString(16).padStart(31, '0')) as CallHash;
  const ending = async (announce: FinishCall, repository: MemoryRecordRepository) =>
    announce.whileChanging(hash, async () => {
      await repository.save({ ...ended, revision: 2 });
      return { status: 'stored', record: ended };
    });

  test('is announced after the work, and forgotten', async () => {
    const { announce, repository, state, counts } = announcing();
    await repository.save(analyzing);
    expect(await ending(announce, repository)).toEqual({ status: 'stored', record: ended });
    expect(counts()).toEqual([1, 1]);
    expect((await state.read(DUE))?.value).toEqual({});
  });

  test('is announced by the next resume if the process died after the save', async () => {
    const { announce, repository, state, counts, at } = announcing();
    await repository.save(analyzing);
    const dying = announce.whileChanging(hash, async () => {
      await repository.save({ ...ended, revision: 2 });
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(counts()).toEqual([0, 0]);
    await announce.resume();
    expect(counts()).toEqual([1, 1]);
    at(ENDED_MS + CHANGES_MS);
    await announce.resume();
    expect(counts()).toEqual([1, 1]);
    expect((await state.read(DUE))?.value).toEqual({});
  });

  test('stays expected through a sweep while the process that noted it may be about to save', async () => {
    const { announce, repository, state } = announcing();
    await repository.save(ended);
    const dying = announce.whileChanging(hash, async () => {
      await announce.resume();
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect((await state.read(DUE))?.value).toHaveProperty(hash);
  });

  test('stays expected when another process that changed the same call is done', async () => {
    const { announce, repository, counts } = announcing();
    await repository.save(analyzing);
    const dying = announce.whileChanging(hash, async () => {
      await announce.whileChanging(hash, async () => ({ record: analyzing }));
      await repository.save({ ...ended, revision: 2 });
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    await announce.resume();
    expect(counts()).toEqual([1, 1]);
  });

  test('is announced by a later resume when a target answers again', async () => {
    const { announce, repository, two, counts } = announcing();
    await repository.save(analyzing);
    two.fail(transient);
    await ending(announce, repository);
    await announce.resume();
    expect(counts()).toEqual([1, 0]);
    two.fail(undefined);
    await announce.resume();
    expect(counts()).toEqual([1, 1]);
  });

  test.each(['submitted', 'analyzing'] as const)(
    'stays expected while another process may be about to end the %s call, and not for ever',
    async (open) => {
      const { announce, repository, state, at } = announcing();
      await repository.save({ ...analyzing, state: open });
      await expect(announce.whileChanging(hash, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
      await announce.resume();
      expect((await state.read(DUE))?.value).toEqual({ [hash]: ENDED_MS + CHANGES_MS });
      at(ENDED_MS + CHANGES_MS + DAY_MS);
      await announce.resume();
      expect((await state.read(DUE))?.value).toEqual({});
    },
  );

  test('leaves the others expected, and those that were expected again meanwhile', async () => {
    const { state } = announcing();
    const other = near(1);
    const expectedAgain = { [other]: ENDED_MS, [hash]: ENDED_MS + 1 };
    await state.write(DUE, { [other]: ENDED_MS, [hash]: ENDED_MS }, 0);
    const get = async (asked: CallHash) => {
      if (asked === hash) await state.write(DUE, expectedAgain, 1);
      return asked === hash ? ended : analyzing;
    };
    const { announce } = announcing({ state, repository: { get } });
    await announce.resume();
    expect((await state.read(DUE))?.value).toEqual(expectedAgain);
    await announce.whileChanging(hash, async () => ({ record: ended }));
    expect((await state.read(DUE))?.value).toEqual({ ...expectedAgain, [hash]: ENDED_MS + CHANGES_MS });
  });

  test('of a call that was erased meanwhile is forgotten', async () => {
    const { announce, state, counts, at } = announcing();
    await expect(announce.whileChanging(hash, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    at(ENDED_MS + CHANGES_MS);
    await announce.resume();
    expect([counts(), (await state.read(DUE))?.value]).toEqual([[0, 0], {}]);
  });

  test('is remembered whatever the shared value held before', async () => {
    const { announce, state } = announcing();
    await state.write(DUE, { odd: 'value' }, 0);
    await announce.whileChanging(hash, () => Promise.reject(new Error('killed'))).catch(() => {});
    expect((await state.read(DUE))?.value).toEqual({ [hash]: ENDED_MS + CHANGES_MS });
  });

  test('is announced at once, and left to nobody, while 2,000 others wait', async () => {
    const { announce, state, repository, two, counts } = announcing();
    const full = Object.fromEntries(Array.from({ length: 2_000 }, (_, number) => [near(number), ENDED_MS]));
    await state.write(DUE, full, 0);
    expect(await announce.finishLater(hash)).toBe(false);
    expect(await announce.finishLater(near(7))).toBe(true);
    const withLater = { ...full, [near(7)]: ENDED_MS + 1 };
    two.fail(transient);
    await repository.save(analyzing);
    await ending(announce, repository);
    expect([counts(), (await state.read(DUE))?.value]).toEqual([[1, 0], withLater]);
  });

  test('work without a call, such as a result that is ignored, leaves nothing behind', async () => {
    const { announce, state, counts } = announcing();
    await announce.whileChanging(hash, async () => ({ status: 'ignored' }));
    expect([counts(), (await state.read(DUE))?.value]).toEqual([[0, 0], {}]);
  });

  test('is announced by a resume when a delivery left it there', async () => {
    const { announce, repository, state, counts } = announcing();
    await repository.save(ended);
    expect(await announce.finishLater(hash)).toBe(true);
    await announce.resume();
    expect([counts(), (await state.read(DUE))?.value]).toEqual([[1, 1], {}]);
  });

  test('is noted by 100 processes at once, each for its own call', async () => {
    const { announce, repository, counts } = announcing();
    const calls = Array.from({ length: 100 }, (_, number) => ({
      ...ended,
      hash: digests.md5Hex(`${number}`) as CallHash,
    }));
    for (const call of calls) await repository.save({ ...call, callId: `call-${call.hash}` as typeof call.callId });
    const noted = await Promise.all(calls.map((call) => announce.finishLater(call.hash)));
    expect(noted).toEqual(calls.map(() => true));
    await announce.resume();
    expect(counts()).toEqual([100, 100]);
  });
});

describe('resume', () => {
  const hashes = ['a', 'b', 'c'].map((digit) => digit.repeat(32) as CallHash);
  const [first, second, third] = hashes as [CallHash, CallHash, CallHash];
  const call = (hash: CallHash) => ({ ...ended, hash, callId: hash as string as typeof ended.callId });
  const reading = (get: (hash: CallHash) => CallRecord | undefined, more: Partial<FinishCallDeps> = {}) =>
    announcing({ repository: { get: async (hash) => get(hash) }, ...more });
  const note = async ({ announce, at }: ReturnType<typeof announcing>) => {
    for (const [index, hash] of hashes.entries()) {
      at(ENDED_MS + index);
      await announce.finishLater(hash);
    }
  };
  const due = async (state: SharedState) => {
    const values = await Promise.all(['a', 'b', 'c'].map((digit) => state.read(`notices-due#${digit}`)));
    return values.flatMap((stored) => Object.keys(stored?.value ?? {}));
  };

  test('forgets a call whose record is damaged, reports it, and goes on with the others', async () => {
    const damaged = new EarshotError('EARSHOT_UNREADABLE', 'damaged');
    const world = reading((hash) => {
      if (hash === first) throw damaged;
      return call(hash);
    });
    await note(world);
    await world.announce.resume();
    expect(world.failures).toEqual([{ hash: first, error: damaged }]);
    expect([world.counts(), await due(world.state)]).toEqual([[2, 2], []]);
  });

  test('keeps a call that can’t be read for now, and takes the others first next time', async () => {
    const world = reading((hash) => {
      if (hash === first) throw new Error('socket hang up');
      return call(hash);
    });
    await note(world);
    await world.announce.resume();
    expect(world.failures).toMatchObject([{ hash: first, error: { code: 'EARSHOT_UNAVAILABLE' } }]);
    expect([world.counts(), await due(world.state)]).toEqual([[0, 0], hashes]);
    await world.announce.resume();
    expect([world.counts(), await due(world.state)]).toEqual([[2, 2], [first]]);
  });

  test('isn’t held up by one notice that a target never accepts', async () => {
    const accepted: string[] = [];
    const notify = async ({ hash }: Notice) => {
      if (hash === first) throw transient;
      accepted.push(hash);
    };
    const world = reading(call, { notifiers: [{ target: 'picky', notify }] });
    await note(world);
    for (let times = 0; times < 2; times++) await world.announce.resume();
    expect([accepted, await due(world.state)]).toEqual([[second, third], [first]]);
  });

  test('tries one call while its target is down', async () => {
    const world = reading(call);
    await note(world);
    world.one.fail(transient);
    await world.announce.resume();
    expect(world.failures).toHaveLength(1);
  });

  test('stops when its time is up, and the next one goes on', async () => {
    const world = reading(call);
    await note(world);
    await world.announce.resume({ timeLeftMs: 0 });
    expect([world.counts(), await due(world.state)]).toEqual([
      [1, 1],
      [second, third],
    ]);
    await world.announce.resume();
    expect([world.counts(), await due(world.state)]).toEqual([[3, 3], []]);
  });
});
