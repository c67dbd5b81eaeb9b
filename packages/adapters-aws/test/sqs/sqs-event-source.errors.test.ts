import { expect, test } from 'vitest';
import { SqsEventSource, type SqsEventSourceOptions, type SqsFault } from '../../src/sqs/index.js';
import { message, ScriptedClient, serviceError } from './scripted-client.js';

const failure = { code: 'Other', reason: 'broken' };
/** Timers that are over at once. */
const setTimer = (run: () => void) => {
  const immediate = setImmediate(run);
  return () => clearImmediate(immediate);
};

async function received(client: ScriptedClient, options: Partial<SqsEventSourceOptions> = {}) {
  client.give([message('a')]);
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', ...options });
  const [delivery] = (await source.receive(1)) ?? [];
  if (delivery === undefined) throw new Error('a message was given');
  return { source, delivery };
}

test('receive rejects with the code of what will not pass', async () => {
  for (const [name, code] of [
    ['QueueDoesNotExist', 'EARSHOT_NOT_FOUND'],
    ['AccessDenied', 'EARSHOT_DENIED'],
  ] as const) {
    const client = new ScriptedClient();
    client.script['ReceiveMessage'] = () => Promise.reject(serviceError(name));
    const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', setTimer });
    await expect(source.receive(1)).rejects.toMatchObject({ code });
    expect(client.sent).toHaveLength(1);
  }
});

test('receive waits out what passes, and tells of it', async () => {
  const client = new ScriptedClient();
  const faults: SqsFault[] = [];
  const answers = ['RequestThrottled', 'InternalError', undefined];
  client.script['ReceiveMessage'] = () => {
    const name = answers.shift();
    return name === undefined ? { Messages: [message('a')] } : Promise.reject(serviceError(name, 500));
  };
  const onFault = (fault: SqsFault) => faults.push(fault);
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', setTimer, onFault });
  expect(await source.receive(1)).toHaveLength(1);
  expect(faults.map(({ during, error }) => [during, error.code])).toEqual([
    ['receive', 'EARSHOT_THROTTLED'],
    ['receive', 'EARSHOT_UNAVAILABLE'],
  ]);
});

test('receive rejects when what passes has not passed after so many tries, and may be called again', async () => {
  const client = new ScriptedClient();
  client.script['ReceiveMessage'] = () => Promise.reject(serviceError('InternalError', 500));
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', setTimer, patience: 3 });
  await expect(source.receive(1)).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  expect(client.sent).toHaveLength(4);
  delete client.script['ReceiveMessage'];
  client.give([message('a')]);
  expect(await source.receive(1)).toHaveLength(1);
});

test('receive rejects a message without what every message has', async () => {
  for (const broken of [{ Attributes: {} }, { Body: undefined }, { ReceiptHandle: undefined }]) {
    const client = new ScriptedClient();
    client.script['ReceiveMessage'] = () => ({ Messages: [{ ...message('a'), ...broken }] });
    const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q' });
    await expect(source.receive(1)).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  }
});

test('acknowledge rejects when its own entry failed, and can be repeated', async () => {
  const client = new ScriptedClient();
  client.give([message('a'), message('b')]);
  const { source } = { source: new SqsEventSource({ client: client.asSender, queueUrl: 'q' }) };
  const [a, b] = (await source.receive(2)) ?? [];
  if (a === undefined || b === undefined) throw new Error('two messages were given');
  client.script['DeleteMessageBatch'] = () => ({
    Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false, Message: 'broke' }],
  });
  const [one, other] = await Promise.allSettled([source.acknowledge(a), source.acknowledge(b)]);
  expect(one).toMatchObject({ status: 'rejected', reason: { code: 'EARSHOT_UNAVAILABLE' } });
  expect(other).toMatchObject({ status: 'fulfilled' });
  delete client.script['DeleteMessageBatch'];
  await source.acknowledge(a);
  await source.acknowledge(a);
  expect(client.inputsOf('DeleteMessageBatch')).toHaveLength(2);
});

test('acknowledge, retry and dead-letter reject with the code of what the call met', async () => {
  const client = new ScriptedClient();
  const { source, delivery } = await received(client, { deadLetterQueueUrl: 'd' });
  for (const name of ['DeleteMessageBatch', 'ChangeMessageVisibility', 'SendMessage']) {
    client.script[name] = () => Promise.reject(serviceError('AccessDenied', 403));
  }
  const denied = { code: 'EARSHOT_DENIED' };
  await expect(source.acknowledge(delivery)).rejects.toMatchObject(denied);
  await expect(source.retry(delivery, 1_000)).rejects.toMatchObject(denied);
  await expect(source.deadLetter(delivery, failure)).rejects.toMatchObject(denied);
});

test('a message that could not be dead-lettered is not deleted', async () => {
  const client = new ScriptedClient();
  client.script['SendMessage'] = () => Promise.reject(serviceError('QueueDoesNotExist'));
  const { source, delivery } = await received(client, { deadLetterQueueUrl: 'd' });
  await expect(source.deadLetter(delivery, failure)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  expect(client.inputsOf('DeleteMessageBatch')).toEqual([]);
});

test('dead-letter without a dead-letter queue says so and leaves the message to the queue', async () => {
  const client = new ScriptedClient();
  const { source, delivery } = await received(client);
  await expect(source.deadLetter(delivery, failure)).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
  expect(client.sent.map(({ name }) => name)).toEqual(['ReceiveMessage']);
});

test('a programming mistake comes out as it is', async () => {
  const client = new ScriptedClient();
  const mistake = new TypeError('not a function');
  client.script['ReceiveMessage'] = () => Promise.reject(mistake);
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', setTimer });
  await expect(source.receive(1)).rejects.toBe(mistake);
});
