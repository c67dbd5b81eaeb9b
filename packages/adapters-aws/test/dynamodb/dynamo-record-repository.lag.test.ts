import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { CallFilter, RecordRepository } from '@earshot/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamoRecordRepository } from '../../src/dynamodb/index.js';
import { type TablesUnderTest, tablesUnderTest } from './calls-table.js';
import { interceptedClient } from './intercepted.js';
import { SAMPLE_MS, sampleAnalysis, sampleCall } from './sample-call.js';

let tables: TablesUnderTest;
let tableName: string;
let snapshotName: string;
let repository: RecordRepository;

beforeAll(async () => {
  tables = await tablesUnderTest();
});
afterAll(() => tables.close());

beforeEach(async () => {
  tableName = await tables.createTable();
  snapshotName = await tables.createTable();
  const client = interceptedClient(tables.client, async (name, send, input) => {
    if (name === 'QueryCommand') Object.assign(input as object, { TableName: snapshotName });
    return send();
  });
  repository = new DynamoRecordRepository({ client, tableName });
});
afterEach(async () => {
  await tables.dropTable(tableName);
  await tables.dropTable(snapshotName);
});

/** Lets the indexes catch up: until then they say what they said before. */
async function settle(): Promise<void> {
  const { Items: before = [] } = await tables.client.send(new ScanCommand({ TableName: snapshotName }));
  const { Items: now = [] } = await tables.client.send(new ScanCommand({ TableName: tableName }));
  const keys = new Set(now.map(({ hash }) => hash));
  const requests = [
    ...before.flatMap(({ hash }) => (keys.has(hash) ? [] : [{ DeleteRequest: { Key: { hash } } }])),
    ...now.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let start = 0; start < requests.length; start += 25) {
    const RequestItems = { [snapshotName]: requests.slice(start, start + 25) };
    await tables.client.send(new BatchWriteCommand({ RequestItems }));
  }
}

const listed = async (filter: CallFilter) =>
  (await repository.list({ filter, limit: 100 })).calls.map(({ callId, revision }) => `${callId} at ${revision}`);

describe('while the indexes lag behind', () => {
  it('an erased call is in no list by category or topic, either, once they have caught up', async () => {
    await repository.save(sampleCall(1));
    await settle();
    await repository.delete(sampleCall(1).hash);
    await settle();
    expect(await listed({ category: 'billing' })).toEqual([]);
    expect(await listed({ topic: 'refund' })).toEqual([]);
    expect(await listed({})).toEqual([]);
  });

  it('a call that lost a category is listed by it as it was, and then no longer', async () => {
    await repository.save(sampleCall(1));
    await settle();
    await repository.save(sampleCall(1, { revision: 2, analysis: sampleAnalysis(1, { categories: ['other'] }) }));
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 1']);
    await settle();
    expect(await listed({ category: 'billing' })).toEqual([]);
    expect(await listed({ category: 'other' })).toEqual(['call-1 at 2']);
  });

  it('a call that moved is listed by category at its old place, and then only at its new one', async () => {
    await repository.save(sampleCall(1));
    await repository.save(sampleCall(2));
    await settle();
    const recordedAt = { ms: SAMPLE_MS - 3_000, source: 'message' } as const;
    await repository.save(sampleCall(1, { revision: 2, recordedAt }));
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 1', 'call-2 at 1']);
    await settle();
    expect(await listed({ category: 'billing' })).toEqual(['call-2 at 1', 'call-1 at 2']);
  });

  it('a list by category shows calls by their items where a save has not given the pointers an overview yet', async () => {
    let settled = false;
    const client = interceptedClient(tables.client, async (name, send, input) => {
      if (name === 'QueryCommand') Object.assign(input as object, { TableName: snapshotName });
      const answer = await send();
      if (name === 'BatchWriteCommand' && !settled) await settle();
      settled = true;
      return answer;
    });
    await new DynamoRecordRepository({ client, tableName }).save(sampleCall(1));
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 1']);
    await repository.save(sampleCall(1, { revision: 2, state: 'failed' }));
    expect(await listed({ category: 'billing' })).toEqual(['call-1 at 2']);
    expect(await listed({ category: 'billing', state: 'completed' })).toEqual([]);
  });

  it('lists show calls as they were, whole', async () => {
    await repository.save(sampleCall(1));
    await settle();
    await repository.save(sampleCall(1, { revision: 2, state: 'failed' }));
    expect(await listed({})).toEqual(['call-1 at 1']);
    expect(await listed({ category: 'billing', state: 'completed' })).toEqual(['call-1 at 1']);
    expect(await listed({ state: 'completed' })).toEqual(['call-1 at 1']);
    expect(await listed({ state: 'failed' })).toEqual([]);
    await settle();
    expect(await listed({ state: 'failed' })).toEqual(['call-1 at 2']);
    expect(await listed({ state: 'completed' })).toEqual([]);
  });

  it('get sees what was saved', async () => {
    const record = sampleCall(1);
    await repository.save(record);
    expect(await repository.get(record.hash)).toEqual(record);
    expect(await repository.findByJob(record.jobs[0]?.jobId as never)).toEqual(record);
  });
});
