import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { connectionTo, type EventBusServer, startEventBusServer } from '@earshot/aws-test-servers';
import { notifierContract, registerContract } from '@earshot/core/testing';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventBridgeNotifier } from '../../src/eventbridge/index.js';
import { aNotice } from '../notices.js';

let server: EventBusServer;
let client: EventBridgeClient;
let buses = 0;

beforeAll(async () => {
  server = await startEventBusServer();
  client = new EventBridgeClient({ ...connectionTo(server), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const entriesOf = (bus: string) => server.entries().filter(({ EventBusName }) => EventBusName === bus);

describe('EventBridgeNotifier', () => {
  const create = () => {
    const eventBusName = `calls-${buses++}`;
    return {
      notifier: new EventBridgeNotifier({ client, eventBusName }),
      received: () => entriesOf(eventBusName).map(({ Detail = '' }) => Detail),
      fail: (fault?: 'transient' | 'permanent') => server.fail(fault && FAULTS[fault]),
      dispose: () => server.fail(undefined),
    };
  };
  registerContract(notifierContract(create, { numRuns: 20 }), it);
});

const FAULTS = {
  transient: { request: 'InternalException', status: 500 },
  permanent: { request: 'AccessDeniedException', status: 400 },
} as const;

it('names source and detail type, so that rules can match them', async () => {
  const notifier = new EventBridgeNotifier({ client, eventBusName: 'named' });
  for (const kind of ['call.completed', 'call.no_match', 'coaching.insight']) {
    await notifier.notify({ ...aNotice, kind });
  }
  expect(entriesOf('named').map(({ Source, DetailType }) => [Source, DetailType])).toEqual([
    ['earshot', 'Earshot Call Completed'],
    ['earshot', 'Earshot Call No Match'],
    ['earshot', 'Earshot Coaching Insight'],
  ]);
});

it.each([
  ['ThrottlingException', 'EARSHOT_THROTTLED', true],
  ['InternalFailure', 'EARSHOT_UNAVAILABLE', true],
  ['InternalException', 'EARSHOT_UNAVAILABLE', true],
  ['AccessDeniedException', 'EARSHOT_DENIED', false],
  ['NotAuthorizedForSourceException', 'EARSHOT_DENIED', false],
  ['NotAuthorizedForDetailTypeException', 'EARSHOT_DENIED', false],
  ['InvalidArgument', 'EARSHOT_INVALID_INPUT', false],
  ['MalformedDetail', 'EARSHOT_INVALID_INPUT', false],
])('an entry that failed with %s in a request that succeeded is %s', async (entry, code, retryable) => {
  server.fail({ entry });
  const notified = new EventBridgeNotifier({ client, eventBusName: 'partial' }).notify(aNotice);
  await expect(notified).rejects.toMatchObject({ code, retryable });
  server.fail(undefined);
  expect(entriesOf('partial')).toEqual([]);
});

it('a request that gets no answer is a retryable error', async () => {
  const mock = mockClient(EventBridgeClient).on(PutEventsCommand).rejects(new Error('socket hang up'));
  const notified = new EventBridgeNotifier({ client, eventBusName: 'calls' }).notify(aNotice);
  await expect(notified).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  mock.restore();
});
