import { INSIGHTS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../lib/names.ts';
import { COMBINATIONS, OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { listOf, statementsOf } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { ofType, one, resolve } from './template.ts';
import { fits } from './wiring/event-bus.ts';

const PCA_BUCKET = 'pca-outputbucket-of-ours';
const { template } = synthesise(OPTIONS["coaching of Post Call Analytics' transcripts"]);
const read = (value: unknown) => resolve(template, value, named);
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

describe('without coaching', () => {
  it('there is no table for insights, no route and no permission', () => {
    const plain = JSON.stringify(synthesise(PLAIN).template);
    for (const word of ['Insights', 'coaching', 'DerivationsFailed']) expect(plain).not.toContain(word);
  });
});

describe('the table of insights', () => {
  const table = one(template, 'DynamoDB::Table', 'Insights').Properties;

  it('has the keys and indexes that the repository describes, recovery, encryption and expiry', () => {
    expect(table).toMatchObject({
      TableName: 'conversational-analytics-test-coaching-insights',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: INSIGHTS_TABLE.KeySchema,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expires_at', Enabled: true },
    });
    const indexes = (all: readonly { IndexName: string; KeySchema: unknown }[]) =>
      all.map(({ IndexName, KeySchema }) => ({ IndexName, KeySchema }));
    expect(indexes(table['GlobalSecondaryIndexes'])).toEqual(indexes(INSIGHTS_TABLE.GlobalSecondaryIndexes));
  });

  it('is an output', () => {
    expect(template.Outputs?.['InsightsTable']?.Value).toBe('conversational-analytics-test-coaching-insights');
  });
});

describe('permissions on insights', () => {
  const onInsights = (name: string) =>
    statementsOf(template, one(template, 'IAM::Role', `${capital(name)}Role`))
      .map(({ Action, Resource }) => ({
        actions: listOf(Action),
        resources: listOf(Resource).map((one) => String(read(one))),
      }))
      .filter(({ resources }) => resources.some((resource) => resource.includes('coaching-insights')));

  it.each(FUNCTIONS)('of %s: what it needs, on the table and its indexes, and never a scan', (name) => {
    const actions = [...new Set(onInsights(name).flatMap((statement) => statement.actions))].sort();
    const keeping = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'];
    expect(actions).toEqual(name === 'retrieval' ? [...keeping, 'dynamodb:Query'] : keeping);
    const queried = onInsights(name).filter((statement) => statement.actions.includes('dynamodb:Query'));
    for (const { resources } of queried) expect(resources.every((each) => /\/index\/[a-z-]+$/.test(each))).toBe(true);
  });

  it.each(FUNCTIONS)('of %s let it read the documents of rulesets, if it coaches', (name) => {
    const own = statementsOf(template, one(template, 'IAM::Role', `${capital(name)}Role`)).filter(
      ({ Sid }) => Sid === 'ReadRulesets',
    );
    const expected = name === 'retrieval' ? [] : ['arn:aws:s3:::rules-of-ours/own.json'];
    expect(own.flatMap(({ Resource }) => listOf(Resource))).toEqual(expected);
  });
});

describe("Post Call Analytics' bucket", () => {
  it('is attached by a rule of EventBridge', () => {
    const event = (bucket: string, key: string) => ({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: bucket }, object: { key } },
    });
    const reaches = (found: unknown) =>
      ofType(template, 'Events::Rule').filter(({ Properties }) => fits(found, Properties['EventPattern'])).length;
    expect(reaches(event(PCA_BUCKET, 'parsedFiles/one.json'))).toBe(1);
    expect(reaches(event(PCA_BUCKET, 'playbackAudio/one.wav'))).toBe(0);
    expect(reaches(event('another', 'parsedFiles/one.json'))).toBe(0);
  });

  it.each(COMBINATIONS)(
    'keeps its notifications: no resource sets those of a bucket that is not its own: %s',
    (_, settings) => {
      const { template: made } = synthesise(settings);
      expect(ofType(made, 'S3::BucketNotifications')).toEqual([]);
      const types = Object.values(made.Resources).map(({ Type }) => Type);
      expect(types.filter((type) => /^Custom::|CustomResource/.test(type))).toEqual([]);
      const allowed = ofType(made, 'IAM::Role').flatMap((role) =>
        statementsOf(made, role).flatMap(({ Action }) => listOf(Action)),
      );
      expect(allowed.filter((action) => /PutBucketNotification/.test(action))).toEqual([]);
      const buckets = ofType(made, 'S3::Bucket').map(({ Properties }) =>
        String(resolve(made, Properties['BucketName'], named)),
      );
      expect(buckets.filter((bucket) => bucket.endsWith('-of-ours'))).toEqual([]);
    },
  );
});

describe('what is watched of coaching', () => {
  it.each(['derivations-failed', 'insights-throttles'])('has the alarm %s', (ending) => {
    const names = ofType(template, 'CloudWatch::Alarm').map(({ Properties }) => Properties['AlarmName']);
    expect(names).toContain(`conversational-analytics-test-${ending}`);
  });

  it('has a row on the dashboard', () => {
    const [dashboard] = ofType(template, 'CloudWatch::Dashboard');
    expect(JSON.stringify(dashboard?.Properties['DashboardBody'])).toContain('What is coached?');
  });
});

describe('the routes about coaching', () => {
  it('are routes of an HTTP API', () => {
    const keys = ofType(template, 'ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey']);
    expect(keys.sort()).toEqual([
      'GET /agents',
      'GET /agents/{name}',
      'GET /analytics',
      'GET /analytics/{hash}',
      'GET /calls/{hash}',
      'GET /calls/{hash}/coaching',
      'GET /coaching-analytics',
      'GET /health',
      'GET /insights/{id}',
      'GET /jobs',
      'GET /jobs/{id}',
      'PATCH /insights/{id}',
    ]);
  });

  it('are methods of a REST API', () => {
    const made = synthesise(OPTIONS['coaching behind a REST API']).template;
    const methods = ofType(made, 'ApiGateway::Method').map(({ Properties }) => Properties['HttpMethod']);
    expect(methods.filter((method) => method !== 'OPTIONS').sort()).toEqual([...Array(11).fill('GET'), 'PATCH']);
  });
});
