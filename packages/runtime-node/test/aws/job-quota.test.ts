import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput, DynamoSharedState } from '@earshot/adapters-aws';
import { connectionTo, startDynamoDbServer } from '@earshot/aws-test-servers';
import { DISPATCH, type DispatchState } from '@earshot/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { learnedJobs } from '../../src/aws/job-quota.js';

const FRESH: DispatchState = {
  limit: 20,
  startsSinceRefusal: 0,
  refusedAtMs: 0,
  refused: [],
  setbacks: 0,
  notBeforeMs: 0,
  count: { running: 0, changes: [] },
  lease: 0,
  untilMs: 0,
  again: false,
  backlog: true,
};

it('the quota is what dispatchers learned; unknown before they ran, and where nothing names the table', async () => {
  const server = await startDynamoDbServer();
  const client = new DynamoDBClient(connectionTo(server));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    client.destroy();
    await server.close();
  });
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EARSHOT_TABLE: 'calls',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await client.send(new CreateTableCommand({ ...createTableInput('calls'), TableName: 'calls' }));
  await waitUntilTableExists(
    { client: client, maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.1 },
    { TableName: 'calls' },
  );
  expect(await learnedJobs({})).toBeUndefined();
  expect(await learnedJobs(environment)).toBeUndefined();
  const state = new DynamoSharedState({ client: DynamoDBDocumentClient.from(client), tableName: 'calls' });
  await state.write(DISPATCH, { ...FRESH, limit: 8 }, 0);
  expect(await learnedJobs(environment)).toBe(8);
});
