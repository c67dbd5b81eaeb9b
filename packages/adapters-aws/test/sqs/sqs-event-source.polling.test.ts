import { expect, test } from 'vitest';
import { SqsEventSource, type SqsEventSourceOptions, type SqsFault } from '../../src/sqs/index.js';
import { messages, ScriptedClient, serviceError, settled } from './scripted-client.js';

function sourceOver(client: ScriptedClient, options: Partial<SqsEventSourceOptions> = {}): SqsEventSource {
  return new SqsEventSource({ client: client.asSender, queueUrl: 'q', ...options });
}

const polls = (client: ScriptedClient) =>
  client.inputsOf('ReceiveMessage').map(({ MaxNumberOfMessages }) => MaxNumberOfMessages);

test('the next batch is fetched while one is in work, from the second receive on', async () => {
  const client = new ScriptedClient();
  client.give(messages(10, 'a'), messages(10, 'b'), messages(10, 'c'));
  const source = sourceOver(client);
  expect(await source.receive(10)).toHaveLength(10);
  await settled();
  expect(polls(client)).toEqual([10]);
  expect(await source.receive(10)).toHaveLength(10);
  await settled();
  expect(polls(client)).toEqual([10, 10, 10]);
  await source.close();
});

test('no more is fetched than may wait, however long nobody asks', async () => {
  const client = new ScriptedClient();
  for (let batch = 0; batch < 20; batch++) client.give(messages(10, `${batch}-`));
  const source = sourceOver(client, { readAhead: 30 });
  await source.receive(1);
  await source.receive(1);
  await settled();
  const fetched = polls(client).length;
  await settled();
  expect(polls(client)).toHaveLength(fetched);
  expect(fetched).toBeLessThanOrEqual(5);
  await source.close();
});

test('nothing is fetched ahead when that is not wished', async () => {
  const client = new ScriptedClient();
  client.give(messages(3, 'a'), messages(3, 'b'), messages(3, 'c'));
  const source = sourceOver(client, { readAhead: 0 });
  for (let times = 0; times < 3; times++) expect(await source.receive(3)).toHaveLength(3);
  await settled();
  expect(polls(client)).toEqual([3, 3, 3]);
});

test('as many polls are under way as there are pollers', async () => {
  const client = new ScriptedClient();
  const source = sourceOver(client, { pollers: 3 });
  const waiting = source.receive(100);
  await settled();
  expect(polls(client)).toEqual([10, 10, 10]);
  await source.close();
  expect(await waiting).toBeUndefined();
});

test('an empty poll is answered with nothing, to everyone who waits', async () => {
  const client = new ScriptedClient();
  client.give([]);
  const source = sourceOver(client);
  expect(await Promise.all([source.receive(1), source.receive(1)])).toEqual([[], []]);
});

test('closing ends the poll and makes visible again what was fetched and not given out', async () => {
  const client = new ScriptedClient();
  client.give(messages(10, 'a'), messages(10, 'b'), messages(10, 'c'));
  const source = sourceOver(client, { readAhead: 20 });
  await source.receive(10);
  await source.receive(4);
  await settled();
  await source.close();
  const entries = client.inputsOf('ChangeMessageVisibilityBatch').flatMap(({ Entries }) => Entries as object[]);
  expect(entries).toHaveLength(16);
  expect(entries).toMatchObject(entries.map(() => ({ VisibilityTimeout: 0 })));
  expect(await source.receive(1)).toBeUndefined();
});

test('a batch that comes in while the source is being closed is made visible again', async () => {
  const client = new ScriptedClient();
  let answer = (_: object) => {};
  client.script['ReceiveMessage'] = () =>
    new Promise<object>((resolve) => {
      answer = resolve;
    });
  const source = sourceOver(client);
  const waiting = source.receive(10);
  await settled();
  const closed = source.close();
  answer({ Messages: messages(2) });
  await closed;
  expect(await waiting).toBeUndefined();
  expect(client.inputsOf('ChangeMessageVisibilityBatch')[0]?.['Entries']).toHaveLength(2);
});

test('closing tells when messages could not be made visible again, and ends all the same', async () => {
  const client = new ScriptedClient();
  const faults: SqsFault[] = [];
  client.script['ChangeMessageVisibilityBatch'] = () => Promise.reject(serviceError('InternalError', 500));
  client.give(messages(10));
  const source = sourceOver(client, { onFault: (fault) => faults.push(fault) });
  await source.receive(10);
  client.give(messages(10));
  await source.receive(3);
  await source.close();
  expect(faults).toMatchObject([{ during: 'return', error: { code: 'EARSHOT_UNAVAILABLE' } }]);
});

test('closing ends the pause after a failed poll', async () => {
  const client = new ScriptedClient();
  client.script['ReceiveMessage'] = () => Promise.reject(serviceError('InternalError', 500));
  const source = sourceOver(client, { setTimer: () => () => {} });
  const waiting = source.receive(1);
  await settled();
  await source.close();
  expect(await waiting).toBeUndefined();
  expect(client.sent).toHaveLength(1);
});

test('what is in work may be answered after closing', async () => {
  const client = new ScriptedClient();
  client.give(messages(1));
  const source = sourceOver(client);
  const [delivery] = (await source.receive(10)) ?? [];
  await source.close();
  if (delivery !== undefined) await source.acknowledge(delivery);
  expect(client.inputsOf('DeleteMessageBatch')).toHaveLength(1);
});
