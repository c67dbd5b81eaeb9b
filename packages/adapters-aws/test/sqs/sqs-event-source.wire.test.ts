import { expect, test } from 'vitest';
import { SqsEventSource, type SqsEventSourceOptions } from '../../src/sqs/index.js';
import { message, messages, ScriptedClient, settled } from './scripted-client.js';

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/starts';
const DEAD = `${QUEUE}-dead`;

function sourceOver(client: ScriptedClient, options: Partial<SqsEventSourceOptions> = {}): SqsEventSource {
  return new SqsEventSource({ client: client.asSender, queueUrl: QUEUE, deadLetterQueueUrl: DEAD, ...options });
}

async function received(client: ScriptedClient, options?: Partial<SqsEventSourceOptions>) {
  const source = sourceOver(client, options);
  return { source, deliveries: (await source.receive(10)) ?? [] };
}

test('asks for a batch by a long poll, with the times and counts', async () => {
  const client = new ScriptedClient();
  client.give([message('a', { Attributes: { SentTimestamp: '1790000000123', ApproximateReceiveCount: '3' } })]);
  const { deliveries } = await received(client);
  expect(deliveries).toEqual([{ id: 'a', body: 'body of a', sentAtMs: 1_790_000_000_123, receiveCount: 3 }]);
  expect(client.sent).toEqual([
    {
      name: 'ReceiveMessage',
      input: {
        QueueUrl: QUEUE,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 20,
        VisibilityTimeout: 30,
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        MessageAttributeNames: ['All'],
      },
    },
  ]);
});

test('deletes what is acknowledged in one turn together, ten at a time', async () => {
  const client = new ScriptedClient();
  client.give(messages(10), messages(2, 'n'));
  const { source, deliveries } = await received(client, { readAhead: 0 });
  const more = (await source.receive(2)) ?? [];
  await Promise.all([...deliveries, ...more].map((delivery) => source.acknowledge(delivery)));
  const [first, second, ...others] = client.inputsOf('DeleteMessageBatch').map(({ Entries }) => Entries);
  expect(first).toHaveLength(10);
  expect(second).toEqual([
    { Id: '0', ReceiptHandle: 'receipt of n0' },
    { Id: '1', ReceiptHandle: 'receipt of n1' },
  ]);
  expect(others).toEqual([]);
});

test('deletes what is acknowledged while a batch is under way with the next one', async () => {
  const client = new ScriptedClient();
  const answers: (() => void)[] = [];
  client.script['DeleteMessageBatch'] = () => new Promise<void>((resolve) => answers.push(resolve));
  client.give(messages(4));
  const { source, deliveries } = await received(client);
  const [first, ...others] = deliveries.map((delivery) => () => source.acknowledge(delivery));
  const done = [first?.()];
  await settled();
  for (const acknowledge of others) {
    done.push(acknowledge());
    await settled();
  }
  expect(client.inputsOf('DeleteMessageBatch')).toHaveLength(1);
  answers.shift()?.();
  await settled();
  expect(client.inputsOf('DeleteMessageBatch')[1]?.['Entries']).toHaveLength(3);
  answers.shift()?.();
  await Promise.all(done);
});

test('returns a message for later after whole seconds, rounded up, within twelve hours of its receive', async () => {
  const client = new ScriptedClient();
  client.give(messages(4));
  let nowMs = 0;
  const { source, deliveries } = await received(client, { now: () => new Date(nowMs) });
  const delays = [0, 1, 1_001, 13 * 3_600_000];
  for (const [index, delivery] of deliveries.entries()) {
    nowMs = 1_500;
    await source.retry(delivery, delays[index] ?? 0);
  }
  const inputs = client.inputsOf('ChangeMessageVisibility');
  expect(inputs.map(({ VisibilityTimeout }) => VisibilityTimeout)).toEqual([0, 1, 2, 43_200 - 2]);
  expect(inputs[0]).toEqual({ QueueUrl: QUEUE, ReceiptHandle: 'receipt of m0', VisibilityTimeout: 0 });
});

test('dead-letters a message by sending it with the reason first, and deleting it then', async () => {
  const client = new ScriptedClient();
  const own = { DataType: 'String', StringValue: 'call' };
  client.give([message('a', { MessageAttributes: { Kind: own } })]);
  const { source, deliveries } = await received(client);
  for (const delivery of deliveries)
    await source.deadLetter(delivery, { code: 'EARSHOT_UNREADABLE', reason: 'not\u0000 JSON' });
  expect(client.sent.map(({ name }) => name).filter((name) => name !== 'ReceiveMessage')).toEqual([
    'SendMessage',
    'DeleteMessageBatch',
  ]);
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  expect(client.inputsOf('SendMessage')).toEqual([
    {
      QueueUrl: DEAD,
      MessageBody: 'body of a',
      MessageAttributes: {
        EarshotCode: text('EARSHOT_UNREADABLE'),
        EarshotReason: text('not\uFFFD JSON'),
        EarshotMessageId: text('a'),
        EarshotReceiveCount: { DataType: 'Number', StringValue: '1' },
        EarshotSentAt: text('2026-09-21T14:13:20.000Z'),
        EarshotSource: text(QUEUE),
        Kind: own,
      },
    },
  ]);
});

test('answers a message by the receipt of its last delivery', async () => {
  const client = new ScriptedClient();
  client.give([message('a')], [message('a', { ReceiptHandle: 'new receipt' })]);
  const { source, deliveries } = await received(client, { readAhead: 0 });
  await source.receive(1);
  for (const delivery of deliveries) await source.acknowledge(delivery);
  expect(client.inputsOf('DeleteMessageBatch')[0]?.['Entries']).toEqual([{ Id: '0', ReceiptHandle: 'new receipt' }]);
});
