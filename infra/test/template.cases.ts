import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALLS_TABLE } from '@earshot/adapters-aws/dynamodb';
import { CALL_CATEGORIES } from '@earshot/core';
import { describe, expect, it } from 'vitest';
import { CHECKED_IN, COMBINATIONS, OPTIONS, PLAIN } from './combinations.ts';
import { named } from './named.ts';
import { notificationsOf } from './notifications.ts';
import { maySend } from './policy.ts';
import { synthesise } from './synthesis.ts';
import { type Found, ofType, one, resolve, type Template } from './template.ts';

const plain = synthesise(PLAIN).template;
const read = (value: unknown, template: Template = plain) => resolve(template, value, named);

describe.each(COMBINATIONS)('%s', (_, settings) => {
  const { template, assets } = synthesise(settings);

  it('makes buckets after the policies of the queues that they tell, and those let them', () => {
    for (const bucket of ofType(template, 'S3::Bucket')) {
      for (const { Queue } of notificationsOf(bucket)) {
        const queueArn = String(read(Queue, template));
        const policy = ofType(template, 'SQS::QueuePolicy').find(
          ({ Properties }) => read(Properties['PolicyDocument'].Statement[0].Resource, template) === queueArn,
        );
        expect(bucket.DependsOn).toContain(policy?.id);
        expect(maySend(template, queueArn, 's3', `arn:aws:s3:::${bucket.Properties['BucketName']}`)).toBe(true);
      }
    }
  });

  it('has no cycle: no policy of a queue refers to a bucket', () => {
    const buckets = ofType(template, 'S3::Bucket').map(({ id }) => id);
    const policies = JSON.stringify(ofType(template, 'SQS::QueuePolicy'));
    expect(buckets.filter((id) => policies.includes(id))).toEqual([]);
  });

  it('hides a message for six times as long as its function may take', () => {
    for (const { Properties } of ofType(template, 'Lambda::EventSourceMapping')) {
      const queue = template.Resources[Properties['EventSourceArn']['Fn::GetAtt'][0]]?.Properties;
      const worker = template.Resources[Properties['FunctionName']['Fn::GetAtt'][0]]?.Properties;
      expect(queue?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * worker?.['Timeout']);
      expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
      expect(Properties['BatchSize']).toBeLessThanOrEqual(10);
    }
  });

  it('dead-letters messages no sooner than the handler itself would', () => {
    for (const [queue, name] of [
      ['StartQueue', 'Transcription'],
      ['ResultsQueue', 'Persistence'],
    ] as const) {
      const { Variables } = one(template, 'Lambda::Function', name).Properties['Environment'];
      const [told] = Object.entries(Variables).filter(([variable]) => variable.endsWith('_MAX_RECEIVES'));
      expect(String(one(template, 'SQS::Queue', queue).Properties['RedrivePolicy'].maxReceiveCount)).toBe(told?.[1]);
    }
  });

  it('deploys each function with what it loads on demand, source maps and the notices of its packages, and nothing else', () => {
    for (const { Properties } of ofType(template, 'Lambda::Function')) {
      const folder = assets.get(Properties['Code'].S3Key) ?? 'no asset';
      const bundle = readFileSync(join(folder, 'index.cjs'), 'utf8');
      const onDemand = [...bundle.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g)].map(([, file]) => String(file));
      const files = ['index.cjs', ...new Set(onDemand)].flatMap((file) => [file, `${file}.map`]);
      expect(readdirSync(folder).sort()).toEqual(['THIRD_PARTY_NOTICES.txt', ...files].sort());
    }
  });

  it('lets nobody send or read in plain text', () => {
    const guarded = ['SQS::QueuePolicy', 'S3::BucketPolicy', 'SNS::TopicPolicy'].flatMap((type) =>
      ofType(template, type),
    );
    for (const { id, Properties } of guarded) {
      const denials = Properties['PolicyDocument'].Statement.filter(
        (statement: Found['Properties']) =>
          statement['Effect'] === 'Deny' && statement['Condition']?.Bool?.['aws:SecureTransport'] === 'false',
      );
      expect(denials, id).toHaveLength(1);
    }
    const count = (type: string) => ofType(template, type).length;
    expect(count('SQS::QueuePolicy')).toBe(count('SQS::Queue'));
    expect(count('S3::BucketPolicy')).toBe(count('S3::Bucket'));
    expect(count('SNS::TopicPolicy')).toBe(count('SNS::Topic'));
  });

  it('has no functions but its own four: nothing is set up by code that runs while deploying', () => {
    expect(ofType(template, 'Lambda::Function').map(({ Properties }) => Properties['Runtime'])).toEqual(
      Array(4).fill('nodejs24.x'),
    );
    expect(Object.values(template.Resources).filter(({ Type }) => /^Custom::|CustomResource/.test(Type))).toEqual([]);
  });

  it('keeps data or lets it go, as it is told', () => {
    const { keepData } = settings;
    for (const { DeletionPolicy } of ['S3::Bucket', 'DynamoDB::Table'].flatMap((type) => ofType(template, type))) {
      expect(DeletionPolicy).toBe(keepData ? 'RetainExceptOnCreate' : 'Delete');
    }
    expect(one(template, 'DynamoDB::Table', 'Calls').Properties['DeletionProtectionEnabled']).toBe(keepData);
  });
});

describe('queues', () => {
  it('are as they were asked for', () => {
    expect(one(plain, 'SQS::Queue', 'StartQueue').Properties).toMatchObject({
      DelaySeconds: 30,
      MessageRetentionPeriod: 345_600,
      ReceiveMessageWaitTimeSeconds: 20,
      VisibilityTimeout: 360,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { maxReceiveCount: 10 },
    });
    expect(one(plain, 'SQS::Queue', 'ResultsQueue').Properties).toMatchObject({
      DelaySeconds: 0,
      ReceiveMessageWaitTimeSeconds: 20,
      VisibilityTimeout: 900,
      RedrivePolicy: { maxReceiveCount: 3 },
    });
    for (const name of ['StartDlq', 'ResultsDlq']) {
      expect(one(plain, 'SQS::Queue', name).Properties['MessageRetentionPeriod']).toBe(1_209_600);
    }
  });
});

describe('the API', () => {
  it.each([
    ['a web page with JWTs', 'JWT'],
    ['an open API', 'NONE'],
  ] as const)('%s asks for %s', (name, type) => {
    const routes = ofType(synthesise(OPTIONS[name]).template, 'ApiGatewayV2::Route');
    expect(routes.map(({ Properties }) => [Properties['RouteKey'], Properties['AuthorizationType'] ?? 'NONE'])).toEqual(
      [
        ['GET /analytics', type],
        ['GET /analytics/{hash}', type],
        ['GET /calls/{hash}', type],
        ['GET /jobs', type],
        ['GET /jobs/{id}', type],
        ['GET /health', type],
      ],
    );
  });

  it('signs with IAM unless it is told otherwise, allows no foreign page, is throttled and logs in JSON', () => {
    const routes = ofType(plain, 'ApiGatewayV2::Route');
    expect(new Set(routes.map(({ Properties }) => Properties['AuthorizationType']))).toEqual(new Set(['AWS_IAM']));
    expect(ofType(plain, 'ApiGatewayV2::Api')[0]?.Properties['CorsConfiguration']).toBeUndefined();
    const [stage] = ofType(plain, 'ApiGatewayV2::Stage');
    expect(stage?.Properties['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
    expect(JSON.parse(stage?.Properties['AccessLogSettings'].Format)).toHaveProperty('status');
  });

  it('hands over payloads of the format that the function takes, within the time that a gateway waits', () => {
    for (const { Properties } of ofType(plain, 'ApiGatewayV2::Integration'))
      expect(Properties['PayloadFormatVersion']).toBe('2.0');
    expect(one(plain, 'Lambda::Function', 'Retrieval').Properties['Timeout']).toBeLessThanOrEqual(29);
  });
});

it('a REST API hands compressed answers over as bytes, and still answers preflights', () => {
  const { template } = synthesise(OPTIONS['a REST API with keys and WAF']);
  expect(ofType(template, 'ApiGateway::RestApi')[0]?.Properties['BinaryMediaTypes']).toEqual(['*/*']);
  const preflights = ofType(template, 'ApiGateway::Method').filter(
    ({ Properties }) => Properties['HttpMethod'] === 'OPTIONS',
  );
  expect(preflights.length).toBeGreaterThan(0);
  for (const { Properties } of preflights) expect(Properties['Integration'].ContentHandling).toBe('CONVERT_TO_TEXT');
});

describe('the analysis', () => {
  const { Schema } = one(plain, 'Bedrock::Blueprint', 'Blueprint').Properties;

  it('asks for three fields, the categories by name, within what Bedrock takes', () => {
    expect(Object.keys(Schema.properties)).toEqual(['call_summary', 'call_categories', 'topics']);
    expect(CALL_CATEGORIES).toHaveLength(10);
    for (const category of CALL_CATEGORIES) expect(Schema.properties.call_categories.instruction).toContain(category);
    const rich = one(
      synthesise(OPTIONS['redaction, rich fields and video']).template,
      'Bedrock::Blueprint',
      'Blueprint',
    );
    for (const { instruction } of Object.values<{ instruction: string }>(rich.Properties['Schema'].properties)) {
      expect(instruction.length).toBeLessThanOrEqual(500);
    }
  });

  it('has speakers and channels told apart', () => {
    const { Audio } = one(plain, 'Bedrock::DataAutomationProject', 'Project').Properties['StandardOutputConfiguration'];
    expect(Audio.Extraction.Category.TypeConfiguration.Transcript).toEqual({
      SpeakerLabeling: { State: 'ENABLED' },
      ChannelLabeling: { State: 'ENABLED' },
    });
  });

  it.each([
    ['audio', plain],
    ['video', synthesise(OPTIONS['redaction, rich fields and video']).template],
  ])('analyzes movies as %s unless their start says otherwise', (movies, template) => {
    const { Variables } = one(template, 'Lambda::Function', 'Transcription').Properties['Environment'];
    const routingBy = (variable: string) =>
      template.Resources[Variables[variable]['Fn::GetAtt'][0]]?.Properties['OverrideConfiguration'].ModalityRouting.mp4;
    expect(routingBy('EARSHOT_BDA_PROJECT_ARN')).toBe(movies.toUpperCase());
    expect(routingBy('EARSHOT_BDA_AUDIO_PROJECT_ARN')).toBe('AUDIO');
    expect(routingBy('EARSHOT_BDA_VIDEO_PROJECT_ARN')).toBe('VIDEO');
  });

  it('keeps the redacted copies where redaction is asked for', () => {
    const { template } = synthesise(OPTIONS['redaction, rich fields and video']);
    for (const name of ['Transcription', 'Persistence', 'Sweep']) {
      expect(one(template, 'Lambda::Function', name).Properties['Environment'].Variables.EARSHOT_COPIES).toBe(
        'redacted',
      );
    }
  });
});

it('the table is the one that the repository describes, and recovers to any second', () => {
  const { Properties } = one(plain, 'DynamoDB::Table', 'Calls');
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = Properties;
  const byName = (list: readonly { AttributeName: string }[]) =>
    [...list].sort((a, b) => (a.AttributeName < b.AttributeName ? -1 : 1));
  expect(KeySchema).toEqual(CALLS_TABLE.KeySchema);
  expect(GlobalSecondaryIndexes).toMatchObject(CALLS_TABLE.GlobalSecondaryIndexes);
  expect(byName(AttributeDefinitions)).toEqual(byName(CALLS_TABLE.AttributeDefinitions));
  expect(Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { Enabled: true },
    SSESpecification: { SSEEnabled: true },
  });
});

it('functions run on arm64, are traced, log JSON, and the sweep tells of its failures', () => {
  for (const { Properties } of ofType(plain, 'Lambda::Function')) {
    expect(Properties).toMatchObject({
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
    });
  }
  expect(ofType(plain, 'Lambda::EventInvokeConfig')).toMatchObject([
    {
      Properties: {
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: { Ref: expect.any(String) } } },
      },
    },
  ]);
});

it('names are those of the pipeline, and environments of one account and Region share none', () => {
  expect(
    ofType(synthesise(CHECKED_IN.prod).template, 'Lambda::Function').map(
      ({ Properties }) => Properties['FunctionName'],
    ),
  ).toEqual(['transcription', 'persistence', 'retrieval', 'sweep'].map((name) => `dmg-inbound-callrecording-${name}`));
  const namesIn = ({ template }: { template: Template }) =>
    Object.values(template.Resources).flatMap(({ Properties = {} }) =>
      Object.entries(Properties).flatMap(([key, value]) =>
        /(?<!Metric)Name$/.test(key) && typeof value === 'string' ? [value] : [],
      ),
    );
  const all = Object.values(CHECKED_IN).map((settings) => new Set(namesIn(synthesise(settings))));
  const shared = [...(all[0] ?? [])].filter((name) => all.slice(1).some((others) => others.has(name)));
  expect(shared.filter((name) => name !== '$default')).toEqual([]);
});
