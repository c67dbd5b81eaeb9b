import { MemoryInsightRepository, MemoryRecordRepository } from '@earshot/adapters-memory';
import { type CallHash, CoachDerivation, DeriveCall, EarshotError } from '@earshot/core';
import { beforeEach, expect, test } from 'vitest';
import { anAnalysis, aRecord } from '../model/records.js';
import { instead } from './fixture.js';
import { ToyDerivation } from './toy-derivation.js';

const record = aRecord({ callId: 'call-7', state: 'completed' });
const next = { ...record, revision: 2 };

let repository: MemoryRecordRepository;
let one: ToyDerivation;
let two: ToyDerivation;
let deriveCall: DeriveCall;

beforeEach(async () => {
  repository = new MemoryRecordRepository();
  one = new ToyDerivation('one');
  two = new ToyDerivation('two');
  deriveCall = new DeriveCall({ derivations: [one, two], repository });
  await repository.save(record);
});

const revisions = () => one.derived.map(({ revision }) => revision);

test('each derivation derives from the record, once if it stays as it is', async () => {
  expect([...(await deriveCall.execute(record)).derived.keys()]).toEqual(['one', 'two']);
  expect([one.derived, two.derived]).toEqual([[record], [record]]);
});

test('derives again from the record as it is stored, if that is another one', async () => {
  one.before = () => one.derived.length === 1 && repository.save(next);
  await deriveCall.execute(record);
  expect(revisions()).toEqual([1, 2]);
});

test('derives again from a call that was erased and came back with the same revision', async () => {
  const back = { ...record, createdAtMs: record.createdAtMs + 1 };
  one.before = async () => {
    if (one.derived.length === 1 && (await repository.delete(record.hash))) await repository.save(back);
  };
  await deriveCall.execute(record);
  expect(one.derived).toEqual([record, back]);
});

test('of a call that was erased meanwhile leaves nothing', async () => {
  one.before = () => repository.delete(record.hash);
  expect(await deriveCall.execute(record)).toEqual({ derived: new Map() });
  expect([one.kept.size, two.kept.size]).toEqual([0, 0]);
});

test('derives again from a call that came back before what was left of it is forgotten', async () => {
  const forget = async (hash: CallHash) => {
    if ((await repository.get(hash)) === undefined) await repository.save(record);
    return one.forget(hash);
  };
  deriveCall = new DeriveCall({ derivations: [instead(one, { forget })], repository });
  one.before = () => one.derived.length === 1 && repository.delete(record.hash);
  expect((await deriveCall.execute(record)).derived.size).toBe(1);
  expect([...one.kept]).toEqual([[record.hash, 1]]);
});

test('takes the stored record for the latest, even if an erased one that seems later left something', async () => {
  const insights = new MemoryInsightRepository();
  const digests = { sha256Hex: (text: string | Uint8Array) => `${text}` };
  const coaching = new CoachDerivation({ insights, rulesets: [], digests });
  const transcript = { ...record, analysis: anAnalysis() };
  await coaching.derive({ ...transcript, createdAtMs: record.createdAtMs + 1, revision: 7 });
  await repository.delete(record.hash);
  await repository.save(transcript);
  await new DeriveCall({ derivations: [coaching], repository }).execute(transcript);
  expect(await insights.scoreOf(record.hash)).toMatchObject({ recordCreatedAtMs: record.createdAtMs, revision: 1 });
});

test('forgets what an erased record left in one derivation, and leaves the others alone', async () => {
  two.changes = { added: 0, changed: 0, withdrawn: 0, unchanged: 1 };
  const isCurrent = async () => one.forgotten.length > 0;
  deriveCall = new DeriveCall({ derivations: [instead(one, { isCurrent }), two], repository });
  expect((await deriveCall.execute(record)).derived.size).toBe(2);
  expect([one.forgotten, two.forgotten]).toEqual([[record.hash], []]);
});

test('gives up on a call that changes each time', async () => {
  let { revision } = record;
  one.before = () => repository.save({ ...record, revision: ++revision });
  await expect(deriveCall.execute(record)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: true });
  expect(one.derived).toHaveLength(8);
});

const denied = new EarshotError('EARSHOT_DENIED', 'no permission', { details: { table: 'insights' } });
const failure = { code: 'EARSHOT_DENIED', retryable: true, details: { table: 'insights' }, cause: denied };

test('what makes one derivation fail leaves the others alone, and is worth another try', async () => {
  deriveCall = new DeriveCall({
    derivations: [instead(one, { derive: () => Promise.reject(denied) }), two],
    repository,
  });
  const { derived, error } = await deriveCall.execute(record);
  expect([...derived.keys()]).toEqual(['two']);
  expect(error).toMatchObject(failure);
});

test('where one derivation fails, the others still follow a record that changes meanwhile', async () => {
  const failing = instead(one, { derive: () => Promise.reject(denied) });
  deriveCall = new DeriveCall({ derivations: [failing, two], repository });
  two.before = () => two.derived.length === 1 && repository.save(next);
  expect((await deriveCall.execute(record)).error).toMatchObject(failure);
  expect([...two.kept]).toEqual([[record.hash, 2]]);
});

test('what keeps one derivation from forgetting leaves the others alone, and is worth another try', async () => {
  await two.derive(record);
  deriveCall = new DeriveCall({
    derivations: [instead(one, { forget: () => Promise.reject(denied) }), two],
    repository,
  });
  await expect(deriveCall.forget(record.hash)).rejects.toMatchObject(failure);
  expect(two.kept.size).toBe(0);
});

test('without derivations, reads nothing', async () => {
  const unread = instead(repository, { get: () => expect.unreachable() });
  expect(await new DeriveCall({ derivations: [], repository: unread }).execute(record)).toEqual({
    derived: new Map(),
  });
});
