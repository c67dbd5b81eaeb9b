import { createHash } from 'node:crypto';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PublishCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { synthesise } from '../synthesis.ts';
import { type DeployedStack, deployTemplate } from './deployed-stack.ts';
import { ask } from './gateway.ts';

const MEDIA = 'recordings-of-ours';
const RESULTS = 'results-of-ours';
const TOPIC = 'arn:aws:sns:eu-central-1:000000000000:recordings';
const synthesis = synthesise({
  environment: 'existing',
  region: 'eu-central-1',
  keepData: false,
  encryption: 'own-key',
  api: { kind: 'rest' },
  media: { existingBucket: MEDIA, keyArns: ['arn:aws:kms:eu-central-1:000000000000:key/media-1'] },
  results: { existingBucket: RESULTS, keyArn: 'arn:aws:kms:eu-central-1:000000000000:key/results' },
  startTopic: { existingArn: TOPIC },
  table: { existing: 'restored-calls' },
});
let stack: DeployedStack;

beforeAll(async () => {
  stack = await deployTemplate(synthesis);
  for (const Bucket of [MEDIA, RESULTS]) await stack.s3.send(new CreateBucketCommand({ Bucket }));
}, 60_000);
afterAll(() => stack?.close());

async function completed(callId: string): Promise<void> {
  const hash = createHash('md5').update(callId, 'utf8').digest('hex');
  await vi.waitFor(
    async () => {
      const { status, body } = await ask(synthesis.template, stack.functions, `/analytics/${hash}`);
      expect({ status, body }).toMatchObject({ status: 200, body: { items: [{ state: 'completed' }] } });
    },
    { timeout: 20_000, interval: 100 },
  );
}

it('the rule for an existing bucket leads from a recording to the REST API', async () => {
  const key = 'uploads/one.wav';
  await stack.s3.send(new PutObjectCommand({ Bucket: MEDIA, Key: key, Body: 'a recording' }));
  await stack.emit({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    time: '2026-03-01T13:00:00Z',
    detail: { bucket: { name: MEDIA }, object: { key, etag: 'a', size: 11 } },
  });
  await completed('one.wav');
});

it('a message to an existing topic leads to the REST API', async () => {
  await stack.s3.send(new PutObjectCommand({ Bucket: MEDIA, Key: 'uploads/two.wav', Body: 'a recording' }));
  const Message = JSON.stringify({ callId: 'two', audioS3Uri: `s3://${MEDIA}/uploads/two.wav` });
  await stack.sns.send(new PublishCommand({ TopicArn: TOPIC, Message }));
  await completed('two');
});

it('the REST API has no other routes, and nothing was denied', async () => {
  expect((await ask(synthesis.template, stack.functions, '/nowhere')).status).toBe(404);
  expect(stack.denied).toEqual([]);
  expect(stack.excess()).toEqual([]);
});
