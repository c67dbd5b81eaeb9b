import { MemoryNotifier } from '@earshot/adapters-memory';
import {
  type CallRecord,
  createSweep,
  createUseCases,
  DEFAULT_LAYOUT,
  EarshotError,
  EraseCall,
  FinishCall,
  type FinishCallDeps,
  type FinishFailure,
  INSIGHT_NOTICE,
  InsightId,
  type ItemOutcome,
  locationOf,
  NoticeDocument,
  type RecordRepository,
  type SharedState,
  StartAnalysis,
} from '@earshot/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { SENT_MS } from '../intake/bodies.js';
import { objectCreated } from '../invariants/messages.js';
import { Fixture, instead, jobIdOf, requestOf } from './fixture.js';
import { ToyDerivation } from './toy-derivation.js';

const HOUR_MS = 3_600_000;
const down = new EarshotError('EARSHOT_UNAVAILABLE', 'no answer');

let fixture: Fixture;
let toy: ToyDerivation;
let notifier: MemoryNotifier;
let failures: FinishFailure[];
let finishCall: FinishCall;

beforeEach(() => {
  fixture = new Fixture();
  toy = new ToyDerivation();
  notifier = new MemoryNotifier();
  failures = [];
  finishCall = finisher();
  Object.assign(fixture.deps, { finishCall });
});

function finisher(more: Partial<FinishCallDeps> = {}): FinishCall {
  return new FinishCall({
    ...fixture.deps,
    notifiers: [notifier],
    derivations: [toy],
    onFailed: (failure) => failures.push(failure),
    ...more,
  });
}

/** A handler of deliveries, and what it answers to the end of a call's job. */
async function ended(callId: string) {
  const { jobId } = await fixture.start(callId);
  const { resultUri } = await fixture.finish(jobIdOf(jobId ?? ''), callId);
  const body = JSON.stringify(objectCreated({ ...locationOf(resultUri), size: 1 }, SENT_MS));
  return async (isLast = false): Promise<ItemOutcome[]> => {
    const { handleDelivery } = createUseCases({ ...fixture.deps, layout: DEFAULT_LAYOUT, sign: (text) => text });
    return handleDelivery.execute({ body, sentAtMs: SENT_MS }, isLast);
  };
}

const kinds = () => notifier.received.map((text) => NoticeDocument.parse(JSON.parse(text)).kind);
const noted = async (callId: string) =>
  Object.keys((await fixture.state.read(`notices-due#${fixture.hash(callId).charAt(0)}`))?.value ?? {});

describe('a delivery', () => {
  test('derives from the call whose result it stored, and so does a duplicate', async () => {
    const deliver = await ended('call-7');
    expect(await deliver()).toMatchObject([{ status: 'stored' }]);
    expect(toy.derived).toEqual([await fixture.record('call-7')]);
    expect(await deliver()).toMatchObject([{ status: 'duplicate' }]);
    expect(toy.derived).toHaveLength(2);
  });

  test('comes again if deriving fails, whatever the code; the call is stored, and its end is announced', async () => {
    const deliver = await ended('call-7');
    toy.before = () => Promise.reject(new EarshotError('EARSHOT_DENIED', 'no permission'));
    expect(await deliver()).toMatchObject([
      { status: 'stored', unfinished: { code: 'EARSHOT_DENIED', retryable: true } },
    ]);
    expect([(await fixture.record('call-7'))?.state, kinds()]).toEqual(['completed', ['call.completed']]);
    expect(failures).toMatchObject([{ hash: fixture.hash('call-7'), error: { code: 'EARSHOT_DENIED' } }]);
    toy.before = () => {};
    expect((await deliver())[0]).not.toHaveProperty('unfinished');
    expect(toy.kept.size).toBe(1);
  });

  test('announces what one derivation gave even if another one fails', async () => {
    const deliver = await ended('call-7');
    const failing = new ToyDerivation('failing');
    failing.before = () => Promise.reject(down);
    const hash = fixture.hash('call-7');
    const notice = {
      id: '0'.repeat(64),
      kind: INSIGHT_NOTICE,
      hash,
      state: 'completed',
      atMs: fixture.deps.now().getTime(),
    } as const;
    toy.notices = [{ ...notice, insightId: InsightId.parse('0'.repeat(32)) }];
    Object.assign(fixture.deps, { finishCall: finisher({ derivations: [failing, toy] }) });
    expect(await deliver()).toMatchObject([{ unfinished: { code: 'EARSHOT_UNAVAILABLE' } }]);
    expect(kinds()).toEqual(['call.completed', INSIGHT_NOTICE]);
  });

  test('that is the last one leaves deriving to the next sweep', async () => {
    const deliver = await ended('call-7');
    toy.before = () => Promise.reject(down);
    expect((await deliver(true))[0]).not.toHaveProperty('unfinished');
    await createSweep(fixture.deps).execute();
    expect(toy.kept.size).toBe(0);
    toy.before = () => {};
    fixture.nowMs++;
    await createSweep(fixture.deps).execute();
    expect([toy.kept.size, await noted('call-7')]).toEqual([1, []]);
  });

  test('derives nothing of a call that never had a result', async () => {
    const { handleDelivery } = createUseCases({ ...fixture.deps, layout: DEFAULT_LAYOUT, sign: (text) => text });
    const body = JSON.stringify({ callId: 'new', audioS3Uri: 's3://recordings/new.wav' });
    expect(await handleDelivery.execute({ body, sentAtMs: SENT_MS })).toMatchObject([{ status: 'started' }]);
    expect(toy.derived).toEqual([]);
  });
});

test('a sweep derives from the call whose end it finds, also if it got no answer to its save', async () => {
  const { jobId } = await fixture.start('silent');
  const { resultUri } = await fixture.finish(jobIdOf(jobId ?? ''), 'silent');
  fixture.analyzer.succeed(jobIdOf(jobId ?? ''), resultUri);
  fixture.nowMs += HOUR_MS;
  const repository = instead<RecordRepository>(fixture.repository, {
    save: async (record) => {
      await fixture.repository.save(record);
      throw new Error('socket hang up');
    },
  });
  expect(await createSweep({ ...fixture.deps, repository }).execute()).toEqual({ error: 1 });
  expect(toy.derived).toHaveLength(1);
});

describe('a start that no message repeats', () => {
  const better = { recordedAt: { ms: 1, source: 'message' } } as const;

  test('derives again from a call that has a result, and otherwise neither derives nor notes anything', async () => {
    await (await ended('call-7'))();
    const first = toy.derived.length;
    await new StartAnalysis(fixture.deps).execute(requestOf('call-7', better));
    expect(toy.derived.slice(first)).toMatchObject([better]);
    const state = instead<SharedState>(fixture.state, { write: () => expect.unreachable() });
    const quiet = { ...fixture.deps, state, finishCall: finisher({ state }) };
    for (const more of [{}, better]) await new StartAnalysis(quiet).execute(requestOf('new', more));
    expect(toy.derived).toHaveLength(first + 1);
  });

  test('leaves deriving to the next sweep if the process dies after the save', async () => {
    await (await ended('call-7'))();
    toy.before = () => new Promise(() => {});
    void new StartAnalysis(fixture.deps).execute(requestOf('call-7', better));
    await new Promise((resolve) => setTimeout(resolve));
    toy.before = () => {};
    fixture.nowMs += HOUR_MS;
    await finishCall.resume();
    expect(toy.derived.at(-1)).toMatchObject(better);
    expect([toy.kept.get(fixture.hash('call-7')), await noted('call-7')]).toEqual([
      (await fixture.record('call-7'))?.revision,
      [],
    ]);
  });
});

test('what derivations have to say goes out with the end of the call, each once, with the call id where asked for', async () => {
  const { hash } = { hash: fixture.hash('call-7') };
  const notice = { kind: 'insight.high_priority', hash, state: 'completed' } as const;
  const old = fixture.nowMs - 14 * 24 * HOUR_MS;
  toy.notices = [
    { ...notice, id: 'a'.repeat(64), atMs: fixture.nowMs },
    { ...notice, id: 'b'.repeat(64), atMs: old },
  ];
  const deliver = await ended('call-7');
  for (let times = 0; times < 2; times++) await deliver();
  expect(kinds()).toEqual(['call.completed', 'insight.high_priority']);
  expect(notifier.received[1]).not.toContain('call-7');
  const named = new FinishCall({ ...fixture.deps, notifiers: [notifier], derivations: [toy], withCallIds: true });
  toy.notices = [{ ...notice, id: 'c'.repeat(64), atMs: fixture.nowMs }];
  const record = await fixture.record('call-7');
  await named.execute(record ?? expect.unreachable());
  expect(NoticeDocument.parse(JSON.parse(notifier.received[2] ?? ''))).toMatchObject({ callId: 'call-7' });
});

describe('erasing', () => {
  const erase = (more: Partial<ConstructorParameters<typeof EraseCall>[0]> = {}) =>
    new EraseCall({ ...fixture.deps, finishCall, ...more }).execute(fixture.hash('call-7'));

  test('removes what was derived, and the receipt lists it', async () => {
    await (await ended('call-7'))();
    expect(await erase()).toMatchObject({ recordRemoved: true, derived: [{ name: 'toy', removed: 1 }] });
    expect(toy.kept.size).toBe(0);
  });

  test('removes what a delivery derives while it is under way', async () => {
    await (await ended('call-7'))();
    const record = (await fixture.record('call-7')) ?? expect.unreachable();
    const repository = instead<RecordRepository>(fixture.repository, {
      delete: async (hash) => {
        await toy.derive(record);
        return fixture.repository.delete(hash);
      },
    });
    expect(await erase({ repository })).toMatchObject({ derived: [{ name: 'toy', removed: 2 }] });
    expect(toy.kept.size).toBe(0);
  });

  test('has what a dying process derives of it later removed by a sweep, for an hour', async () => {
    await (await ended('call-7'))();
    const record = (await fixture.record('call-7')) ?? expect.unreachable();
    await erase();
    await finishCall.resume();
    await toy.derive(record);
    await finishCall.resume();
    expect([toy.kept.size, await noted('call-7')]).toEqual([0, [fixture.hash('call-7')]]);
    fixture.nowMs += HOUR_MS + HOUR_MS / 4;
    await finishCall.resume();
    expect(await noted('call-7')).toEqual([]);
  });

  test('has a sweep derive again from the call if it dies before it is deleted, even if another sweep came before', async () => {
    await (await ended('call-7'))();
    const dying = instead(finishCall, {
      forget: async (hash) => {
        await finishCall.resume();
        await finishCall.forget(hash);
        throw down;
      },
    });
    await expect(erase({ finishCall: dying })).rejects.toBe(down);
    expect(toy.kept.size).toBe(0);
    await finishCall.resume();
    expect(toy.kept.size).toBe(1);
  });

  test('is completed when it is repeated, even if only the record was gone', async () => {
    await (await ended('call-7'))();
    const repository = instead<RecordRepository>(fixture.repository, {
      delete: async (hash) => {
        await fixture.repository.delete(hash);
        await toy.derive({ hash, revision: 1 } as never);
        throw down;
      },
    });
    await expect(erase({ repository })).rejects.toBe(down);
    expect(await erase()).toMatchObject({ recordRemoved: false, derived: [{ name: 'toy', removed: 1 }] });
    await expect(erase()).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });

  test('has a sweep derive from a call that came back without a result, in place of what a dying process left', async () => {
    await (await ended('call-7'))();
    const record = (await fixture.record('call-7')) ?? expect.unreachable();
    await erase();
    await toy.derive(record);
    const back = await fixture.start('call-7');
    await finishCall.resume();
    expect(toy.derived.at(-1)).toMatchObject({ state: 'analyzing', createdAtMs: back.record.createdAtMs });
  });

  test('derives again from a call that came back before what was derived from it is forgotten once more', async () => {
    await (await ended('call-7'))();
    const back = { ...(await fixture.record('call-7')), revision: 1 } as CallRecord;
    const repository = instead<RecordRepository>(fixture.repository, {
      delete: async (hash) => {
        const isRemoved = await fixture.repository.delete(hash);
        await fixture.repository.save(back);
        await finishCall.execute(back);
        return isRemoved;
      },
    });
    expect(await erase({ repository })).toMatchObject({ recordRemoved: true, derived: [{ name: 'toy', removed: 2 }] });
    expect(toy.kept.get(back.hash)).toBe(1);
  });

  test('removes nothing else while a derivation can’t forget', async () => {
    await (await ended('call-7'))();
    const failing = instead(finishCall, { forget: () => Promise.reject(down) });
    await expect(erase({ finishCall: failing })).rejects.toBe(down);
    expect(await fixture.record('call-7')).toBeDefined();
    expect(await fixture.documents()).not.toEqual([]);
  });
});
