import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SqsEventSource } from '@earshot/adapters-aws';
import { connectionTo, startQueueServer } from '@earshot/aws-test-servers';
import type { Failure } from '@earshot/core';

type QueueName = 'start' | 'results';

/** A deployment's two queues and their dead-letter queues, in an SQS of their own. */
export interface DeadLetterQueues {
  /** The variables by which the command finds them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sends a message and dead-letters it, as Earshot does; returns the id that it has then. */
  deadLetter(queue: QueueName, body: string, failure?: Failure): Promise<string>;
  /** Sends a message that nobody handles, until the queue's redrive policy puts it away. */
  exhaust(queue: QueueName, body: string): Promise<void>;
  /** Takes what is in a queue out of it: the bodies. */
  take(queue: QueueName): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts an SQS with empty queues. */
export async function startDeadLetterQueues(): Promise<DeadLetterQueues> {
  const server = await startQueueServer();
  const client = new SQSClient(connectionTo(server));
  const make = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    // The server names queues by a host that it makes up of region and address.
    return QueueUrl.replace(/^https?:\/\/[^/]+/, server.url);
  };
  const attributeOf = async (QueueUrl: string, name: 'QueueArn' | 'ApproximateNumberOfMessages') => {
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }));
    return Attributes?.[name] ?? '';
  };
  const pair = async (name: QueueName) => {
    const deadLetterQueueUrl = await make(`${name}-dlq`);
    const deadLetterTargetArn = await attributeOf(deadLetterQueueUrl, 'QueueArn');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    return { queueUrl: await make(name, { RedrivePolicy }), deadLetterQueueUrl };
  };
  const queues = { start: await pair('start'), results: await pair('results') };

  const send = (queue: QueueName, MessageBody: string) =>
    client.send(new SendMessageCommand({ QueueUrl: queues[queue].queueUrl, MessageBody }));
  const idOf = async (queue: QueueName, body: string) => {
    const QueueUrl = queues[queue].deadLetterQueueUrl;
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    return Messages.find(({ Body }) => Body === body)?.MessageId ?? '';
  };
  return {
    environment: {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      EARSHOT_START_QUEUE_URL: queues.start.queueUrl,
      EARSHOT_START_DLQ_URL: queues.start.deadLetterQueueUrl,
      EARSHOT_RESULTS_QUEUE_URL: queues.results.queueUrl,
      EARSHOT_RESULTS_DLQ_URL: queues.results.deadLetterQueueUrl,
    },
    async deadLetter(queue, body, failure = { code: 'EARSHOT_UNREADABLE', reason: 'no JSON' }) {
      await send(queue, body);
      const source = new SqsEventSource({ client, ...queues[queue] });
      for (const delivery of (await source.receive(1)) ?? []) await source.deadLetter(delivery, failure);
      await source.close();
      return idOf(queue, body);
    },
    async exhaust(queue, body) {
      await send(queue, body);
      const receive = new ReceiveMessageCommand({ QueueUrl: queues[queue].queueUrl, VisibilityTimeout: 0 });
      while ((await client.send(receive)).Messages !== undefined);
    },
    async take(queue) {
      const bodies: string[] = [];
      for (;;) {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl: queues[queue].queueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) return bodies;
        bodies.push(...Messages.map(({ Body = '' }) => Body));
      }
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
}
