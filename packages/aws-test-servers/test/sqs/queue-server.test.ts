import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTo, startQueueServer, type TestServer } from '../../src/index.js';

let server: TestServer;
let client: SQSClient;
let made = 0;

beforeAll(async () => {
  server = await startQueueServer();
  client = new SQSClient({ ...connectionTo(server), maxAttempts: 1 });
});
afterAll(() => server.close());

async function queue(Attributes: Record<string, string> = {}): Promise<{ url: string; arn: string }> {
  const { QueueUrl: url = '' } = await client.send(
    new CreateQueueCommand({ QueueName: `queue-${made++}`, Attributes }),
  );
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
  return { url, arn: (await client.send(command)).Attributes?.['QueueArn'] ?? '' };
}

async function deadLetterPair() {
  const dead = await queue();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
  return { dead, source: await queue({ RedrivePolicy }) };
}

const send = (QueueUrl: string, MessageBody: string) =>
  client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      MessageAttributes: { Kind: { DataType: 'String', StringValue: 'call' } },
    }),
  );
const receive = async (QueueUrl: string, WaitTimeSeconds = 5): Promise<Message[]> =>
  (await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds, MessageAttributeNames: ['All'] })))
    .Messages ?? [];
const start = (input: StartMessageMoveTaskCommandInput) => client.send(new StartMessageMoveTaskCommand(input));
const tasks = async (SourceArn: string) =>
  (await client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }))).Results ?? [];
const nameOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    ({ name }: Error) => name,
  );

describe('message move tasks', () => {
  it('move every message with its body and attributes, as new messages', async () => {
    const { dead, source } = await deadLetterPair();
    const { MessageId } = await send(dead.url, 'message 😀');
    const { TaskHandle } = await start({ SourceArn: dead.arn, DestinationArn: source.arn });
    const [message] = await receive(source.url);
    expect(TaskHandle).toBeTypeOf('string');
    expect(message).toMatchObject({ Body: 'message 😀', MessageAttributes: { Kind: { StringValue: 'call' } } });
    expect(message?.MessageId).not.toBe(MessageId);
    await expect.poll(async () => (await tasks(dead.arn))[0]?.Status).toBe('COMPLETED');
    expect(await tasks(dead.arn)).toMatchObject([
      { ApproximateNumberOfMessagesMoved: 1, ApproximateNumberOfMessagesToMove: 1, DestinationArn: source.arn },
    ]);
    expect((await tasks(dead.arn))[0]?.TaskHandle).toBeUndefined();
  });

  it('go to the source of the dead-letter queue when no other is named', async () => {
    const { dead, source } = await deadLetterPair();
    await send(dead.url, 'message');
    await start({ SourceArn: dead.arn });
    expect(await receive(source.url)).toHaveLength(1);
  });

  it('start for dead-letter queues only, at rates from 1 to 500, towards queues that are there', async () => {
    const { dead, source } = await deadLetterPair();
    const refusals = [
      start({ SourceArn: source.arn, DestinationArn: dead.arn }),
      start({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 501 }),
      start({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 0 }),
      start({ SourceArn: dead.arn, DestinationArn: `${source.arn}-not` }),
      start({ SourceArn: `${dead.arn}-not` }),
    ];
    expect(await Promise.all(refusals.map(nameOf))).toEqual([
      'InvalidParameterValue',
      'InvalidParameterValue',
      'InvalidParameterValue',
      'ResourceNotFoundException',
      'ResourceNotFoundException',
    ]);
  });

  it('run one at a time per queue, and until they are cancelled', async () => {
    const { dead, source } = await deadLetterPair();
    for (let index = 0; index < 20; index++) await send(dead.url, 'message');
    const input = { SourceArn: dead.arn, DestinationArn: source.arn, MaxNumberOfMessagesPerSecond: 1 };
    const { TaskHandle } = await start(input);
    expect(await nameOf(start(input))).toBe('InvalidParameterValue');
    expect((await tasks(dead.arn))[0]).toMatchObject({
      Status: 'RUNNING',
      TaskHandle,
      MaxNumberOfMessagesPerSecond: 1,
    });
    await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    expect((await tasks(dead.arn))[0]?.Status).toMatch(/^CANCELL/);
    expect(await nameOf(client.send(new CancelMessageMoveTaskCommand({ TaskHandle })))).toBe('InvalidParameterValue');
    const unknown = client.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'bm9uZQ==' }));
    expect(await nameOf(unknown)).toBe('ResourceNotFoundException');
  });

  it('know the queues that a dead-letter queue serves', async () => {
    const { dead, source } = await deadLetterPair();
    const list = (QueueUrl: string) => client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
    expect((await list(dead.url)).queueUrls).toEqual([source.url]);
    expect((await list(source.url)).queueUrls).toEqual([]);
  });
});

describe('a queue', () => {
  it('gives no message to a receiver that hung up', async () => {
    const { url } = await queue();
    const hangUp = new AbortController();
    const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
    const polls = [1, 2, 3].map(() => client.send(command, { abortSignal: hangUp.signal }));
    await receive(url, 0);
    hangUp.abort();
    expect(new Set(await Promise.all(polls.map(nameOf)))).toEqual(new Set(['AbortError']));
    await receive(url, 0);
    await send(url, 'message');
    expect(await receive(url)).toHaveLength(1);
  });

  it('wakes a receiver that waits', async () => {
    const { url } = await queue({ ReceiveMessageWaitTimeSeconds: '20' });
    const polls = [client.send(new ReceiveMessageCommand({ QueueUrl: url })), receive(url, 20)];
    await send(url, 'a');
    await send(url, 'b');
    expect(await Promise.all(polls)).toHaveLength(2);
  });

  it('whose name is taken says so by the name that the SDK knows', async () => {
    const QueueName = `queue-${made++}`;
    await client.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '0' } }));
    const again = client.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '1' } }));
    expect(await nameOf(again)).toBe('QueueNameExists');
  });
});
