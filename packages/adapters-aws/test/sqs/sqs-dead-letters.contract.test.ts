import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ServiceUnderTest, serviceUnderTest, startQueueServer } from '@earshot/aws-test-servers';
import { deadLettersContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { SqsDeadLetters, SqsEventSource } from '../../src/sqs/index.js';
import { dropQueues, makeQueues, sendTo } from './queues.js';

let service: ServiceUnderTest;
let client: SQSClient;

beforeAll(async () => {
  service = await serviceUnderTest('SQS', startQueueServer);
  client = new SQSClient(service.connection);
});
afterAll(async () => {
  client.destroy();
  await service.close();
});

describe('SqsDeadLetters', () => {
  const create = async () => {
    const queues = await makeQueues(client, 2);
    const source = new SqsEventSource({ client, ...queues, waitSeconds: 1 });
    return {
      letters: new SqsDeadLetters({ client, ...queues, waitSeconds: 0, pollMs: 5 }),
      source,
      send: async (body: string) => void (await sendTo(client, queues.queueUrl, body)),
      exhaust: async (body: string) => {
        await sendTo(client, queues.queueUrl, body);
        const receive = new ReceiveMessageCommand({ QueueUrl: queues.queueUrl, VisibilityTimeout: 0 });
        while ((await client.send(receive)).Messages !== undefined);
      },
      dispose: async () => {
        await source.close();
        await dropQueues(client, queues);
      },
    };
  };
  registerContract(deadLettersContract(create, { exhausts: true }), it);
});
