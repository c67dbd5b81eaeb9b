import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  type Event,
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  type QueueConfiguration,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionTo, startQueueServer } from '../../src/index.js';
import { s3Error, servedS3 } from './served-s3.js';

const queueServer = await startQueueServer();
const sqs = new SQSClient(connectionTo(queueServer));
const NOW = new Date('2026-02-03T04:05:06.789Z');
const { client, bucket, server } = await servedS3({ queues: connectionTo(queueServer), now: () => NOW });
afterAll(async () => {
  sqs.destroy();
  await queueServer.close();
});

interface S3Event {
  readonly Event?: string;
  readonly Bucket?: string;
  readonly Records?: readonly { eventName: string; s3: { configurationId: string; object: Record<string, unknown> } }[];
}

let queues = 0;

/** A queue that nobody else has, and what S3 has sent to it since it was asked last. */
async function queue(): Promise<{ QueueArn: string; received(): Promise<S3Event[]> }> {
  queues += 1;
  const QueueName = `queue-${queues}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const received = async () => {
    await server.idle();
    const found: S3Event[] = [];
    for (;;) {
      const input = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(input));
      if (Messages.length === 0) return found;
      for (const { Body = '', ReceiptHandle } of Messages) {
        found.push(JSON.parse(Body));
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  return { QueueArn: `arn:aws:sqs:eu-central-1:000000000000:${QueueName}`, received };
}

async function configure(Bucket: string, ...QueueConfigurations: QueueConfiguration[]): Promise<void> {
  const NotificationConfiguration = { QueueConfigurations };
  await client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}

function filter(rules: { prefix?: string; suffix?: string }): Pick<QueueConfiguration, 'Filter'> {
  const FilterRules = Object.entries(rules).map(([Name, Value]) => ({ Name: Name as 'prefix' | 'suffix', Value }));
  return { Filter: { Key: { FilterRules } } };
}

const CREATED: QueueConfiguration['Events'] = ['s3:ObjectCreated:*'];
const ALL: QueueConfiguration['Events'] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'];

/** A bucket whose every event goes to a queue, the test event behind it. */
async function watched(options: { versioned?: boolean } = {}) {
  const [Bucket, { QueueArn, received }] = [await bucket(options), await queue()];
  await configure(Bucket, { Id: 'all', QueueArn, Events: ALL });
  await received();
  const events = async () => (await received()).flatMap(({ Records = [] }) => Records);
  return { Bucket, events };
}

describe('a configuration', () => {
  it('comes back as it was put, and takes the place of the one before', async () => {
    const [Bucket, one, other] = [await bucket(), await queue(), await queue()];
    const filtered = filter({ prefix: 'calls/', suffix: '.json' });
    await configure(Bucket, { Id: 'one', QueueArn: one.QueueArn, Events: CREATED, ...filtered });
    const get = () => client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    const FilterRules = [
      { Name: 'Prefix', Value: 'calls/' },
      { Name: 'Suffix', Value: '.json' },
    ];
    expect((await get()).QueueConfigurations).toEqual([
      { Id: 'one', QueueArn: one.QueueArn, Events: CREATED, Filter: { Key: { FilterRules } } },
    ]);
    await configure(Bucket, { Id: 'other', QueueArn: other.QueueArn, Events: CREATED });
    expect((await get()).QueueConfigurations).toMatchObject([{ Id: 'other' }]);
    await configure(Bucket);
    expect((await get()).QueueConfigurations).toBeUndefined();
  });

  it('gets an id when it has none', async () => {
    const [Bucket, { QueueArn }] = [await bucket(), await queue()];
    await configure(Bucket, { QueueArn, Events: CREATED });
    const { QueueConfigurations } = await client.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(QueueConfigurations?.[0]?.Id).toMatch(/./);
  });

  it('is tried with a test event', async () => {
    const [Bucket, { QueueArn, received }] = [await bucket(), await queue()];
    await configure(Bucket, { QueueArn, Events: CREATED });
    const text = expect.any(String);
    expect(await received()).toEqual([
      {
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time: NOW.toISOString(),
        Bucket,
        RequestId: text,
        HostId: text,
      },
    ]);
  });

  it('names a queue that is there, is of this region, and is no FIFO queue', async () => {
    const [Bucket, { QueueArn, received }] = [await bucket(), await queue()];
    await sqs.send(new CreateQueueCommand({ QueueName: 'first.fifo', Attributes: { FifoQueue: 'true' } }));
    for (const wrong of [
      'arn:aws:sqs:eu-central-1:000000000000:nobody',
      'arn:aws:sqs:eu-central-1:000000000000:first.fifo',
      QueueArn.replace('eu-central-1', 'us-east-1'),
      'queue',
    ]) {
      const both = configure(
        Bucket,
        { QueueArn, Events: CREATED, ...filter({ prefix: 'a' }) },
        { QueueArn: wrong, Events: CREATED, ...filter({ prefix: 'b' }) },
      );
      await expect(both, wrong).rejects.toMatchObject(s3Error('InvalidArgument', 400));
    }
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    expect(await received()).toEqual([]);
  });

  it.each<readonly [string, QueueConfiguration['Events'], object, QueueConfiguration['Events'], object]>([
    ['no filters', CREATED, {}, CREATED, {}],
    ['an event that the other’s star covers', CREATED, {}, ['s3:ObjectCreated:Put'], {}],
    ['prefixes one in the other', CREATED, { prefix: 'a' }, CREATED, { prefix: 'a/b' }],
    ['suffixes one in the other', CREATED, { suffix: 'json' }, CREATED, { suffix: '.json' }],
    ['a prefix here and a suffix there', CREATED, { prefix: 'a' }, CREATED, { suffix: 'b' }],
  ])('does not overlap with another by %s', async (_, events, rules, otherEvents, otherRules) => {
    const [Bucket, { QueueArn }] = [await bucket(), await queue()];
    const configured = configure(
      Bucket,
      { QueueArn, Events: events, ...filter(rules) },
      { QueueArn, Events: otherEvents, ...filter(otherRules) },
    );
    await expect(configured).rejects.toMatchObject(s3Error('InvalidArgument', 400));
  });

  it.each<readonly [string, QueueConfiguration['Events'], object, QueueConfiguration['Events'], object]>([
    ['events', ['s3:ObjectCreated:Put'], {}, ['s3:ObjectCreated:Copy'], {}],
    ['prefixes', CREATED, { prefix: 'a/' }, CREATED, { prefix: 'b/' }],
    ['suffixes', CREATED, { prefix: 'a', suffix: '.json' }, CREATED, { prefix: 'a/b', suffix: '.wav' }],
  ])('goes beside another with different %s', async (_, events, rules, otherEvents, otherRules) => {
    const [Bucket, { QueueArn }] = [await bucket(), await queue()];
    await configure(
      Bucket,
      { QueueArn, Events: events, ...filter(rules) },
      { QueueArn, Events: otherEvents, ...filter(otherRules) },
    );
  });

  it('has one prefix and one suffix at most, and ids that differ', async () => {
    const [Bucket, { QueueArn }] = [await bucket(), await queue()];
    const FilterRules = ['a', 'b'].map((Value) => ({ Name: 'prefix' as const, Value }));
    const twice = configure(Bucket, { QueueArn, Events: CREATED, Filter: { Key: { FilterRules } } });
    await expect(twice).rejects.toMatchObject(s3Error('InvalidArgument', 400));
    const shared = configure(
      Bucket,
      { Id: 'id', QueueArn, Events: CREATED, ...filter({ prefix: 'a' }) },
      { Id: 'id', QueueArn, Events: CREATED, ...filter({ prefix: 'b' }) },
    );
    await expect(shared).rejects.toMatchObject(s3Error('InvalidArgument', 400));
  });

  it('for topics, functions, buses and events that never come is refused', async () => {
    const [Bucket, { QueueArn }] = [await bucket(), await queue()];
    const put = (NotificationConfiguration: object) =>
      client.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
    const Events: Event[] = ['s3:ObjectCreated:*'];
    for (const configuration of [
      { TopicConfigurations: [{ TopicArn: 'arn:aws:sns:eu-central-1:000000000000:topic', Events }] },
      { LambdaFunctionConfigurations: [{ LambdaFunctionArn: 'arn', Events }] },
      { EventBridgeConfiguration: {} },
      { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectRestore:*'] }] },
    ]) {
      await expect(put(configuration)).rejects.toMatchObject(s3Error('NotImplemented', 501));
    }
  });
});

describe('an event', () => {
  it('is a record of what was put, by whom, and where', async () => {
    const { Bucket, events } = await watched();
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'body' }));
    const text = expect.any(String);
    expect(await events()).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-central-1',
        eventTime: '2026-02-03T04:05:06.789Z',
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: text },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': text, 'x-amz-id-2': text },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'all',
          bucket: { name: Bucket, ownerIdentity: { principalId: text }, arn: `arn:aws:s3:::${Bucket}` },
          object: {
            key: 'key',
            size: 4,
            eTag: ETag?.replaceAll('"', ''),
            sequencer: expect.stringMatching(/^[\dA-F]+$/),
          },
        },
      },
    ]);
  });

  it.each([
    ['a b', 'a+b'],
    ['a+b', 'a%2Bb'],
    ['folder//name', 'folder//name'],
    ['é & 😀', '%C3%A9+%26+%F0%9F%98%80'],
    ['a%20b', 'a%2520b'],
  ])('names the key %j as %s', async (Key, named) => {
    const { Bucket, events } = await watched();
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    expect((await events())[0]?.s3.object['key']).toBe(named);
  });

  it('comes of a copy, and of parts that become an object, once', async () => {
    const { Bucket, events } = await watched();
    const at = { Bucket, Key: 'parts' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    const { ETag } = await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: 'part' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    expect(await events()).toMatchObject([
      { eventName: 'ObjectCreated:CompleteMultipartUpload', s3: { object: { key: 'parts', size: 4 } } },
    ]);
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/parts` }));
    expect(await events()).toMatchObject([{ eventName: 'ObjectCreated:Copy', s3: { object: { key: 'copy' } } }]);
  });

  it('comes of deletions, with neither size nor tag', async () => {
    const { Bucket, events } = await watched();
    for (const Key of ['a', 'b']) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await events();
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const [deleted] = await events();
    expect(deleted).toMatchObject({ eventName: 'ObjectRemoved:Delete' });
    expect(Object.keys(deleted?.s3.object ?? {}).sort()).toEqual(['key', 'sequencer']);
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }] } }));
    expect(await events()).toMatchObject([{ eventName: 'ObjectRemoved:Delete', s3: { object: { key: 'b' } } }]);
  });

  it('names the version in a bucket that has versions', async () => {
    const { Bucket, events } = await watched({ versioned: true });
    const at = { Bucket, Key: 'key' };
    const { VersionId } = await client.send(new PutObjectCommand({ ...at, Body: 'x' }));
    expect(await events()).toMatchObject([{ s3: { object: { versionId: VersionId } } }]);
    const marker = await client.send(new DeleteObjectCommand(at));
    expect(await events()).toMatchObject([
      { eventName: 'ObjectRemoved:DeleteMarkerCreated', s3: { object: { versionId: marker.VersionId } } },
    ]);
    await client.send(new DeleteObjectCommand({ ...at, VersionId }));
    expect(await events()).toMatchObject([
      { eventName: 'ObjectRemoved:Delete', s3: { object: { versionId: VersionId } } },
    ]);
  });

  it('of a key can be told from an earlier one by its sequencer', async () => {
    const { Bucket, events } = await watched();
    for (let time = 0; time < 20; time += 1) {
      await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x'.repeat(time + 1) }));
    }
    const objects = (await events()).map(({ s3 }) => s3.object);
    expect(String(objects[0]?.['sequencer'])).toMatch(/^0/);
    const bySequencer = objects.toSorted((one, other) =>
      String(one['sequencer']) < String(other['sequencer']) ? -1 : 1,
    );
    expect(bySequencer.map(({ size }) => size)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('does not come of what fails, or of reading', async () => {
    const { Bucket, events } = await watched();
    const at = { Bucket, Key: 'key' };
    await client.send(new PutObjectCommand({ ...at, Body: 'x', IfNoneMatch: '*' }));
    await events();
    const late = client.send(new PutObjectCommand({ ...at, Body: 'y', IfNoneMatch: '*' }));
    await expect(late).rejects.toMatchObject(s3Error('PreconditionFailed', 412));
    const spoiled = client.send(new PutObjectCommand({ ...at, Body: 'y', ChecksumCRC32: 'AAAAAA==' }));
    await expect(spoiled).rejects.toMatchObject(s3Error('BadDigest', 400));
    await (await client.send(new GetObjectCommand(at))).Body?.transformToString();
    expect(await events()).toEqual([]);
  });

  it('goes to whom its name and key concern, and once to each', async () => {
    const Bucket = await bucket();
    const [json, wav, removed] = [await queue(), await queue(), await queue()];
    await configure(
      Bucket,
      { Id: 'json', QueueArn: json.QueueArn, Events: CREATED, ...filter({ prefix: 'out/', suffix: '.json' }) },
      { Id: 'wav', QueueArn: wav.QueueArn, Events: ['s3:ObjectCreated:Put'], ...filter({ suffix: '.wav' }) },
      { Id: 'removed', QueueArn: removed.QueueArn, Events: ['s3:ObjectRemoved:*'], ...filter({ suffix: '.json' }) },
    );
    for (const Key of ['out/a.json', 'in/a.json', 'out/a.JSON', 'out/a.wav', 'b.wav', 'out/a.json.bak']) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'out/a.json' }));
    const told = async ({ received }: { received(): Promise<S3Event[]> }) =>
      (await received())
        .flatMap(({ Records = [] }) => Records)
        .map(({ s3 }) => `${s3.configurationId} ${s3.object['key']}`)
        .sort();
    expect([await told(json), await told(wav), await told(removed)]).toEqual([
      ['json out/a.json'],
      ['wav b.wav', 'wav out/a.wav'],
      ['removed out/a.json'],
    ]);
  });
});
