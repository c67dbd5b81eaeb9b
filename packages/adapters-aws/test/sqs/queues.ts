import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetteredDelivery } from '@earshot/core/testing';
import { DEAD_LETTER_ATTRIBUTES } from '../../src/sqs/index.js';

let made = 0;

/** A queue and its dead-letter queue, both new. */
export interface QueuePair {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** Makes two queues, tied by a redrive policy. */
export async function makeQueues(client: SQSClient, maxReceiveCount = 1000): Promise<QueuePair> {
  const name = `earshot-${Date.now().toString(36)}-${process.pid}-${made++}`;
  const deadLetterQueueUrl = await makeQueue(client, `${name}-dead`);
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: await arnOf(client, deadLetterQueueUrl),
    maxReceiveCount,
  });
  return { queueUrl: await makeQueue(client, name, { RedrivePolicy }), deadLetterQueueUrl };
}

/** Makes a queue. */
export async function makeQueue(client: SQSClient, QueueName: string, Attributes = {}): Promise<string> {
  return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
}

export async function dropQueues(client: SQSClient, { queueUrl, deadLetterQueueUrl }: QueuePair): Promise<void> {
  for (const QueueUrl of [queueUrl, deadLetterQueueUrl]) await client.send(new DeleteQueueCommand({ QueueUrl }));
}

export async function arnOf(client: SQSClient, QueueUrl: string): Promise<string> {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return (await client.send(command)).Attributes?.['QueueArn'] ?? '';
}

export async function sendTo(client: SQSClient, QueueUrl: string, MessageBody: string): Promise<string> {
  return (await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))).MessageId ?? '';
}

/** What is in a dead-letter queue with a reason of Earshot's. */
export async function deadLetteredIn(client: SQSClient, QueueUrl: string): Promise<DeadLetteredDelivery[]> {
  return (await receiveAll(client, QueueUrl)).map(({ Body = '', MessageAttributes }) => {
    const said = (name: keyof typeof DEAD_LETTER_ATTRIBUTES) =>
      MessageAttributes?.[DEAD_LETTER_ATTRIBUTES[name]]?.StringValue ?? '';
    return { delivery: { body: Body }, failure: { code: said('code'), reason: said('reason') } };
  });
}

/** Receives every visible message of a queue, in order; they stay invisible for as long as the queue says. */
export async function receiveAll(client: SQSClient, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
    const { Messages = [] } = await client.send(new ReceiveMessageCommand(input));
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}
