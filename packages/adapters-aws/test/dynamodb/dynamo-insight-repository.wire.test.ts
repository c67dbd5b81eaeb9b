import { BatchGetCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCallItem } from '../../src/dynamodb/call-insights.js';
import { createTableInput, DynamoInsightRepository, INSIGHTS_TABLE } from '../../src/dynamodb/index.js';
import { callScore, insightId, insightOf } from './sample-insight.js';

const mock = mockClient(DynamoDBDocumentClient);
const client = mock as unknown as DynamoDBDocumentClient;
const now = () => new Date(1_767_300_000_123);
const repository = new DynamoInsightRepository({ client, tableName: 'coaching-insights', shards: 1, now });

beforeEach(() => {
  mock.reset();
  mock
    .on(GetCommand)
    .resolves({})
    .on(PutCommand)
    .resolves({})
    .on(BatchGetCommand)
    .resolves({})
    .on(QueryCommand)
    .resolves({});
});

const puts = () => mock.commandCalls(PutCommand).map(({ args }) => args[0].input);

describe('replace', () => {
  it("writes the call's item by compare-and-set, then an item for each insight over earlier ones", async () => {
    await repository.replace(callScore(1), [insightOf(1, 1), insightOf(1, 2)]);
    const [call, ...insights] = puts();
    expect(call).toMatchObject({ ConditionExpression: 'attribute_not_exists(#id)' });
    expect(call?.Item).toMatchObject({
      id: 'call#00000000000000000000000000000001',
      change: now().getTime(),
      agentListing: 'calls#Ada#0',
      agentDirectory: 'agents',
      agentPosition: 'Ada\t00000000000000000000000000000001',
    });
    expect(readCallItem(call?.Item ?? {}).insights.map(({ id }) => id)).toEqual([insightId(1), insightId(2)]);
    for (const put of insights) {
      expect(put).toMatchObject({
        ConditionExpression: 'attribute_not_exists(#id) OR #changedBy < :changedBy',
        ExpressionAttributeValues: { ':changedBy': now().getTime() },
      });
    }
  });

  it("writes an insight's item with the names and types that readers of document 003 expect", async () => {
    await repository.replace(callScore(1), [insightOf(1, 1)]);
    expect(puts()[1]?.Item).toMatchObject({
      id: insightId(1),
      transcriptId: 'parsedFiles/1.json',
      transcriptFileName: '1.json',
      agentName: 'Ada',
      callTime: '2026-01-01T11:00:00.000Z',
      type: 'improvement',
      category: 'active_listening',
      title: 'Let the customer speak',
      message: 'The agent spoke for 73 % of the call.',
      priority: 'medium',
      aiConfidence: 0.87,
      impactLevel: 'medium',
      suggestedActions: ['Ask open questions.', 'Pause.'],
      metrics: { agentTalkTime: 120, customerTalkTime: 45, agentTalkRatio: 0.7272727272727273 },
      createdAt: '2026-01-01T12:00:01.000Z',
      status: 'pending',
    });
  });

  it('writes numbers that DynamoDB refuses as text, and keeps them exactly in the item of the call', async () => {
    const metrics = { huge: 1e300, tiny: -5e-324, large: 2 ** 60, fraction: 0.1, zero: 0 };
    await repository.replace(callScore(1), [insightOf(1, 1, { metrics })]);
    const [call, insight] = puts();
    const expected = { huge: '1e+300', tiny: '-5e-324', large: '1152921504606847000', fraction: 0.1, zero: 0 };
    expect(insight?.Item?.['metrics']).toEqual(expected);
    expect(readCallItem(call?.Item ?? {}).insights[0]?.stored?.insight.metrics).toEqual(metrics);
  });

  it('writes nothing when nothing has changed, and looks whether the items are there', async () => {
    await repository.replace(callScore(1), [insightOf(1, 1)]);
    const [Item] = puts().map((put) => put.Item);
    mock.reset();
    mock.on(GetCommand).resolves({ Item: Item ?? {} });
    mock.on(BatchGetCommand).resolves({
      Responses: { 'coaching-insights': [{ id: insightId(1), changedBy: now().getTime() }] },
    });
    const counts = await repository.replace(callScore(1), [insightOf(1, 1)]);
    expect(counts).toEqual({ added: 0, changed: 0, withdrawn: 0, unchanged: 1 });
    expect(puts()).toEqual([]);
  });
});

describe('lists', () => {
  it.each([
    [{}, 'insights-by-time', 'all#0'],
    [{ status: 'pending', priority: 'high' }, 'insights-by-status', 'pending#0'],
    [{ status: 'pending', agent: 'Ada' }, 'insights-by-agent', 'insights#Ada#0'],
  ] as const)('of %o query %s', async (filter, IndexName, partition) => {
    await repository.list({ filter, limit: 10 });
    await repository.count(filter);
    const queries = mock.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect(queries).toHaveLength(2);
    for (const query of queries) {
      expect(query).toMatchObject({ IndexName, ExpressionAttributeValues: { ':partition': partition } });
    }
  });

  it('of one call read its item, and no index', async () => {
    await repository.list({ filter: { hash: callScore(1).hash }, limit: 10 });
    expect(mock.commandCalls(QueryCommand)).toEqual([]);
    expect(mock.commandCalls(GetCommand)).toHaveLength(1);
  });
});

it('the table has the key of document 003, and carries in indexes what filters ask for', () => {
  const { KeySchema, GlobalSecondaryIndexes, BillingMode } = createTableInput('coaching-insights', INSIGHTS_TABLE);
  expect(KeySchema).toEqual([{ AttributeName: 'id', KeyType: 'HASH' }]);
  expect(BillingMode).toBe('PAY_PER_REQUEST');
  expect(GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual([
    'insights-by-time',
    'insights-by-status',
    'insights-by-agent',
    'agents-by-name',
  ]);
});
