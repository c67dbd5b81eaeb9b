import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ServiceUnderTest, serviceUnderTest, startQueueServer } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SqsDeadLetters, SqsEventSource } from '../../src/sqs/index.js';
import { arnOf, makeQueues, type QueuePair, sendTo } from './queues.js';
import { message, ScriptedClient } from './scripted-client.js';

let service: ServiceUnderTest;
let client: SQSClient;
let queues: QueuePair;
let letters: SqsDeadLetters;

beforeAll(async () => {
  service = await serviceUnderTest('SQS', startQueueServer);
  client = new SQSClient(service.connection);
});
afterAll(async () => {
  client.destroy();
  await service.close();
});
beforeEach(async () => {
  queues = await makeQueues(client, 1);
  letters = new SqsDeadLetters({ client, ...queues, waitSeconds: 0 });
});

/** Sends a message, and dead-letters it as the event source does. */
async function deadLetter(body: string, reason = 'no JSON'): Promise<string> {
  const sent = await sendTo(client, queues.queueUrl, body);
  const source = new SqsEventSource({ client, ...queues });
  for (const delivery of (await source.receive(1)) ?? []) {
    await source.deadLetter(delivery, { code: 'EARSHOT_UNREADABLE', reason });
  }
  await source.close();
  return sent;
}

/** Sends a message, and lets the queue put it away for having been received too often. */
async function exhaust(body: string): Promise<void> {
  await sendTo(client, queues.queueUrl, body);
  const receive = () => client.send(new ReceiveMessageCommand({ QueueUrl: queues.queueUrl, VisibilityTimeout: 0 }));
  while ((await receive()).Messages !== undefined);
}

test('a list tells of every message who put it away, and why', async () => {
  const messageId = await deadLetter('dead-lettered', 'no JSON at 返金');
  await exhaust('exhausted');
  const list = await letters.list();
  expect(list).toHaveLength(2);
  expect(list.find(({ body }) => body === 'dead-lettered')).toMatchObject({
    parkedBy: 'earshot',
    failure: { code: 'EARSHOT_UNREADABLE', reason: 'no JSON at 返金' },
    origin: { messageId, queue: queues.queueUrl, receiveCount: 1, sentAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    receiveCount: 1,
    attributes: {},
  });
  const exhausted = list.find(({ body }) => body === 'exhausted');
  expect(exhausted).toMatchObject({ parkedBy: 'redrive-policy', sentAtMs: expect.any(Number) });
  expect(exhausted?.failure).toBeUndefined();
});

test('looking leaves the messages where they are', async () => {
  for (let index = 0; index < 23; index++) await sendTo(client, queues.deadLetterQueueUrl, `message ${index}`);
  for (let times = 0; times < 2; times++) {
    const list = await letters.list();
    expect(new Set(list.map(({ messageId }) => messageId)).size).toBe(23);
    expect(list).toHaveLength(23);
  }
  expect(await letters.list({ max: 12 })).toHaveLength(12);
  expect(await letters.count()).toEqual({ waiting: 23, inFlight: 0 });
});

test('one message is shown by its id', async () => {
  await sendTo(client, queues.deadLetterQueueUrl, 'another');
  const messageId = await sendTo(client, queues.deadLetterQueueUrl, 'message');
  expect(await letters.show(messageId)).toMatchObject({ messageId, body: 'message' });
  expect(await letters.show('none of them')).toBeUndefined();
  expect(await letters.count()).toEqual({ waiting: 2, inFlight: 0 });
});

test('a dead-lettered message is shown by the id too that it had before, which is the one that logs name', async () => {
  const before = await deadLetter('message');
  const [deadLettered] = await letters.list();
  expect(deadLettered?.messageId).not.toBe(before);
  expect(await letters.show(before)).toMatchObject({
    messageId: deadLettered?.messageId,
    origin: { messageId: before },
  });
});

test('a redrive brings every message back to its queue, to be received for the first time', async () => {
  await deadLetter('message 😀');
  const { taskHandle } = await letters.startRedrive();
  expect(taskHandle).not.toBe('');
  const source = new SqsEventSource({ client, ...queues });
  expect(await source.receive(10)).toMatchObject([{ body: 'message 😀', receiveCount: 1 }]);
  await source.close();
  await expect.poll(() => letters.status()).toMatchObject([{ status: 'COMPLETED', moved: 1, toMove: 1 }]);
  expect(await letters.list()).toEqual([]);
});

test('a redrive goes where it is told to, as fast as it is told to, until it is cancelled', async () => {
  for (let index = 0; index < 20; index++) await sendTo(client, queues.deadLetterQueueUrl, 'message');
  const destinationArn = await arnOf(client, queues.queueUrl);
  await new SqsDeadLetters({ client, deadLetterQueueUrl: queues.deadLetterQueueUrl }).startRedrive({
    destinationArn,
    maxPerSecond: 1,
  });
  expect(await letters.status()).toMatchObject([{ status: 'RUNNING', destinationArn, maxPerSecond: 1 }]);
  await expect(letters.startRedrive()).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  expect(await letters.cancel()).toBe(true);
  expect(await letters.cancel()).toBe(false);
});

test('a redrive to nowhere is refused, since SQS does not know where dead-lettered messages come from', async () => {
  const { deadLetterQueueUrl } = queues;
  const aimless = new SqsDeadLetters({ client, deadLetterQueueUrl });
  await expect(aimless.startRedrive()).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  const elsewhere = new SqsDeadLetters({ client, deadLetterQueueUrl: `${deadLetterQueueUrl}-not`, waitSeconds: 0 });
  for (const call of [elsewhere.list(), elsewhere.count(), elsewhere.status(), elsewhere.cancel()]) {
    await expect(call).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  }
});

test('a discard by ids leaves the other messages visible', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 23; index++) {
    ids.push(await sendTo(client, queues.deadLetterQueueUrl, `message ${index}`));
  }
  expect(await letters.discard({ messageIds: ids.slice(20) })).toEqual({ discarded: 3, missing: [] });
  expect(await letters.count()).toEqual({ waiting: 20, inFlight: 0 });
});

test('a discard of all spares messages that were sent more than a minute after it began', async () => {
  await deadLetter('message');
  const late = new SqsDeadLetters({ client, ...queues, waitSeconds: 0, now: () => new Date(Date.now() - 61_000) });
  expect(await late.discard()).toEqual({ discarded: 0, missing: [] });
  expect(await letters.count()).toEqual({ waiting: 1, inFlight: 0 });
  const early = new SqsDeadLetters({ client, ...queues, waitSeconds: 0, now: () => new Date(Date.now() - 59_000) });
  expect(await early.discard()).toEqual({ discarded: 1, missing: [] });
});

test('a discard that SQS carries out in part counts what is gone, puts the rest back, and throws', async () => {
  const scripted = new ScriptedClient();
  const batches = [['a', 'b'].map((id) => message(id))];
  scripted.script['ReceiveMessage'] = () => ({ Messages: batches.shift() });
  scripted.script['GetQueueAttributes'] = () => ({
    Attributes: { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '0' },
  });
  scripted.script['DeleteMessageBatch'] = () => ({
    Successful: [{ Id: '0' }],
    Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }],
  });
  const reports: number[] = [];
  const partly = new SqsDeadLetters({ client: scripted.asSender, deadLetterQueueUrl: 'https://sqs/dlq' });
  const discarding = partly.discard({ messageIds: ['a', 'b', 'c'], onDiscarded: (count) => reports.push(count) });
  await expect(discarding).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  expect(reports).toEqual([1]);
  expect(scripted.inputsOf('ChangeMessageVisibilityBatch')).toMatchObject([
    { Entries: [{ ReceiptHandle: 'receipt of b', VisibilityTimeout: 0 }] },
  ]);
  expect(scripted.inputsOf('PurgeQueue')).toEqual([]);
});

test.each([
  [50, 1, 30],
  [97_560, 4, 976],
])(
  'a look through %i messages takes %i lanes, and keeps what it saw away for %i s',
  async (waiting, lanes, seconds) => {
    const scripted = new ScriptedClient();
    scripted.script['GetQueueAttributes'] = () => ({
      Attributes: { ApproximateNumberOfMessages: String(waiting), ApproximateNumberOfMessagesNotVisible: '0' },
    });
    scripted.script['ReceiveMessage'] = () => ({});
    const many = new SqsDeadLetters({ client: scripted.asSender, deadLetterQueueUrl: 'https://sqs/dlq' });
    expect(await many.show('none of them')).toBeUndefined();
    expect(await many.discard()).toEqual({ discarded: 0, missing: [] });
    const receives = scripted.inputsOf('ReceiveMessage');
    expect(receives).toHaveLength(2 * lanes);
    expect(new Set(receives.map(({ VisibilityTimeout }) => VisibilityTimeout))).toEqual(new Set([seconds]));
  },
);
