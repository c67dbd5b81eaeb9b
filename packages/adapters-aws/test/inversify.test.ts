import 'reflect-metadata';
import type { S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { ObjectUri, type Ports } from '@earshot/core';
import { Container } from 'inversify';
import { expect, it } from 'vitest';
import { BdaAudioAnalyzer } from '../src/bda/index.js';
import { type DocumentClient, DynamoRecordRepository, DynamoSharedState } from '../src/dynamodb/index.js';
import { type AwsModuleOptions, awsModule } from '../src/inversify.js';
import { S3ResultStore } from '../src/s3/index.js';
import { S3VectorsMomentIndex } from '../src/s3vectors/index.js';
import { SqsEventSource } from '../src/sqs/index.js';
import { sampleCall } from './dynamodb/sample-call.js';
import { ScriptedClient } from './sqs/scripted-client.js';

const PROFILE = 'arn:aws:bedrock:eu-central-1:123456789012:data-automation-profile/eu.data-automation-v1';
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/starts';

/** The clients of the services, which write down what they are sent. */
function scripted() {
  const clients = { bedrock: new ScriptedClient(), s3: new ScriptedClient(), table: new ScriptedClient() };
  const options: AwsModuleOptions = {
    audioAnalyzer: {
      client: clients.bedrock.asSender as unknown as AwsModuleOptions['audioAnalyzer']['client'],
      profileArn: PROFILE,
    },
    resultStore: { client: clients.s3.asSender as unknown as AwsModuleOptions['resultStore']['client'] },
    recordRepository: () => ({ client: clients.table.asSender as unknown as DocumentClient, tableName: 'calls' }),
    sharedState: { client: clients.table.asSender as unknown as DocumentClient, tableName: 'calls' },
  };
  return { ...clients, options };
}

function containerOf(options: AwsModuleOptions): Container {
  const container = new Container();
  container.load(awsModule(options));
  return container;
}

const get = <K extends keyof Ports>(container: Container, name: K) => container.get<Ports[K]>(name);

it('binds every port to its adapter on AWS, one object each', () => {
  const container = containerOf({
    ...scripted().options,
    eventSource: { client: new ScriptedClient().asSender, queueUrl: QUEUE },
    momentIndex: { client: {} as S3VectorsClient, vectorBucketName: 'vectors', indexName: 'moments', dimensions: 512 },
  });
  const adapters = {
    AudioAnalyzer: BdaAudioAnalyzer,
    ResultStore: S3ResultStore,
    RecordRepository: DynamoRecordRepository,
    SharedState: DynamoSharedState,
    EventSource: SqsEventSource,
    MomentIndex: S3VectorsMomentIndex,
  };
  for (const [name, adapter] of Object.entries(adapters)) {
    expect(container.get(name)).toBeInstanceOf(adapter);
    expect(container.get(name)).toBe(container.get(name));
  }
});

it('binds no EventSource unless a queue is named, and no MomentIndex unless a vector index is', () => {
  const container = containerOf(scripted().options);
  expect(['EventSource', 'MomentIndex'].map((name) => container.isBound(name))).toEqual([false, false]);
});

it('makes an adapter when it is asked for, and then says what is wrong with its options', () => {
  const { options } = scripted();
  const container = containerOf({ ...options, audioAnalyzer: { ...options.audioAnalyzer, profileArn: 'none' } });
  expect(get(container, 'ResultStore')).toBeInstanceOf(S3ResultStore);
  expect(() => get(container, 'AudioAnalyzer')).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
});

it('lets adapters ask the clients that it is given', async () => {
  const { options, s3, table, bedrock } = scripted();
  bedrock.script['InvokeDataAutomationAsync'] = () => ({
    invocationArn: `arn:aws:bedrock:eu-central-1:123456789012:data-automation-invocation/${crypto.randomUUID()}`,
  });
  const container = containerOf(options);
  await get(container, 'AudioAnalyzer').start({
    callId: sampleCall(1).callId,
    idempotencyKey: 'k'.repeat(40),
    media: { uri: ObjectUri.parse('s3://recordings/call.wav') },
    outputUri: ObjectUri.parse('s3://results/outputs/call/'),
  });
  await get(container, 'ResultStore').put(ObjectUri.parse('s3://results/a.json'), new Uint8Array([1]));
  expect(await get(container, 'RecordRepository').get(sampleCall(1).hash)).toBeUndefined();
  expect(bedrock.inputsOf('InvokeDataAutomationAsync')).toMatchObject([{ dataAutomationProfileArn: PROFILE }]);
  expect(s3.inputsOf('PutObject')).toMatchObject([{ Bucket: 'results', Key: 'a.json' }]);
  expect(table.inputsOf('Get')).toMatchObject([{ TableName: 'calls' }]);
});

it.each([
  ['to the result store under the prefix, where one is named', 's3://results/records/', 1],
  ['into the item, where none is', undefined, 0],
])('writes the long parts of a record %s', async (_name, prefix, parts) => {
  const { options, s3, table } = scripted();
  const recordRepository: AwsModuleOptions['recordRepository'] = (store) => ({
    ...options.recordRepository(store),
    inlineLimitBytes: 0,
    ...(prefix && { overflow: { store, prefix } }),
  });
  const container = containerOf({ ...options, recordRepository });
  await get(container, 'RecordRepository').save({ ...sampleCall(1, {}, 200), revision: 1 });
  const put = s3.inputsOf('PutObject');
  expect(Math.min(put.length, 1)).toBe(parts);
  for (const input of put) expect(input).toMatchObject({ Bucket: 'results', Key: expect.stringMatching(/^records\//) });
  expect(table.sent.map(({ name }) => name)).toContain('Update');
});
