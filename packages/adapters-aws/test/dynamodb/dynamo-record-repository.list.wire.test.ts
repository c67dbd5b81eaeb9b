import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { OVERVIEW_ATTRIBUTES } from '../../src/dynamodb/calls-table.js';
import { DynamoRecordRepository } from '../../src/dynamodb/index.js';
import { positionText } from '../../src/dynamodb/keys.js';
import { toItem } from '../../src/dynamodb/record-item.js';
import { SAMPLE_MS, sampleCall } from './sample-call.js';

const mock = mockClient(DynamoDBDocumentClient);
const client = mock as unknown as DynamoDBDocumentClient;
const record = sampleCall(1);
const { hash } = record;
const position = positionText({ recordedAtMs: record.recordedAt.ms, hash });
const COMMON = { TableName: 'calls', ReturnConsumedCapacity: 'INDEXES' };

beforeEach(() => mock.reset());

const repositoryWith = (options = {}) =>
  new DynamoRecordRepository({ onCapacity: () => {}, client, tableName: 'calls', shards: 2, ...options });

describe('list', () => {
  const query = (index: string, partition: string, low: string, high: string, limit: number) => ({
    ...COMMON,
    IndexName: index,
    KeyConditionExpression: '#partition = :partition AND #position BETWEEN :low AND :high',
    ExpressionAttributeNames: {
      '#partition': index === 'calls-by-state' ? 'state_listing' : 'listing',
      '#position': 'position',
    },
    ExpressionAttributeValues: { ':partition': partition, ':low': low, ':high': high },
    Limit: limit,
  });
  const queries = () => mock.commandCalls(QueryCommand).map(({ args }) => args[0].input);
  const answer = (...numbers: number[]) => ({ Items: numbers.map((number) => toItem(sampleCall(number), 2)) });

  it('asks every shard for its share of the page', async () => {
    mock.on(QueryCommand).resolves({});
    await repositoryWith().list({ filter: {}, limit: 10 });
    expect(queries()).toEqual([
      query('calls-by-time', 'all#0', '0', ':', 8),
      query('calls-by-time', 'all#1', '0', ':', 8),
    ]);
  });

  it('asks the index by state for a state, within times, after a position', async () => {
    mock.on(QueryCommand).resolves({});
    const after = { recordedAtMs: SAMPLE_MS, hash };
    await repositoryWith({ shards: 1 }).list({
      filter: { state: 'failed', fromMs: 0, toMs: SAMPLE_MS + 1 },
      limit: 5,
      after,
    });
    expect(queries()).toEqual([
      query('calls-by-state', 'failed#0', `${positionText(after)}!`, '08640000000000000$', 5),
    ]);
  });

  it('asks the pointers of a category, then for their calls, consistently', async () => {
    mock
      .on(QueryCommand)
      .resolves({ Items: [{ hash: 'category#billing#…', listing: 'category#billing#0', position }] });
    mock.on(BatchGetCommand).resolves({ Responses: { calls: [toItem(record, 1)] } });
    const page = await repositoryWith({ shards: 1 }).list({
      filter: { category: 'billing', topic: 'refund' },
      limit: 5,
    });
    expect(page.calls.map(({ callId }) => callId)).toEqual(['call-1']);
    expect(queries()).toEqual([query('calls-by-time', 'category#billing#0', '0', ':', 5)]);
    const [call] = mock.commandCalls(BatchGetCommand);
    const names = ['hash', ...OVERVIEW_ATTRIBUTES];
    expect(call?.args[0].input).toEqual({
      ReturnConsumedCapacity: 'INDEXES',
      RequestItems: {
        calls: {
          Keys: [{ hash }],
          ConsistentRead: true,
          ProjectionExpression: names.map((_, index) => `#${index}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
        },
      },
    });
  });

  it('names a call once to which several pointers of one place lead', async () => {
    mock.on(QueryCommand).resolves({ Items: [{ position }, { position }] });
    mock.on(BatchGetCommand).resolves({ Responses: { calls: [toItem(record, 1)] } });
    const page = await repositoryWith({ shards: 1 }).list({ filter: { category: 'billing' }, limit: 5 });
    expect(page.calls.map(({ callId }) => callId)).toEqual(['call-1']);
  });

  it('asks once for a call to which pointers of several places lead', async () => {
    const elsewhere = positionText({ recordedAtMs: SAMPLE_MS + 1, hash });
    mock.on(QueryCommand).resolves({ Items: [{ position: elsewhere }, { position }] });
    mock.on(BatchGetCommand).resolves({ Responses: { calls: [toItem(record, 1)] } });
    const page = await repositoryWith({ shards: 1 }).list({ filter: { category: 'billing' }, limit: 5 });
    expect(page.calls.map(({ callId }) => callId)).toEqual(['call-1']);
    const [call] = mock.commandCalls(BatchGetCommand);
    expect(call?.args[0].input.RequestItems?.['calls']?.Keys).toEqual([{ hash }]);
  });

  it('asks for a digest in place of a long name', async () => {
    mock.on(QueryCommand).resolves({});
    await repositoryWith({ shards: 1 }).list({ filter: { topic: 'x'.repeat(129) }, limit: 5 });
    expect(queries()[0]?.ExpressionAttributeValues?.[':partition']).toMatch(/^topic#sha256:[0-9a-f]{64}#0$/);
  });

  it('asks a shard again only when the order of the page depends on it', async () => {
    const more = { LastEvaluatedKey: {} };
    mock.on(QueryCommand).callsFake((input) => {
      const [partition, low] = [input.ExpressionAttributeValues[':partition'], input.ExpressionAttributeValues[':low']];
      if (partition === 'all#1') return answer(9);
      return low === '0' ? { ...answer(1, 2), ...more } : { ...answer(3, 4), ...more };
    });
    const { calls, next } = await repositoryWith().list({ filter: {}, limit: 4 });
    expect(calls.map(({ callId }) => callId)).toEqual(['call-1', 'call-2', 'call-3', 'call-4']);
    expect(next).toEqual({ recordedAtMs: SAMPLE_MS - 4_000, hash: sampleCall(4).hash });
    const partitions = queries().map((input) => input.ExpressionAttributeValues?.[':partition']);
    expect(partitions).toEqual(['all#0', 'all#1', 'all#0']);
  });

  it('sends nothing for times between which there is nothing', async () => {
    expect(await repositoryWith().list({ filter: { fromMs: 5, toMs: 5 }, limit: 5 })).toEqual({ calls: [] });
    expect(mock.calls()).toEqual([]);
  });

  it('looks at no more entries than the scan limit, and says where it stopped', async () => {
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    mock.on(QueryCommand).callsFake((input) => {
      const all = numbers.map((number) => toItem(sampleCall(number), 1)['position'] as string);
      const { ':low': low } = input.ExpressionAttributeValues;
      const rest = all.filter((text) => text >= low).slice(0, input.Limit);
      return { Items: rest.map((text) => ({ position: text })), LastEvaluatedKey: {} };
    });
    mock.on(BatchGetCommand).resolves({ Responses: { calls: [] } });
    const page = await repositoryWith({ shards: 1, scanLimit: 20 }).list({ filter: { category: 'gone' }, limit: 3 });
    const asked = mock
      .commandCalls(BatchGetCommand)
      .flatMap(({ args }) => args[0].input.RequestItems?.['calls']?.Keys ?? []);
    expect(page).toEqual({ calls: [], next: { recordedAtMs: SAMPLE_MS - 19_000, hash: sampleCall(19).hash } });
    expect(asked).toHaveLength(20);
  });
});
