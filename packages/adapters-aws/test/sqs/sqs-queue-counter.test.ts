import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ServiceUnderTest, serviceUnderTest, startQueueServer } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SqsQueueCounter } from '../../src/sqs/index.js';
import { makeQueues, sendTo } from './queues.js';

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

test('a queue is counted with its dead letters, and no age is invented', async () => {
  const queues = await makeQueues(client, 3);
  for (const body of ['one', 'two', 'three']) await sendTo(client, queues.queueUrl, body);
  await sendTo(client, queues.deadLetterQueueUrl, 'dead');
  await client.send(new ReceiveMessageCommand({ QueueUrl: queues.queueUrl, VisibilityTimeout: 60 }));
  const counter = new SqsQueueCounter({ name: 'start', client, ...queues });
  expect([counter.name, await counter.count()]).toEqual(['start', { waiting: 2, inFlight: 1, deadLettered: 1 }]);
});

test('a queue that is gone is an error', async () => {
  const queues = await makeQueues(client, 3);
  const counter = new SqsQueueCounter({ name: 'start', client, ...queues, queueUrl: `${queues.queueUrl}-gone` });
  await expect(counter.count()).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
});
