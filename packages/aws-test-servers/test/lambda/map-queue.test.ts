import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import {
  connectionTo,
  InvocationError,
  mapQueue,
  type QueueMapping,
  startQueueServer,
  type TestServer,
} from '../../src/index.js';

type Handler = (event: Batch) => unknown;
interface Batch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

let server: TestServer;
let client: SQSClient;
let mapping: QueueMapping | undefined;
let count = 0;

beforeAll(async () => {
  server = await startQueueServer();
  client = new SQSClient(connectionTo(server));
});
afterEach(async () => {
  await mapping?.close();
  mapping = undefined;
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

async function queue(): Promise<string> {
  const Attributes = { VisibilityTimeout: '60' };
  const made = await client.send(new CreateQueueCommand({ QueueName: `mapped-${++count}`, Attributes }));
  return made.QueueUrl ?? '';
}

async function send(
  QueueUrl: string,
  bodies: readonly string[],
  MessageAttributes?: Record<string, MessageAttributeValue>,
) {
  for (const MessageBody of bodies)
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
}

async function countsOf(QueueUrl: string) {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.map((name) => Number(Attributes[name]));
}

function mapped(
  queueUrl: string,
  handler: Handler,
  more: { maximumConcurrency?: number; reportBatchItemFailures?: boolean } = {},
) {
  const batches: Batch[] = [];
  const invoke = async (event: unknown) => {
    batches.push(event as Batch);
    return handler(event as Batch);
  };
  mapping = mapQueue({ client, queueUrl, function: { invoke }, maximumConcurrency: 1, ...more });
  return batches;
}

it('hands messages over as Lambda does, and deletes them', async () => {
  const queueUrl = await queue();
  const attributes = {
    Kind: { DataType: 'String', StringValue: 'start' },
    Bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
  };
  await send(queueUrl, ['{"callId":"ü"}'], attributes);
  const batches = mapped(queueUrl, () => ({ batchItemFailures: [] }));
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  await mapping?.close();
  expect(await countsOf(queueUrl)).toEqual([0, 0]);
  expect(batches[0]?.Records).toEqual([
    {
      messageId: expect.stringMatching(/^[\da-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: '{"callId":"ü"}',
      attributes: expect.objectContaining({
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
      }),
      messageAttributes: {
        Kind: { stringValue: 'start', stringListValues: [], binaryListValues: [], dataType: 'String' },
        Bytes: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
      },
      md5OfBody: expect.stringMatching(/^[\da-f]{32}$/),
      md5OfMessageAttributes: expect.stringMatching(/^[\da-f]{32}$/),
      eventSource: 'aws:sqs',
      eventSourceARN: expect.stringMatching(/^arn:aws:sqs:eu-central-1:000000000000:mapped-\d+$/),
      awsRegion: 'eu-central-1',
    },
  ]);
});

it('leaves in the queue what the answer names, and deletes the others', async () => {
  const queueUrl = await queue();
  await send(queueUrl, ['good', 'bad', 'good']);
  mapped(queueUrl, ({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  }));
  await vi.waitFor(async () => expect(await countsOf(queueUrl)).toEqual([0, 1]));
});

it.each<[string, Handler, number]>([
  ['nothing', () => undefined, 0],
  ['null', () => null, 0],
  ['an empty list', () => ({ batchItemFailures: [] }), 0],
  ['no list', () => ({}), 0],
  ['null for a list', () => ({ batchItemFailures: null }), 0],
  ['what is no object', () => 'done', 2],
  ['what is no list', () => ({ batchItemFailures: 'none' }), 2],
  ['an unknown message', () => ({ batchItemFailures: [{ itemIdentifier: 'unknown' }] }), 2],
  ['an empty identifier', () => ({ batchItemFailures: [{ itemIdentifier: '' }] }), 2],
  ['no identifier', () => ({ batchItemFailures: [{ itemIdentifier: null }] }), 2],
  ['a key of another name', ({ Records }) => ({ batchItemFailures: [{ messageId: Records[0]?.messageId }] }), 2],
  ['an error', () => Promise.reject(new InvocationError('Error', 'no')), 2],
])('takes %s for what Lambda takes it for', async (_, handler, left) => {
  const queueUrl = await queue();
  await send(queueUrl, ['one', 'two']);
  const batches = mapped(queueUrl, handler);
  await vi.waitFor(() => expect(batches.flatMap(({ Records }) => Records)).toHaveLength(2));
  await mapping?.close();
  expect(await countsOf(queueUrl)).toEqual([0, left]);
});

it('looks at no answer when it is not told to', async () => {
  const queueUrl = await queue();
  await send(queueUrl, ['one']);
  const batches = mapped(queueUrl, () => ({ batchItemFailures: [{ itemIdentifier: '' }] }), {
    reportBatchItemFailures: false,
  });
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  await mapping?.close();
  expect(await countsOf(queueUrl)).toEqual([0, 0]);
});

it('has no more batches at work than it may, and finishes them when it is closed', async () => {
  const queueUrl = await queue();
  await send(
    queueUrl,
    Array.from({ length: 40 }, (_, index) => String(index)),
  );
  let atWork = 0;
  let most = 0;
  const batches = mapped(
    queueUrl,
    async () => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, 50));
      atWork--;
    },
    { maximumConcurrency: 2 },
  );
  await vi.waitFor(() => expect(batches.length).toBeGreaterThanOrEqual(2));
  await mapping?.close();
  expect(most).toBe(2);
  expect(atWork).toBe(0);
  const [visible = 0, invisible] = await countsOf(queueUrl);
  expect(invisible).toBe(0);
  expect(visible).toBe(40 - batches.flatMap(({ Records }) => Records).length);
});
