import { expect, test } from 'vitest';
import { sendMessages } from '../../src/sqs/index.js';
import { ScriptedClient, serviceError } from './scripted-client.js';

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

/** Sends messages through a client that answers so. */
async function send(bodies: readonly string[], answer: (entries: readonly Entry[], call: number) => object) {
  const scripted = new ScriptedClient();
  let calls = 0;
  scripted.script['SendMessageBatch'] = ({ Entries }) => answer(Entries as readonly Entry[], calls++);
  const options = { client: scripted.asSender, queueUrl: 'https://sqs/start', attempts: 3, firstPauseMs: 1 };
  const outcome = await sendMessages(bodies, options).catch((error: unknown) => ({ error }));
  const batches = scripted.inputsOf('SendMessageBatch').map(({ Entries }) => Entries as readonly Entry[]);
  return { outcome, batches: batches.map((entries) => entries.map(({ MessageBody }) => MessageBody)) };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `message ${index}`);

test('messages go ten in a request', async () => {
  const { outcome, batches } = await send(numbered(23), () => ({}));
  expect(outcome).toEqual([]);
  expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
  expect(batches.flat()).toEqual(numbered(23));
});

test('a request holds no more than SQS accepts', async () => {
  const large = 'x'.repeat(600_000);
  const { batches } = await send([large, 'small', large, large], () => ({}));
  expect(batches.map((batch) => batch.length)).toEqual([2, 1, 1]);
});

test('those that failed for a transient reason are sent again, and no others', async () => {
  const { outcome, batches } = await send(numbered(3), (_, call) =>
    call === 0 ? { Failed: [{ Id: '1', Code: 'InternalError', SenderFault: false }] } : {},
  );
  expect(outcome).toEqual([]);
  expect(batches).toEqual([numbered(3), ['message 1']]);
});

test('those that SQS refuses are named, and leave the others alone', async () => {
  const { outcome, batches } = await send(numbered(12), (entries) => ({
    Failed: entries
      .filter(({ Id }) => Id === '1' || Id === '11')
      .map(({ Id }) => ({ Id, Code: 'InvalidMessageContents', SenderFault: true })),
  }));
  expect(outcome).toMatchObject([{ index: 1 }, { index: 11 }]);
  expect(batches).toHaveLength(2);
});

test('a request that fails for a transient reason is sent again, another one is not', async () => {
  const transient = await send(['message'], (_, call) => {
    if (call === 0) throw serviceError('RequestThrottled', 400);
    return {};
  });
  expect(transient.outcome).toEqual([]);
  expect(transient.batches).toHaveLength(2);
  const denied = await send(['message'], () => {
    throw serviceError('AccessDenied', 403);
  });
  expect(denied.outcome).toMatchObject({ error: { code: 'EARSHOT_DENIED' } });
  expect(denied.batches).toHaveLength(1);
});

test('what fails in every attempt is thrown', async () => {
  const { outcome, batches } = await send(['message'], () => ({
    Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }],
  }));
  expect(outcome).toMatchObject({ error: { code: 'EARSHOT_UNAVAILABLE' } });
  expect(batches).toHaveLength(3);
});
