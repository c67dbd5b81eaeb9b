import { type Delivery, EarshotError, processDeliveries } from '@earshot/core';
import { expect, test } from 'vitest';
import {
  LambdaBatchEventSource,
  type LambdaBatchEventSourceOptions,
  type LambdaSqsRecord,
} from '../../src/sqs/index.js';
import { ScriptedClient, serviceError } from './scripted-client.js';

const ARN = 'arn:aws:sqs:eu-central-1:111122223333:starts';

function record(messageId: string, more: Partial<LambdaSqsRecord> = {}): LambdaSqsRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: `body of ${messageId}`,
    attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1790000000000' },
    messageAttributes: {},
    eventSourceARN: ARN,
    ...more,
  };
}

function sourceOf(ids: string, options: Partial<LambdaBatchEventSourceOptions> = {}): LambdaBatchEventSource {
  return new LambdaBatchEventSource({ event: { Records: [...ids].map((id) => record(id)) }, ...options });
}

async function given(source: LambdaBatchEventSource): Promise<readonly Delivery[]> {
  return (await source.receive(100)) ?? [];
}

const failed = (source: LambdaBatchEventSource) =>
  source.report().batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const failure = { code: 'EARSHOT_UNREADABLE', reason: 'no JSON' };

test('every record is given out once, as many at a time as asked for, and then there are no more', async () => {
  const source = sourceOf('abc');
  expect(await source.receive(2)).toEqual([
    { id: 'a', body: 'body of a', sentAtMs: 1_790_000_000_000, receiveCount: 2 },
    { id: 'b', body: 'body of b', sentAtMs: 1_790_000_000_000, receiveCount: 2 },
  ]);
  expect(await source.receive(2)).toMatchObject([{ id: 'c' }]);
  expect(await source.receive(2)).toBeUndefined();
});

test('whatever was not answered is reported as failed', async () => {
  const source = sourceOf('abc');
  const [a] = await given(source);
  if (a !== undefined) await source.acknowledge(a);
  expect(failed(source)).toEqual(['b', 'c']);
});

test('nothing is given out after closing, and what was left counts as failed', async () => {
  const source = sourceOf('abc');
  const [a] = (await source.receive(1)) ?? [];
  await source.close();
  await source.close();
  expect(await source.receive(1)).toBeUndefined();
  if (a !== undefined) await source.acknowledge(a);
  expect(failed(source)).toEqual(['b', 'c']);
});

test('a message to retry is reported as failed, and comes again after its delay', async () => {
  const client = new ScriptedClient();
  let nowMs = 0;
  const source = sourceOf('a', { client: client.asSender, now: () => new Date(nowMs) });
  nowMs = 2_000;
  for (const delivery of await given(source)) await source.retry(delivery, 1_500);
  expect(failed(source)).toEqual(['a']);
  expect(client.sent).toEqual([
    {
      name: 'ChangeMessageVisibility',
      input: {
        QueueUrl: 'https://sqs.eu-central-1.amazonaws.com/111122223333/starts',
        ReceiptHandle: 'receipt of a',
        VisibilityTimeout: 2,
      },
    },
  ]);
});

test('a message to retry is reported as failed without a client, and when SQS does not take the delay', async () => {
  const without = sourceOf('a');
  for (const delivery of await given(without)) await without.retry(delivery, 1_000);
  expect(failed(without)).toEqual(['a']);
  const client = new ScriptedClient();
  client.script['ChangeMessageVisibility'] = () => Promise.reject(serviceError('AccessDenied', 403));
  const refused = sourceOf('a', { client: client.asSender });
  for (const delivery of await given(refused)) {
    await expect(refused.retry(delivery, 1_000)).rejects.toMatchObject({ code: 'EARSHOT_DENIED' });
  }
  expect(failed(refused)).toEqual(['a']);
});

test('a dead-lettered message goes to the dead-letter queue with its reason and what it carried, and is not reported', async () => {
  const client = new ScriptedClient();
  const messageAttributes = {
    Kind: { dataType: 'String', stringValue: 'call', stringListValues: [] },
    Bytes: { dataType: 'Binary', binaryValue: 'AQI=' },
  };
  const event = { Records: [record('a', { messageAttributes })] };
  const source = new LambdaBatchEventSource({ event, client: client.asSender, deadLetterQueueUrl: 'dead' });
  for (const delivery of await given(source)) await source.deadLetter(delivery, failure);
  expect(failed(source)).toEqual([]);
  expect(client.sent).toMatchObject([
    {
      name: 'SendMessage',
      input: {
        QueueUrl: 'dead',
        MessageBody: 'body of a',
        MessageAttributes: {
          EarshotCode: { StringValue: 'EARSHOT_UNREADABLE' },
          EarshotReason: { StringValue: 'no JSON' },
          EarshotSource: { StringValue: ARN },
          Kind: { DataType: 'String', StringValue: 'call' },
          Bytes: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) },
        },
      },
    },
  ]);
});

test('a message that could not be dead-lettered is reported as failed', async () => {
  const client = new ScriptedClient();
  client.script['SendMessage'] = () => Promise.reject(serviceError('QueueDoesNotExist'));
  const refused = sourceOf('a', { client: client.asSender, deadLetterQueueUrl: 'dead' });
  for (const delivery of await given(refused)) {
    await expect(refused.deadLetter(delivery, failure)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  }
  const without = sourceOf('a', { client: client.asSender });
  for (const delivery of await given(without)) {
    await expect(without.deadLetter(delivery, failure)).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
  }
  expect([failed(refused), failed(without)]).toEqual([['a'], ['a']]);
});

test('a batch is worked through to the end, and exactly what is to come again is reported', async () => {
  const client = new ScriptedClient();
  client.script['SendMessage'] = ({ MessageBody }) => {
    if (MessageBody === 'body of d') throw serviceError('InternalError', 500);
  };
  const source = sourceOf('abcd', { client: client.asSender, deadLetterQueueUrl: 'dead' });
  const errors: Record<string, EarshotError> = {
    b: new EarshotError('EARSHOT_UNAVAILABLE', 'not yet'),
    c: new EarshotError('EARSHOT_UNREADABLE', 'no JSON'),
    d: new EarshotError('EARSHOT_UNREADABLE', 'no JSON'),
  };
  await processDeliveries({
    source,
    concurrency: 2,
    handle: async ({ id }) => {
      const error = errors[id];
      return [error === undefined ? { status: 'ignored', reason: 'nothing to do' } : { status: 'error', error }];
    },
  });
  expect(failed(source)).toEqual(['b', 'd']);
});
