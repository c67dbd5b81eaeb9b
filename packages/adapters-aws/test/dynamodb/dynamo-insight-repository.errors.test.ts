import { ConditionalCheckFailedException, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ErrorCode, isEarshotError } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { callItem } from '../../src/dynamodb/call-insights.js';
import { DynamoInsightRepository } from '../../src/dynamodb/index.js';
import { insightItem } from '../../src/dynamodb/insight-item.js';
import { callScore, insightHash, insightId, insightOf } from './sample-insight.js';

const mock = mockClient(DynamoDBDocumentClient);
const client = mock as unknown as DynamoDBDocumentClient;
const repository = new DynamoInsightRepository({ client, tableName: 'insights', shards: 1, wait: async () => {} });

const OPTIONS = { shards: 1, expiryAttribute: 'expires_at', writer: 'somebody' };
const stored = { insight: insightOf(1, 1), isGiven: true, decisions: [], comments: [], version: 1 };
const kept = { change: 1, score: callScore(1), insights: [{ id: insightId(1), changedBy: 1, stored }] };
const call = callItem(insightHash(1), kept, OPTIONS);
const entry = insightItem(insightHash(1), kept.insights[0] as never, OPTIONS);

beforeEach(() => mock.reset());

const METADATA = { $metadata: {}, message: 'no' };
const named = (name: string) => Object.assign(new Error('no'), { name, $metadata: { httpStatusCode: 400 } });

async function rejection(promise: Promise<unknown>): Promise<readonly [ErrorCode, boolean] | unknown> {
  const error = await promise.then(
    () => 'resolved',
    (thrown: unknown) => thrown,
  );
  return isEarshotError(error) ? [error.code, error.retryable] : error;
}

it.each([
  [new ProvisionedThroughputExceededException(METADATA), 'EARSHOT_THROTTLED', true],
  [named('AccessDeniedException'), 'EARSHOT_DENIED', false],
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'EARSHOT_UNAVAILABLE', true],
] as const)('an error of DynamoDB becomes one of Earshot at every method: %s', async (error, code, retryable) => {
  mock.onAnyCommand().rejects(error);
  const attempts = [
    repository.replace(callScore(1), []),
    repository.scoreOf(insightHash(1)),
    repository.ofCall(insightHash(1)),
    repository.get(insightId(1)),
    repository.decide(insightId(1), 1, {}),
    repository.list({ filter: {}, limit: 1 }),
    repository.count({}),
    repository.agents({ limit: 1 }),
    repository.scoresOf({ agent: 'Ada', limit: 1 }),
    repository.delete(insightHash(1)),
  ];
  for (const attempt of attempts) expect(await rejection(attempt)).toEqual([code, retryable]);
});

describe('a change whose condition fails', () => {
  it('succeeded when the SDK repeated a request whose answer got lost', async () => {
    let writer: unknown;
    mock.on(GetCommand).callsFake(() => (writer === undefined ? {} : { Item: { ...call, writtenBy: writer } }));
    mock.on(BatchGetCommand).resolves({ Responses: { insights: [{ id: insightId(1), changedBy: 1 }] } });
    mock.on(PutCommand).callsFake(({ Item }) => {
      writer ??= Item.writtenBy;
      throw new ConditionalCheckFailedException(METADATA);
    });
    expect(await repository.replace(callScore(1), [insightOf(1, 1)])).toMatchObject({ added: 1 });
  });

  it('is a conflict that may pass when other writers are faster each time', async () => {
    mock.on(GetCommand).resolves({});
    mock.on(PutCommand).rejects(new ConditionalCheckFailedException(METADATA));
    expect(await rejection(repository.replace(callScore(1), []))).toEqual(['EARSHOT_CONFLICT', true]);
  });
});

describe('what is damaged', () => {
  const damaged = { ...call, insights: new Uint8Array([1, 2, 3]) };

  it('is unreadable where it is read, and by no other way', async () => {
    mock.on(GetCommand).resolves({ Item: damaged });
    for (const attempt of [
      repository.ofCall(insightHash(1)),
      repository.get(insightId(1)),
      repository.replace(callScore(1), []),
    ]) {
      expect(await rejection(attempt)).toEqual(['EARSHOT_UNREADABLE', false]);
    }
  });

  it('is left out of lists and named, also where an index holds no position', async () => {
    const misplaced = { ...entry, id: insightId(2), position: 'nowhere' };
    mock.on(QueryCommand).resolves({ Items: [misplaced, entry] });
    mock.on(BatchGetCommand).resolves({ Responses: { insights: [damaged] } });
    const page = await repository.list({ filter: {}, limit: 9 });
    expect(page).toEqual({ insights: [], damaged: [insightId(1), insightId(2)] });
  });

  it('can be deleted, with the items of its insights', async () => {
    mock.on(GetCommand).resolves({ Item: damaged });
    mock.on(PutCommand).resolves({});
    expect(await repository.delete(insightHash(1))).toBe(2);
    const put = mock.commandCalls(PutCommand).map(({ args }) => args[0].input.Item);
    expect(put.map((item) => item?.['id'])).toEqual([`call#${insightHash(1)}`, insightId(1)]);
    expect(put.every((item) => item !== undefined && !('agentName' in item) && !('score' in item))).toBe(true);
  });

  it('is left out of the scores of an agent, which are not complete then', async () => {
    mock.on(QueryCommand).resolves({ Items: [{ ...call, score: 'torn' }] });
    expect(await repository.scoresOf({ agent: 'Ada', limit: 9 })).toEqual({ scores: [], isComplete: false });
  });
});

describe('while the indexes lag behind', () => {
  beforeEach(() => {
    mock.on(QueryCommand).resolves({ Items: [entry] });
  });
  const listedWith = async (changes: Partial<typeof stored>, filter = {}) => {
    const insights = [{ id: insightId(1), changedBy: 1, stored: { ...stored, ...changes } }];
    const item = callItem(insightHash(1), { ...kept, insights }, OPTIONS);
    mock.on(BatchGetCommand).resolves({ Responses: { insights: [item] } });
    return (await repository.list({ filter, limit: 9 })).insights.map(({ id }) => id);
  };

  it('lists show what has not moved, and neither what was withdrawn nor what a filter no longer passes', async () => {
    const decisions = [{ status: 'completed', atMs: 5, actor: 'Grace' } as const];
    expect(await listedWith({})).toEqual([insightId(1)]);
    expect(await listedWith({ isGiven: false })).toEqual([]);
    expect(await listedWith({ insight: insightOf(1, 1, { createdAtMs: 7 }) })).toEqual([]);
    expect(await listedWith({ decisions: decisions as never }, { status: 'pending' })).toEqual([]);
    expect(await listedWith({ decisions: decisions as never })).toEqual([insightId(1)]);
  });
});
