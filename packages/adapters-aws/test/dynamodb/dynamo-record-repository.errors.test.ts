import { ConditionalCheckFailedException, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { MemoryResultStore } from '@earshot/adapters-memory';
import { type ErrorCode, isEarshotError, type JobId, overviewOf } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { DynamoRecordRepository } from '../../src/dynamodb/index.js';
import { toItem } from '../../src/dynamodb/record-item.js';
import { sampleAnalysis, sampleCall } from './sample-call.js';

const mock = mockClient(DynamoDBDocumentClient);
const client = mock as unknown as DynamoDBDocumentClient;
const wait = async () => {};
const repository = new DynamoRecordRepository({ client, tableName: 'calls', wait });
const record = sampleCall(1);
const first = { ':partition': 'all#0', ':low': '0', ':high': ':' };

beforeEach(() => {
  mock.reset();
  mock.on(BatchWriteCommand).resolves({});
});

const METADATA = { $metadata: {}, message: 'no' };
const named = (name: string, message = 'no') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });

async function rejection(promise: Promise<unknown>): Promise<readonly [ErrorCode, boolean] | unknown> {
  const error = await promise.then(
    () => 'resolved',
    (thrown: unknown) => thrown,
  );
  return isEarshotError(error) ? [error.code, error.retryable] : error;
}

describe('an error of DynamoDB', () => {
  it.each([
    [new ProvisionedThroughputExceededException(METADATA), 'EARSHOT_THROTTLED', true],
    [named('ThrottlingException'), 'EARSHOT_THROTTLED', true],
    [named('AccessDeniedException'), 'EARSHOT_DENIED', false],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'EARSHOT_UNAVAILABLE', true],
    [Object.assign(named('InternalServerError'), { $metadata: { httpStatusCode: 500 } }), 'EARSHOT_UNAVAILABLE', true],
  ] as const)('becomes one of Earshot at every method: %s', async (error, code, retryable) => {
    mock.onAnyCommand().rejects(error);
    const attempts = [
      repository.get(record.hash),
      repository.findByJob('job-1' as JobId),
      repository.save(record),
      repository.list({ filter: {}, limit: 1 }),
      repository.delete(record.hash),
    ];
    for (const attempt of attempts) expect(await rejection(attempt)).toEqual([code, retryable]);
  });

  it('keeps the original as its cause', async () => {
    const error = named('AccessDeniedException');
    mock.onAnyCommand().rejects(error);
    await expect(repository.get(record.hash)).rejects.toMatchObject({ cause: error });
  });

  it('is a conflict that may pass when a condition fails', async () => {
    mock.on(UpdateCommand).rejectsOnce(new ConditionalCheckFailedException(METADATA)).resolves({});
    mock.on(GetCommand).resolves({ Item: { revision: 4 } });
    const save = repository.save(record);
    await expect(save).rejects.toMatchObject({ details: { field: 'revision', expected: 5, found: 1 } });
    expect(await rejection(save)).toEqual(['EARSHOT_CONFLICT', true]);
  });

  it('is thrown on as it is when it is a programming mistake', async () => {
    mock.onAnyCommand().rejects(new TypeError('x is not a function'));
    expect(await rejection(repository.get(record.hash))).toBeInstanceOf(TypeError);
  });
});

describe('a record that is too large', () => {
  const said = 'x'.repeat(410_000);
  const large = sampleCall(1, { analysis: sampleAnalysis(0, { transcript: { text: said, segments: [] } }) });

  it('is refused before anything is written, with its size and the limit', async () => {
    const save = repository.save(large);
    await expect(save).rejects.toMatchObject({
      details: { expected: 409_600, found: expect.toSatisfy((n) => n > 410_000) },
    });
    expect(await rejection(save)).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
    expect(mock.calls()).toEqual([]);
  });

  it('fits once its long parts may lie elsewhere', async () => {
    mock.on(UpdateCommand).resolves({});
    const overflow = { store: new MemoryResultStore(), prefix: 's3://records/' };
    const roomy = new DynamoRecordRepository({ client, tableName: 'calls', overflow, inlineLimitBytes: 1_000_000 });
    await roomy.save(large);
    expect((await overflow.store.list('s3://records/')).uris).toHaveLength(1);
  });

  it('is refused even so when the rest is too large', async () => {
    const overflow = { store: new MemoryResultStore(), prefix: 's3://records/' };
    const roomy = new DynamoRecordRepository({ client, tableName: 'calls', overflow });
    const save = roomy.save(sampleCall(1, { metadata: { said } }));
    expect(await rejection(save)).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
    expect(await overflow.store.list('s3://')).toEqual({ uris: [] });
  });

  it.each([
    'Item size has exceeded the maximum allowed size',
    'Item size to update has exceeded the maximum allowed size',
  ])('is not supported when DynamoDB itself says so: %s', async (message) => {
    mock.on(UpdateCommand).rejects(named('ValidationException', message));
    expect(await rejection(repository.save(record))).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
  });
});

describe('a batch of which some is left undone every time', () => {
  it('is throttled', async () => {
    mock.on(BatchWriteCommand).callsFake(({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
    expect(await rejection(repository.save(record))).toEqual(['EARSHOT_THROTTLED', true]);
    expect(mock.commandCalls(UpdateCommand)).toEqual([]);
  });
});

describe('what can not be read', () => {
  it('is unreadable in an item', async () => {
    mock.on(GetCommand).resolves({ Item: { ...toItem(record, 8), state: 'SUCCESS' } });
    const got = repository.get(record.hash);
    await expect(got).rejects.toMatchObject({ details: { path: 'state' } });
    expect(await rejection(got)).toEqual(['EARSHOT_UNREADABLE', false]);
  });

  it('is left out of lists and named, also where an index holds no position', async () => {
    const [fine, torn] = [sampleCall(2), sampleCall(3)];
    const Items = [
      { position: 'nowhere', hash: record.hash },
      toItem(fine, 8),
      { ...toItem(torn, 8), details: 'torn' },
    ];
    mock.on(QueryCommand).resolves({}).on(QueryCommand, { ExpressionAttributeValues: first }).resolves({ Items });
    expect(await repository.list({ filter: {}, limit: 9 })).toEqual({
      calls: [overviewOf(fine)],
      damaged: [torn.hash, record.hash],
    });
  });

  it('tells for erasing what its fields still say', async () => {
    const whole = toItem(record, 8);
    const torn = { ...whole, details: { ...(whole['details'] as object), history: 'torn' } };
    mock.on(GetCommand).resolves({ Item: torn });
    expect(await rejection(repository.get(record.hash))).toEqual(['EARSHOT_UNREADABLE', false]);
    const { hash, callId, media, jobs } = record;
    expect(await repository.salvage(hash)).toEqual({ hash, callId, media: { uri: media?.uri }, jobs });
    mock.on(GetCommand).resolves({ Item: { hash, details: 'torn', call_id: 7 } });
    expect(await repository.salvage(hash)).toEqual({ hash });
  });

  it.each(['', '{', '{"topicSummaries":[]}'])('is unreadable in the overflow: %s', async (body) => {
    const store = new MemoryResultStore();
    const uri = 's3://records/long/1.json' as never;
    await store.put(uri, new TextEncoder().encode(body));
    mock.on(GetCommand).resolves({ Item: toItem(record, 8, uri) });
    const overflow = { store, prefix: 's3://records/' };
    const got = new DynamoRecordRepository({ client, tableName: 'calls', overflow }).get(record.hash);
    await expect(got).rejects.toMatchObject({ details: { uri } });
    expect(await rejection(got)).toEqual(['EARSHOT_UNREADABLE', false]);
  });
});

describe('what this repository can not do', () => {
  it('is to search text', async () => {
    const list = repository.list({ filter: { text: 'refund' }, limit: 1 });
    expect(await rejection(list)).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
  });

  it('is to read or remove long parts from a store that it was not given', async () => {
    mock.on(GetCommand).resolves({ Item: toItem(record, 8, 's3://records/long/1.json' as never) });
    expect(await rejection(repository.get(record.hash))).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
    expect(await rejection(repository.delete(record.hash))).toEqual(['EARSHOT_NOT_SUPPORTED', false]);
    expect(mock.calls().every(({ args }) => args[0] instanceof GetCommand)).toBe(true);
  });
});
