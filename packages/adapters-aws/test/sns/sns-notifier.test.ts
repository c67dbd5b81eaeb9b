import {
  CreateTopicCommand,
  DeleteTopicCommand,
  type PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type ServiceUnderTest, serviceUnderTest, startFaultProxy, startQueueServer } from '@earshot/aws-test-servers';
import { CallHash } from '@earshot/core';
import { notifierContract, registerContract } from '@earshot/core/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SnsNotifier } from '../../src/sns/index.js';
import { aNotice } from '../notices.js';
import { arnOf, makeQueue, receiveAll } from '../sqs/queues.js';
import { serviceError } from '../sqs/scripted-client.js';

let service: ServiceUnderTest;
let sns: SNSClient;
let sqs: SQSClient;
let made = 0;

beforeAll(async () => {
  // One server for both, as topics deliver to queues.
  service = await serviceUnderTest('SNS', startQueueServer);
  sns = new SNSClient({ ...service.connection, maxAttempts: 1 });
  sqs = new SQSClient(service.connection);
});
afterAll(async () => {
  sns.destroy();
  sqs.destroy();
  await service.close();
});

/** A topic, and a queue that gets its messages as they were published. */
async function makeTopic(fifo = false) {
  const suffix = fifo ? '.fifo' : '';
  const name = `notices-${Date.now().toString(36)}-${process.pid}-${made++}${suffix}`;
  const queueUrl = await makeQueue(sqs, name, fifo ? { FifoQueue: 'true' } : {});
  const Attributes = fifo ? { FifoTopic: 'true' } : {};
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: name, Attributes }));
  const Endpoint = await arnOf(sqs, queueUrl);
  await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  return { topicArn: TopicArn, received: () => receiveAll(sqs, queueUrl) };
}

const FAULTS = { transient: serviceError('InternalError', 500), permanent: serviceError('NotFound', 404) };

describe('SnsNotifier', () => {
  const create = async () => {
    const { topicArn, received } = await makeTopic();
    const seen: string[] = [];
    let fault: Error | undefined;
    const send = (command: PublishCommand) => (fault === undefined ? sns.send(command) : Promise.reject(fault));
    return {
      notifier: new SnsNotifier({ client: { send } as Pick<SNSClient, 'send'>, topicArn }),
      received: async () => {
        seen.push(...(await received()).map(({ Body = '' }) => Body));
        return [...seen];
      },
      fail: (next?: keyof typeof FAULTS) => {
        fault = next && FAULTS[next];
      },
    };
  };
  registerContract(notifierContract(create, { numRuns: 20 }), it);
});

it('publishes kind and state as attributes, so that subscriptions can filter', async () => {
  const { topicArn, received } = await makeTopic();
  await new SnsNotifier({ client: sns, topicArn }).notify({ ...aNotice, kind: 'call.failed', state: 'failed' });
  const [message] = await received();
  expect(message?.MessageAttributes).toMatchObject({
    kind: { DataType: 'String', StringValue: 'call.failed' },
    state: { DataType: 'String', StringValue: 'failed' },
  });
});

it('a FIFO topic drops a repeated notice', async () => {
  const { topicArn, received } = await makeTopic(true);
  const notifier = new SnsNotifier({ client: sns, topicArn });
  const other = { ...aNotice, id: '1'.repeat(64), hash: CallHash.parse('f'.repeat(32)) };
  for (const notice of [aNotice, other, aNotice]) await notifier.notify(notice);
  const ids = (await received()).map(({ Body = '' }) => JSON.parse(Body).id);
  expect(ids.toSorted()).toEqual([aNotice.id, other.id]);
});

it('a topic that is not there is a permanent error', async () => {
  const { topicArn } = await makeTopic();
  await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }));
  const notified = new SnsNotifier({ client: sns, topicArn }).notify(aNotice);
  await expect(notified).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND', retryable: false });
});

it.each([
  ['throttle', 'EARSHOT_THROTTLED'],
  ['error', 'EARSHOT_UNAVAILABLE'],
  ['refuse', 'EARSHOT_UNAVAILABLE'],
] as const)('a topic that meets %s is %s, to be tried again', async (kind, code) => {
  const { endpoint: url = '' } = service.connection;
  const proxy = await startFaultProxy({ url }, { seed: 1, share: 1, kinds: [kind] });
  const client = new SNSClient({ ...service.connection, endpoint: proxy.url, maxAttempts: 1 });
  const notified = new SnsNotifier({ client, topicArn: 'arn:aws:sns:eu-central-1:000000000000:any' }).notify(aNotice);
  await expect(notified).rejects.toMatchObject({ code, retryable: true });
  client.destroy();
  await proxy.close();
});
