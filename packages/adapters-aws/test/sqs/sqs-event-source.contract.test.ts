import { setTimeout as wait } from 'node:timers/promises';
import { ListQueuesCommand, type ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { namedEndpoint, type ServiceUnderTest, serviceUnderTest, startQueueServer } from '@earshot/aws-test-servers';
import { type EventSourceContext, eventSourceContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { SqsEventSource, type SqsSender } from '../../src/sqs/index.js';
import { deadLetteredIn, dropQueues, makeQueues, sendTo } from './queues.js';

const VISIBILITY_SECONDS = 2;

let service: ServiceUnderTest;
let client: SQSClient;

beforeAll(async () => {
  service = await serviceUnderTest('SQS', startQueueServer);
  client = new SQSClient(service.connection);
  // The server of this process looks at the same clock as the test, which can then move it. Any other keeps its own.
  if (service.connection.endpoint !== undefined) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterAll(async () => {
  vi.useRealTimers();
  client.destroy();
  await service.close();
});

/** A client that from its death on says nothing and hears nothing. */
function mortal(death: AbortSignal): SqsSender {
  const send = (command: ReceiveMessageCommand, { abortSignal = death }: { abortSignal?: AbortSignal } = {}) =>
    client.send(command, { abortSignal: AbortSignal.any([abortSignal, death]) });
  return { send: send as SqsSender['send'] };
}

async function context(readAhead?: number): Promise<EventSourceContext> {
  const queues = await makeQueues(client);
  let life = new AbortController();
  const start = () => {
    life = new AbortController();
    return new SqsEventSource({
      client: mortal(life.signal),
      ...queues,
      visibilitySeconds: VISIBILITY_SECONDS,
      waitSeconds: 1,
      setTimer: () => () => {},
      ...(readAhead !== undefined && { readAhead }),
    });
  };
  const source = start();
  return {
    source,
    send: async (body) => void (await sendTo(client, queues.queueUrl, body)),
    deadLettered: () => deadLetteredIn(client, queues.deadLetterQueueUrl),
    advance: async (ms) => {
      if (vi.isFakeTimers()) vi.setSystemTime(Date.now() + ms);
      else await wait(ms);
    },
    successor: async () => {
      life.abort();
      // By when another request is answered, the server has seen the dead one's connections end.
      await client.send(new ListQueuesCommand({ MaxResults: 1 }));
      return start();
    },
    dispose: async () => {
      await source.close();
      life.abort();
      await dropQueues(client, queues);
    },
  };
}

// Elsewhere every visibility is waited for.
const isElsewhere = namedEndpoint('SQS') !== undefined;
if (isElsewhere) vi.setConfig({ testTimeout: 180_000 });
const options = { statesSentAt: false, visibilityMs: VISIBILITY_SECONDS * 1000, numRuns: isElsewhere ? 2 : 10 };

describe('SqsEventSource', () => registerContract(eventSourceContract(context, options), it));
describe('SqsEventSource that fetches nothing ahead', () =>
  registerContract(
    eventSourceContract(() => context(0), options),
    it,
  ));
