import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type CallHash, type DuePosition, type OpenState, SweepJobs } from '@earshot/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CapacityUse, DynamoRecordRepository, DynamoSharedState } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { measureOldest } from './capacity.js';
import { SAMPLE_MS, sampleLife } from './sample-call.js';

let tables: TablesUnderTest;
let tableName: string;
let repository: DynamoRecordRepository;
let uses: CapacityUse[];

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());
beforeEach(async () => {
  tableName = await tables.createTable();
  uses = [];
  const onCapacity = (use: CapacityUse) => uses.push(use);
  repository = new DynamoRecordRepository({ client: tables.client, tableName, onCapacity });
});

const due = (state: OpenState, limit: number, after?: DuePosition) =>
  repository.listDue({ state, untilMs: SAMPLE_MS, limit, after });

/** Leaves a call's item as a version without the index saves it. */
const forgetDue = (hash: CallHash) =>
  tables.client.send(
    new UpdateCommand({ TableName: tableName, Key: { hash }, UpdateExpression: 'REMOVE due_listing, due_position' }),
  );

it('lists what a version without the index saved once it is saved again, and deletes it either way', async () => {
  const [submitted, analyzing] = sampleLife(1);
  const [other] = sampleLife(2);
  if (submitted === undefined || analyzing === undefined || other === undefined)
    throw new Error('a life is three saves');
  for (const record of [submitted, other]) {
    await repository.save(record);
    await forgetDue(record.hash);
  }
  expect(await repository.get(submitted.hash)).toEqual(submitted);
  expect((await repository.list({ filter: { state: 'submitted' }, limit: 9 })).calls).toHaveLength(2);
  expect(await due('submitted', 9)).toEqual({ calls: [] });
  await repository.save(analyzing);
  expect((await due('analyzing', 9)).calls).toEqual([{ dueAtMs: SAMPLE_MS, hash: analyzing.hash }]);
  expect(await repository.delete(other.hash)).toBe(true);
  expect(await repository.delete(analyzing.hash)).toBe(true);
  expect(await repository.countOpen('analyzing')).toBe(0);
});

it('lists what a version without the index saved after the next sweep', async () => {
  const state = new DynamoSharedState({ client: tables.client, tableName });
  const lives = Array.from({ length: 12 }, (_, number) => sampleLife(number).slice(0, 1 + (number % 2)));
  for (const life of lives) for (const record of life) await repository.save(record);
  const earlier = lives.flatMap((life) => life.at(-1) ?? []).slice(0, 8);
  for (const { hash } of earlier) await forgetDue(hash);
  expect((await due('submitted', 99)).calls).toHaveLength(2);
  const unused = () => Promise.reject(new Error('no job has ended'));
  await new SweepJobs({
    repository,
    state,
    analyzer: { status: async () => ({ state: 'running' }) },
    persistResult: { execute: unused },
    recordFailure: { execute: unused },
    now: () => new Date(SAMPLE_MS + 3_600_000),
  }).execute();
  expect((await due('submitted', 99)).calls).toHaveLength(6);
  expect((await due('analyzing', 99)).calls).toHaveLength(6);
  const revisions = await Promise.all(
    lives.map(async ([record]) => (await repository.get(record?.hash ?? ('' as CallHash)))?.revision),
  );
  expect(revisions).toEqual(lives.map((life, number) => life.length + (number < 8 ? 1 : 0)));
});

it('takes as much for the next calls to start among 2,000 as among 100', async () => {
  const at = async (waiting: number) =>
    measureOldest({ client: tables.client, tableName: await tables.createTable(), waiting });
  expect(await at(2_000)).toBe(await at(100));
});

it('asks each partition once for as many calls as its least charge covers', async () => {
  const lives = Array.from({ length: 60 }, (_, number) => sampleLife(number)[0]);
  for (const record of lives) if (record !== undefined) await repository.save(record);
  uses.length = 0;
  const { calls, next } = await due('submitted', 20);
  expect(calls).toHaveLength(20);
  expect(uses.map(({ operation, request, readUnits }) => [operation, request, readUnits])).toEqual(
    Array.from({ length: 8 }, () => ['listDue', 'Query', 0.5]),
  );
  expect((await due('submitted', 100, next)).calls).toHaveLength(40);
});
