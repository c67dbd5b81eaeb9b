import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SqsEventSource, type SqsFault } from '../../src/sqs/index.js';
import { message, messages, ScriptedClient, serviceError } from './scripted-client.js';

const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['Date', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

async function receiving(client: ScriptedClient, count = 1, onFault: (fault: SqsFault) => void = () => {}) {
  client.give(messages(count));
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', visibilitySeconds: 60, onFault });
  const deliveries: { id: string; body: string; sentAtMs: number; receiveCount: number }[] = [];
  while (deliveries.length < count) deliveries.push(...((await source.receive(count)) ?? []));
  return { source, deliveries };
}

/** When each extension came and until when it keeps the message away. */
function extensionsOf(client: ScriptedClient): { atMs: number; untilMs: number }[] {
  const extensions: { atMs: number; untilMs: number }[] = [];
  client.script['ChangeMessageVisibilityBatch'] = ({ Entries }) => {
    for (const { VisibilityTimeout } of Entries as { VisibilityTimeout: number }[]) {
      extensions.push({ atMs: Date.now(), untilMs: Date.now() + VisibilityTimeout * 1000 });
    }
  };
  return extensions;
}

test('a message in work is kept invisible without a gap, up to twelve hours after its receive and no longer', async () => {
  const client = new ScriptedClient();
  const extensions = extensionsOf(client);
  await receiving(client);
  await vi.advanceTimersByTimeAsync(13 * HOUR_MS);
  let visibleAtMs = 60_000;
  for (const { atMs, untilMs } of extensions) {
    expect(atMs).toBeLessThan(visibleAtMs - 10_000);
    expect(untilMs).toBeGreaterThan(visibleAtMs);
    visibleAtMs = untilMs;
  }
  expect(visibleAtMs).toBe(12 * HOUR_MS);
  expect(vi.getTimerCount()).toBe(0);
});

test('an answered message is left alone, whatever the answer', async () => {
  const client = new ScriptedClient();
  const extensions = extensionsOf(client);
  const { source, deliveries } = await receiving(client, 3);
  const [a, b, c] = deliveries;
  if (a === undefined || b === undefined || c === undefined) throw new Error('three messages were given');
  await source.acknowledge(a);
  await source.retry(b, 300_000);
  await source.deadLetter(c, { code: 'Other', reason: '' }).catch(() => {});
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(extensions).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a message that could not be dead-lettered is let go, and comes again', async () => {
  const client = new ScriptedClient();
  const extensions = extensionsOf(client);
  client.script['SendMessage'] = () => Promise.reject(serviceError('InternalError', 500));
  client.give(messages(1));
  const source = new SqsEventSource({
    client: client.asSender,
    queueUrl: 'q',
    deadLetterQueueUrl: 'dlq',
    visibilitySeconds: 60,
  });
  const [delivery] = (await source.receive(1)) ?? [];
  if (delivery === undefined) throw new Error('a message was given');
  const deadLettered = source.deadLetter(delivery, { code: 'Other', reason: '' });
  await expect(deadLettered).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(extensions).toEqual([]);
  expect(client.inputsOf('DeleteMessage')).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('messages are extended ten at a time, also those that wait to be given out', async () => {
  const client = new ScriptedClient();
  const extensions = extensionsOf(client);
  client.give(messages(10, 'a'), messages(10, 'b'));
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', visibilitySeconds: 60 });
  await source.receive(10);
  await source.receive(1);
  await vi.advanceTimersByTimeAsync(40_000);
  expect(extensions).toHaveLength(20);
  expect(client.inputsOf('ChangeMessageVisibilityBatch').map(({ Entries }) => (Entries as []).length)).toEqual([
    10, 10,
  ]);
  await source.close();
});

test('a failed extension is told and tried again while the message may still be kept', async () => {
  const client = new ScriptedClient();
  const faults: SqsFault[] = [];
  client.script['ChangeMessageVisibilityBatch'] = () => Promise.reject(serviceError('InternalError', 500));
  await receiving(client, 1, (fault) => faults.push(fault));
  await vi.advanceTimersByTimeAsync(31_000);
  const extensions = extensionsOf(client);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(faults).toMatchObject([{ during: 'extend', messageId: 'm0', error: { code: 'EARSHOT_UNAVAILABLE' } }]);
  expect(extensions).toHaveLength(1);
});

test('a message that is no longer ours is told of once and left alone', async () => {
  const client = new ScriptedClient();
  const faults: SqsFault[] = [];
  client.script['ChangeMessageVisibilityBatch'] = () => ({
    Failed: [{ Id: '0', Code: 'ReceiptHandleIsInvalid', SenderFault: true }],
  });
  await receiving(client, 1, (fault) => faults.push(fault));
  await vi.advanceTimersByTimeAsync(HOUR_MS);
  expect(faults).toHaveLength(1);
  expect(client.inputsOf('ChangeMessageVisibilityBatch')).toHaveLength(1);
});

test('a retry waits for an extension under way, which would undo its delay', async () => {
  const client = new ScriptedClient();
  let extended = () => {};
  client.script['ChangeMessageVisibilityBatch'] = () =>
    new Promise<void>((resolve) => {
      extended = resolve;
    });
  const { source, deliveries } = await receiving(client);
  await vi.advanceTimersByTimeAsync(31_000);
  const retried = source.retry(deliveries[0] ?? { id: '', body: '', sentAtMs: 0, receiveCount: 0 }, 5_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(client.inputsOf('ChangeMessageVisibility')).toEqual([]);
  extended();
  await retried;
  expect(client.inputsOf('ChangeMessageVisibility')).toHaveLength(1);
});

test('a message that came again is kept by its new receipt', async () => {
  const client = new ScriptedClient();
  client.give([message('a')], [message('a', { ReceiptHandle: 'new receipt' })]);
  const source = new SqsEventSource({ client: client.asSender, queueUrl: 'q', visibilitySeconds: 60, readAhead: 0 });
  const [first] = (await source.receive(1)) ?? [];
  await source.receive(1);
  await vi.advanceTimersByTimeAsync(31_000);
  expect(client.inputsOf('ChangeMessageVisibilityBatch').map(({ Entries }) => Entries)).toMatchObject([
    [{ ReceiptHandle: 'new receipt' }],
  ]);
  if (first !== undefined) await source.retry(first, 0);
  expect(client.inputsOf('ChangeMessageVisibility')).toMatchObject([{ ReceiptHandle: 'new receipt' }]);
});
