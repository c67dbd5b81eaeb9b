import { MemoryRecordRepository, MemorySharedState } from '@earshot/adapters-memory';
import { EarshotError, FinishCall, type RecordRepository, RederiveCalls } from '@earshot/core';
import { beforeEach, expect, test } from 'vitest';
import { aRecord } from '../model/records.js';
import { instead } from './fixture.js';
import { ToyDerivation } from './toy-derivation.js';

const COUNT = 230;
const records = Array.from({ length: COUNT }, (_, number) =>
  aRecord({ callId: `call-${number}`, state: 'completed', recordedAt: { ms: number, source: 'transport' } }),
);

let repository: MemoryRecordRepository;
let toy: ToyDerivation;
let rederive: RederiveCalls;

beforeEach(async () => {
  repository = new MemoryRecordRepository({ scanLimit: 50 });
  for (const record of records) await repository.save(record);
  toy = new ToyDerivation();
  rederive = new RederiveCalls({ repository, derivations: [toy] });
});

const all = async (filter = {}) => (await rederive.list(filter)).calls;

test('derives every call that matches and has a result, newest first, and counts what changed', async () => {
  const submitted = aRecord({ callId: 'submitted' });
  await repository.save(submitted);
  toy.changes = { added: 2, changed: 1, withdrawn: 0, unchanged: 3 };
  let steps = 0;
  expect(await rederive.execute(await all(), { onCall: () => steps++ })).toEqual({
    derived: COUNT,
    current: 0,
    failed: [],
    changes: { toy: { added: 2 * COUNT, changed: COUNT, withdrawn: 0, unchanged: 3 * COUNT } },
  });
  expect([toy.derived.length, steps]).toEqual([COUNT, COUNT]);
  const newest = Math.max(...records.map(({ recordedAt }) => recordedAt.ms));
  expect(toy.derived[0]?.recordedAt.ms).toBe(newest);
  expect(await all({ fromMs: newest })).toHaveLength(1);
});

test('goes on after an interruption where it stopped: what is current is not read', async () => {
  const calls = await all();
  await rederive.execute(calls.slice(0, 100));
  let reads = 0;
  const counting = instead<RecordRepository>(repository, {
    get: async (hash) => {
      reads++;
      return repository.get(hash);
    },
  });
  const again = new RederiveCalls({ repository: counting, derivations: [toy] });
  expect(await again.execute(calls)).toMatchObject({ derived: COUNT - 100, current: 100 });
  // Deriving reads the record before and after.
  expect(reads).toBe(2 * (COUNT - 100));
});

test('derives again by force, and where named rules have changed', async () => {
  const calls = await all();
  await rederive.execute(calls);
  expect(await rederive.execute(calls)).toMatchObject({ derived: 0, current: COUNT });
  expect(await rederive.execute(calls, { rules: ['changed'] })).toMatchObject({ derived: COUNT });
  expect(await rederive.execute(calls, { isForced: true })).toMatchObject({ derived: COUNT });
});

test('runs only the derivation that is not current', async () => {
  const [call = expect.unreachable()] = await all();
  await rederive.execute([call]);
  const other = new ToyDerivation('other');
  const both = new RederiveCalls({ repository, derivations: [toy, other] });
  expect(await both.execute([call])).toMatchObject({ derived: 1, changes: { toy: {}, other: {} } });
  expect([toy.derived.length, other.derived.length]).toEqual([1, 1]);
});

test('runs only the derivations that are asked for', async () => {
  const [call = expect.unreachable()] = await all();
  const other = new ToyDerivation('other');
  const both = new RederiveCalls({ repository, derivations: [toy, other] });
  const { changes } = await both.execute([call], { derivations: ['other'] });
  expect([Object.keys(changes), toy.derived.length, other.derived.length]).toEqual([['other'], 0, 1]);
});

test('one call’s error leaves the others alone, and is reported', async () => {
  const [bad = expect.unreachable(), ...others] = await all();
  toy.before = () => {
    if (toy.derived.at(-1)?.hash === bad.hash) throw new EarshotError('EARSHOT_DENIED', 'no permission');
  };
  const { derived, failed } = await rederive.execute([bad, ...others]);
  expect(derived).toBe(COUNT - 1);
  expect(failed).toMatchObject([{ hash: bad.hash, callId: bad.callId, error: { code: 'EARSHOT_DENIED' } }]);
});

test('a call that was erased since it was listed is passed over, and one that changed is derived as it is', async () => {
  const [gone = expect.unreachable(), changed = expect.unreachable()] = await all();
  await repository.delete(gone.hash);
  const record = (await repository.get(changed.hash)) ?? expect.unreachable();
  await repository.save({ ...record, revision: 2 });
  expect(await rederive.execute([gone, changed])).toMatchObject({ derived: 2, failed: [] });
  expect(toy.derived.map(({ revision }) => revision)).toEqual([2]);
});

test('damaged calls are named, and the others listed', async () => {
  const hash = records[0]?.hash ?? expect.unreachable();
  const damaged = instead<RecordRepository>(repository, {
    list: async (request) => ({
      ...(await repository.list(request)),
      damaged: request.after === undefined ? [hash] : [],
    }),
  });
  const listed = await new RederiveCalls({ repository: damaged, derivations: [toy] }).list();
  expect([listed.damaged, listed.calls.length]).toEqual([[hash], COUNT]);
});

test('a call whose deriving breaks off is derived by the next sweep; others are not', async () => {
  const digests = { sha256Hex: () => '' };
  const state = new MemorySharedState();
  const finishCall = new FinishCall({
    derivations: [toy],
    notifiers: [],
    state,
    repository,
    digests,
    now: () => new Date(),
  });
  rederive = new RederiveCalls({ repository, derivations: [toy], finishCall });
  const [one, other] = await all();
  if (one === undefined || other === undefined) return expect.unreachable();
  toy.before = () => toy.derived.length === 1 && Promise.reject(new EarshotError('EARSHOT_UNAVAILABLE', 'no answer'));
  expect((await rederive.execute([one, other], { concurrency: 1 })).failed).toMatchObject([{ hash: one.hash }]);
  await finishCall.resume();
  expect(toy.derived.map(({ hash }) => hash)).toEqual([one.hash, other.hash, one.hash]);
});
