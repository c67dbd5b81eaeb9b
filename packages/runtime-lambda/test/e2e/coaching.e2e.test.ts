import {
  CreateBucketCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createTableInput, INSIGHTS_TABLE } from '@earshot/adapters-aws';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Deployment, deploy, hashOf } from './deployment.js';

const BUCKET = 'pca-outputbucket';
const RULES = 's3://results/rulesets/greeting.json';
let earshot: Deployment;

/** Says of every call that somebody should listen to it. */
const OWN_RULESET = {
  name: 'greeting',
  version: 1,
  title: 'Greetings',
  rules: [
    {
      id: 'listen',
      when: { not: { phrase: ['welcome to the lighthouse'] } },
      type: 'training',
      category: 'greeting',
      priority: 'high',
      aiConfidence: 0.5,
      title: 'Say the greeting',
      message: 'The greeting was not found.',
      suggestedActions: ['Begin with the greeting.'],
    },
  ],
};

beforeAll(async () => {
  earshot = await deploy({
    otherTables: [createTableInput('coaching-insights', INSIGHTS_TABLE)],
    environment: {
      EARSHOT_IMPORTS: 'parsedFiles/=pca',
      EARSHOT_INSIGHTS_TABLE: 'coaching-insights',
      EARSHOT_RULESETS: `pca-coaching,${RULES}`,
    },
  });
  const { s3, sqs } = earshot.stack;
  await earshot.stack.upload('rulesets/greeting.json', 'results', JSON.stringify(OWN_RULESET));
  // Post Call Analytics' bucket, with the notification by which it indexes its own results.
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'pca-index' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const QueueConfigurations = [
    {
      Id: 'pca-index',
      QueueArn: Attributes?.['QueueArn'],
      Events: ['s3:ObjectCreated:*' as const],
      Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'parsedFiles/' }] } },
    },
  ];
  const NotificationConfiguration = { QueueConfigurations };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: BUCKET, NotificationConfiguration }));
}, 60_000);
afterAll(() => earshot?.close());

/** A call in which the customer is unhappy, and the agent speaks for most of the time. */
function unhappy(scores: readonly [number, number] = [-3.5, 2.1]): string {
  const [customer, agent] = scores;
  return JSON.stringify({
    ConversationAnalytics: {
      GUID: 'unhappy',
      Agent: 'Zoe',
      Duration: 180,
      ConversationTime: '2026-03-01T12:00:00',
      SentimentTrends: { spk_0: { SentimentScore: customer }, spk_1: { SentimentScore: agent } },
      SpeakerTime: { spk_0: { TotalTimeSecs: 45 }, spk_1: { TotalTimeSecs: 120 } },
    },
    SpeechSegments: [
      { SegmentSpeaker: 'spk_0', SegmentStartTime: 0, SegmentEndTime: 5, DisplayText: 'It broke again.' },
    ],
  });
}

/** Puts a document into PCA's bucket, and says so as EventBridge does. */
async function arrives(document: string, etag: string, time: string): Promise<void> {
  const key = 'parsedFiles/unhappy.json';
  await earshot.stack.upload(key, BUCKET, document);
  const detail = { bucket: { name: BUCKET }, object: { key, etag } };
  await earshot.send('results', { source: 'aws.s3', 'detail-type': 'Object Created', time, detail });
  await earshot.settled();
}

const rulesOf = (body: Record<string, unknown>) =>
  (body['insights'] as { category: string }[]).map(({ category }) => category).sort();

it("a transcript in Post Call Analytics' bucket gives insights in the table, and the API lists them", async () => {
  await arrives(unhappy(), 'a', '2026-03-01T13:00:00Z');
  const { status, body } = await earshot.get('/coaching-analytics');
  expect({ status, body }).toMatchObject({ status: 200, body: { totalInsights: 2, highPriorityInsights: 1 } });
  expect(rulesOf(body)).toEqual(['active_listening', 'empathy']);
  const all = await earshot.get('/coaching-analytics?ruleset=*');
  expect(rulesOf(all.body)).toEqual(['active_listening', 'empathy', 'greeting']);
  const tables = DynamoDBDocumentClient.from(earshot.stack.dynamodb);
  const { Items = [] } = await tables.send(new ScanCommand({ TableName: 'coaching-insights' }));
  expect(Items.filter(({ category }) => category === 'empathy')).toMatchObject([
    { transcriptFileName: 'unhappy.json', agentName: 'Zoe', priority: 'high', aiConfidence: 0.89, status: 'pending' },
  ]);
});

it('a decision is kept when the transcript is written again, and insights follow the new one', async () => {
  const { body } = await earshot.get('/coaching-analytics');
  const insight = (body['insights'] as { id: string; category: string }[]).find(
    ({ category }) => category === 'active_listening',
  );
  const patch = {
    version: '2.0',
    routeKey: 'PATCH /insights/{id}',
    rawPath: `/insights/${insight?.id}`,
    pathParameters: { id: insight?.id },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'completed' }),
    requestContext: {
      domainName: 'api.example.org',
      stage: '$default',
      http: { method: 'PATCH' },
      authorizer: { iam: { userArn: 'arn:aws:iam::000000000000:user/grace' } },
    },
  };
  expect(await earshot.ask(patch)).toMatchObject({ status: 200, body: { status: 'completed' } });
  await arrives(unhappy([-1, 2.1]), 'b', '2026-03-01T13:05:00Z');
  await vi.waitFor(async () => {
    const { body: now } = await earshot.get('/coaching-analytics');
    expect(now['insights']).toMatchObject([{ id: insight?.id, status: 'completed' }]);
  });
});

it('agents and the call itself have their numbers', async () => {
  expect(await earshot.get('/agents')).toMatchObject({ status: 200, body: { agents: [{ name: 'Zoe' }] } });
  const { status, body } = await earshot.get(`/calls/${hashOf('unhappy')}/coaching`);
  expect(status).toBe(200);
  expect(rulesOf(body)).toEqual(['active_listening', 'greeting']);
});

it("the bucket's own notifications are as they were", async () => {
  const { s3 } = earshot.stack;
  const found = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: BUCKET }));
  expect(found.QueueConfigurations).toMatchObject([{ Id: 'pca-index', Events: ['s3:ObjectCreated:*'] }]);
  expect(found.QueueConfigurations).toHaveLength(1);
});
