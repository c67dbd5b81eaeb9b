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
  expect(await deriveCall.execute(record)).toHaveLength(2);
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
  expect(await deriveCall.execute(record)).toEqual([]);
  expect([one.kept.size, two.kept.size]).toEqual([0, 0]);
});

test('derives again from a call that came back before what was left of it is forgotten', async () => {
  const forget = async (hash: CallHash) => {
    if ((await repository.get(hash)) === undefined) await repository.save(record);
    return one.forget(hash);
  };
  deriveCall = new DeriveCall({ derivations: [instead(one, { forget })], repository });
  one.before = () => one.derived.length === 1 && repository.delete(record.hash);
  expect(await deriveCall.execute(record)).toHaveLength(1);
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

test('gives up on a call that changes each time', async () => {
  let { revision } = record;
  one.before = () => repository.save({ ...record, revision: ++revision });
  await expect(deriveCall.execute(record)).rejects.toMatchObject({ code: 'EARSHOT_CONFLICT', retryable: true });
  expect(one.derived).toHaveLength(8);
});

test.each([
  ['derive', () => deriveCall.execute(record)],
  ['forget', () => deriveCall.forget(record.hash)],
] as const)(
  'what makes one derivation fail to %s leaves the others alone, and is worth another try',
  async (what, act) => {
    const denied = new EarshotError('EARSHOT_DENIED', 'no permission', { details: { table: 'insights' } });
    await two.derive(record);
    const failing = instead(one, { [what]: () => Promise.reject(denied) });
    deriveCall = new DeriveCall({ derivations: [failing, two], repository });
    await expect(act()).rejects.toMatchObject({
      code: 'EARSHOT_DENIED',
      retryable: true,
      details: { table: 'insights' },
      cause: denied,
    });
    expect(what === 'derive' ? two.derived.length : two.forgotten.length).toBe(what === 'derive' ? 2 : 1);
  },
);

test('without derivations, reads nothing', async () => {
  const unread = instead(repository, { get: () => expect.unreachable() });
  expect(await new DeriveCall({ derivations: [], repository: unread }).execute(record)).toEqual([]);
});
