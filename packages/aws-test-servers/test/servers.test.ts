import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { connectionTo, startDynamoDbServer, startQueueServer } from '../src/index.js';

it('a DynamoDB that keeps tables', async () => {
  const server = await startDynamoDbServer();
  const client = new DynamoDBClient(connectionTo(server));
  await client.send(
    new CreateTableCommand({
      TableName: 'calls',
      KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'hash', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['calls']);
  await server.close();
});

it('queues that say where they are', async () => {
  const server = await startQueueServer();
  const client = new SQSClient(connectionTo(server));
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'starts' }));
  expect(QueueUrl).toContain('/000000000000/starts');
  await server.close();
});
