import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { MemoryResultStore } from '@earshot/adapters-memory';
import type { JobId } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { OVERVIEW_ATTRIBUTES } from '../../src/dynamodb/calls-table.js';
import { type CapacityUse, createTableInput, DynamoRecordRepository } from '../../src/dynamodb/index.js';
import { positionText } from '../../src/dynamodb/keys.js';
import { longPartsOf } from '../../src/dynamodb/overflow.js';
import { toItem } from '../../src/dynamodb/record-item.js';
import { SAMPLE_MS, sampleCall } from './sample-call.js';

const mock = mockClient(DynamoDBDocumentClient);
const client = mock as unknown as DynamoDBDocumentClient;
const record = sampleCall(1);
const { hash } = record;
const position = positionText({ recordedAtMs: record.recordedAt.ms, hash });
const COMMON = { TableName: 'calls', ReturnConsumedCapacity: 'INDEXES' };

beforeEach(() => mock.reset());

const sent = () => mock.calls().map(({ args }) => [args[0].constructor.name, args[0].input]);
const repositoryWith = (options = {}) =>
  new DynamoRecordRepository({ onCapacity: () => {}, client, tableName: 'calls', shards: 2, ...options });

describe('get', () => {
  it('reads one item, consistently', async () => {
    mock.on(GetCommand).resolves({ Item: toItem(record, 2) });
    expect(await repositoryWith().get(hash)).toEqual(record);
    expect(sent()).toEqual([['GetCommand', { ...COMMON, Key: { hash }, ConsistentRead: true }]]);
  });
});

describe('findByJob', () => {
  it('follows the pointer of the job, consistently', async () => {
    mock.on(GetCommand, { Key: { hash: 'job#job-1' } }).resolves({ Item: { hash: 'job#job-1', call_hash: hash } });
    mock.on(GetCommand, { Key: { hash } }).resolves({ Item: toItem(record, 2) });
    expect(await repositoryWith().findByJob('job-1' as JobId)).toEqual(record);
    expect(sent()).toEqual([
      ['GetCommand', { ...COMMON, Key: { hash: 'job#job-1' }, ConsistentRead: true }],
      ['GetCommand', { ...COMMON, Key: { hash }, ConsistentRead: true }],
    ]);
  });
});

describe('save', () => {
  it('writes the pointers, then the item on condition that there is none', async () => {
    mock.on(BatchWriteCommand).resolves({}).on(UpdateCommand).resolves({});
    await repositoryWith().save(record);
    const shard = Number.parseInt(hash.slice(-8), 16) % 2;
    const pointer = (listing: string) => {
      const key = `${listing}#${position}#${SAMPLE_MS}`;
      const Item = { hash: key, listing: `${listing}#${shard}`, position, written_by: expect.any(String) };
      return { PutRequest: { Item } };
    };
    type Sent = [string, UpdateCommand['input']];
    const [[, pointers], [, item], ...rest] = sent() as [Sent, Sent, ...Sent[]];
    expect(pointers).toEqual({
      ReturnConsumedCapacity: 'INDEXES',
      RequestItems: {
        calls: [
          pointer('category#billing'),
          pointer('category#complaint'),
          pointer('topic#refund'),
          pointer('topic#late delivery'),
          { PutRequest: { Item: { hash: 'job#job-1', call_hash: hash } } },
        ],
      },
    });
    expect(item).toMatchObject({ ...COMMON, Key: { hash }, ConditionExpression: 'attribute_not_exists(#hash)' });
    expect(assignmentsOf(item)).toEqual(toItem(record, 2));
    expect(item.UpdateExpression).toMatch(/ REMOVE #\d+(, #\d+)* ADD #pointers :pointers$/);
    expect(item.ExpressionAttributeValues?.[':pointers']).toHaveProperty('size', 5);
    expect(rest.map(([name]) => name)).toEqual(Array.from({ length: 4 }, () => 'UpdateCommand'));
    expect(rest[0]?.[1]).toMatchObject({
      Key: { hash: `category#billing#${position}#${SAMPLE_MS}` },
      UpdateExpression: 'SET #overview = :overview',
      ConditionExpression: '#writer = :writer',
      ExpressionAttributeNames: { '#overview': 'details', '#writer': 'written_by' },
    });
  });

  it('writes a later revision on condition that the one before is kept', async () => {
    mock.on(BatchWriteCommand).resolves({}).on(UpdateCommand).resolves({}).on(GetCommand).resolves({});
    await repositoryWith().save(sampleCall(1, { revision: 7 }));
    const [call] = mock.commandCalls(UpdateCommand);
    expect(call?.args[0].input).toMatchObject({
      ConditionExpression: '#revision = :previous AND #created = :created',
      ExpressionAttributeNames: { '#revision': 'revision', '#created': 'created_at' },
      ExpressionAttributeValues: { ':previous': 6 },
    });
  });

  it('takes away what the record no longer has', async () => {
    mock.on(UpdateCommand).resolves({}).on(GetCommand).resolves({});
    const { media: _, metadata: __, analysis: ___, ...bare } = sampleCall(1, { jobs: [], revision: 2 });
    await repositoryWith().save(bare);
    const [[get], [, item], ...rest] = sent() as [[string, unknown], [string, UpdateCommand['input']]];
    expect(get).toBe('GetCommand');
    const [, removed = ''] = / REMOVE (.*)$/.exec(item.UpdateExpression ?? '') ?? [];
    expect(
      removed
        .split(', ')
        .map((place) => item.ExpressionAttributeNames?.[place])
        .sort(),
    ).toEqual([
      'analysis_detail',
      'analysis_facts',
      'audio_summary',
      'bedrock_invocation_arn',
      'call_categories',
      'call_summary',
      'custom_fields',
      'due_listing',
      'due_position',
      'job_id',
      'metadata',
      'overflow_uri',
      's3_input_uri',
      's3_output_uri',
      'topic_summary',
      'topics',
      'transcript',
    ]);
    expect(rest).toEqual([]);
  });

  it('puts long parts beyond the limit into the overflow, and their location into the item', async () => {
    mock.on(BatchWriteCommand).resolves({}).on(UpdateCommand).resolves({});
    const store = new MemoryResultStore();
    const long = sampleCall(1, {}, 200);
    await repositoryWith({ overflow: { store, prefix: 's3://records/long/' } }).save(long);
    const { uris } = await store.list('s3://');
    expect(uris).toEqual([
      expect.stringMatching(new RegExp(`^s3://records/long/${hash}/${SAMPLE_MS}-[0-9a-f]{64}\\.json$`)),
    ]);
    const body = JSON.parse(new TextDecoder().decode(await store.get(uris[0] as never)));
    expect(body).toEqual(longPartsOf(long));
    const item = mock.commandCalls(UpdateCommand)[0]?.args[0].input;
    expect(assignmentsOf(item)).toEqual(toItem(long, 2, uris[0]));
    expect(assignmentsOf(item)).not.toHaveProperty('transcript');
  });

  it('sends what was left undone again, after ever longer waits', async () => {
    const left = (count: number) => ({
      UnprocessedItems: { calls: Array.from({ length: count }, (_, n) => undone(n)) },
    });
    const undone = (n: number) => ({ PutRequest: { Item: { hash: `job#${n}`, call_hash: hash } } });
    mock.on(BatchWriteCommand).resolvesOnce(left(2)).resolvesOnce(left(1)).resolves({}).on(UpdateCommand).resolves({});
    const waits: number[] = [];
    await repositoryWith({ wait: async (ms: number) => void waits.push(ms) }).save(record);
    const batches = mock
      .commandCalls(BatchWriteCommand)
      .map(({ args }) => args[0].input.RequestItems?.['calls']?.length);
    expect(batches).toEqual([5, 2, 1]);
    expect(waits).toEqual([25, 50]);
  });

  it('writes no more than 25 pointers at a request', async () => {
    mock.on(BatchWriteCommand).resolves({}).on(UpdateCommand).resolves({});
    const names = Array.from({ length: 30 }, (_, n) => `name ${n}`);
    await repositoryWith().save(
      sampleCall(1, {
        analysis: { ...(record.analysis as never as object), categories: names, topics: names } as never,
      }),
    );
    const batches = mock
      .commandCalls(BatchWriteCommand)
      .map(({ args }) => args[0].input.RequestItems?.['calls']?.length);
    expect(batches).toEqual([25, 25, 11]);
  });
});

describe('delete', () => {
  it('removes pointers, then long parts, then the item on condition that it is the same, then what came back', async () => {
    const store = new MemoryResultStore();
    const uri = `s3://records/long/${hash}/1-x.json`;
    await store.put(uri as never, new Uint8Array());
    mock.on(GetCommand).resolves({ Item: { revision: 3, pointers: new Set(['job#job-1']), overflow_uri: uri } });
    mock.on(BatchWriteCommand).resolves({}).on(UpdateCommand).resolves({});
    mock.on(DeleteCommand).resolves({ Attributes: { hash, revision: 3, pointers: new Set(['job#job-1']) } });
    expect(await repositoryWith({ overflow: { store, prefix: 's3://records/long/' } }).delete(hash)).toBe(true);
    const same = { ConditionExpression: '#revision = :revision', ExpressionAttributeValues: { ':revision': 3 } };
    expect(sent()).toMatchObject([
      ['GetCommand', { Key: { hash }, ConsistentRead: true, ProjectionExpression: '#0, #1, #2' }],
      ['BatchWriteCommand', { RequestItems: { calls: [{ DeleteRequest: { Key: { hash: 'job#job-1' } } }] } }],
      ['UpdateCommand', { Key: { hash }, UpdateExpression: 'REMOVE #overflow', ...same }],
      ['DeleteCommand', { ...COMMON, Key: { hash }, ReturnValues: 'ALL_OLD', ...same }],
      ['BatchWriteCommand', { RequestItems: { calls: [{ DeleteRequest: { Key: { hash: 'job#job-1' } } }] } }],
    ]);
    expect(await store.list('s3://')).toEqual({ uris: [] });
  });
});

describe('onCapacity', () => {
  it('is told what each request took', async () => {
    const uses: CapacityUse[] = [];
    const shares = { 'calls-by-time': { CapacityUnits: 2 }, 'calls-by-state': { CapacityUnits: 1 } };
    mock.on(BatchWriteCommand).resolves({ ConsumedCapacity: [{ TableName: 'calls', CapacityUnits: 10 }] });
    mock.on(UpdateCommand).resolves({ ConsumedCapacity: { CapacityUnits: 7, GlobalSecondaryIndexes: shares } });
    mock.on(GetCommand).resolves({ ConsumedCapacity: { CapacityUnits: 1.5 } });
    const repository = repositoryWith({ onCapacity: (use: CapacityUse) => uses.push(use) });
    await repository.save(sampleCall(1, { analysis: undefined }));
    await repository.get(hash);
    expect(uses).toEqual([
      { operation: 'save', request: 'BatchWriteItem', readUnits: 0, writeUnits: 10, indexes: {} },
      {
        operation: 'save',
        request: 'UpdateItem',
        readUnits: 0,
        writeUnits: 7,
        indexes: { 'calls-by-time': 2, 'calls-by-state': 1 },
      },
      { operation: 'get', request: 'GetItem', readUnits: 1.5, writeUnits: 0, indexes: {} },
    ]);
  });
});

describe('createTableInput', () => {
  it('describes a table that is paid by the request, with a key and three indexes', () => {
    const index = (IndexName: string, listing: string) => ({
      IndexName,
      KeySchema: [
        { AttributeName: listing, KeyType: 'HASH' },
        { AttributeName: 'position', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...OVERVIEW_ATTRIBUTES] },
    });
    const due = {
      IndexName: 'calls-due',
      KeySchema: [
        { AttributeName: 'due_listing', KeyType: 'HASH' },
        { AttributeName: 'due_position', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    };
    expect(createTableInput('calls')).toEqual({
      TableName: 'calls',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['hash', 'listing', 'state_listing', 'position', 'due_listing', 'due_position'].map(
        (AttributeName) => ({ AttributeName, AttributeType: 'S' }),
      ),
      KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [index('calls-by-time', 'listing'), index('calls-by-state', 'state_listing'), due],
    });
  });
});

/** The attributes that an update sets, with the key: the item that it makes. */
function assignmentsOf(input: UpdateCommand['input'] | undefined): object {
  const [, set = ''] = /^SET (.*?)(?: REMOVE .*| ADD .*)?$/.exec(input?.UpdateExpression ?? '') ?? [];
  const pairs = set.split(', ').map((clause) => {
    const [place = '', value = ''] = clause.split(' = ');
    return [input?.ExpressionAttributeNames?.[place], input?.ExpressionAttributeValues?.[value]];
  });
  return { ...input?.Key, ...Object.fromEntries(pairs) };
}
