import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionTo, type EventBusServer, startEventBusServer } from '../../src/index.js';

let server: EventBusServer;
let client: EventBridgeClient;

beforeAll(async () => {
  server = await startEventBusServer();
  client = new EventBridgeClient({ ...connectionTo(server), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const put = (...entries: object[]) => client.send(new PutEventsCommand({ Entries: entries }));
const good = { Source: 'earshot', DetailType: 'Test', Detail: '{"a":1}', EventBusName: 'calls' };

it('keeps the entries that are well-formed, and says of the others what is wrong', async () => {
  const { FailedEntryCount, Entries = [] } = await put(good, { ...good, Detail: '[1]' }, { ...good, Source: 'aws.s3' });
  expect(FailedEntryCount).toBe(2);
  expect(Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'MalformedDetail',
    'NotAuthorizedForSourceException',
  ]);
  expect(server.entries()).toEqual([good]);
});

it('refuses more than 10 entries, and none', async () => {
  for (const count of [0, 11]) {
    await expect(put(...Array.from({ length: count }, () => good))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  }
});

it('fails as it is told to', async () => {
  server.fail({ request: 'ThrottlingException', status: 400 });
  await expect(put(good)).rejects.toMatchObject({ name: 'ThrottlingException' });
  server.fail({ entry: 'InternalFailure' });
  expect((await put(good)).Entries).toMatchObject([{ ErrorCode: 'InternalFailure' }]);
  server.fail(undefined);
  expect((await put(good)).FailedEntryCount).toBe(0);
});
