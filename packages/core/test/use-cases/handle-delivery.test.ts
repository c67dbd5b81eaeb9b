import { describe, expect, test } from 'vitest';
import {
  type CallRecord,
  DEFAULT_LAYOUT,
  EarshotError,
  HandleDelivery,
  type HandleDeliveryDeps,
} from '../../src/index.js';
import { jobEvent, notification, objectCreated, SENT_MS, s3Record, startMessage } from '../intake/bodies.js';
import { aRecord } from '../model/records.js';

const record = aRecord({ callId: 'call-7' });

function handler(deps: Partial<HandleDeliveryDeps> = {}) {
  const calls: unknown[][] = [];
  const note = <T>(name: string, answer: T) => ({
    execute: async (...given: unknown[]) => {
      calls.push([name, ...given]);
      return answer;
    },
  });
  const handle = new HandleDelivery({
    layout: DEFAULT_LAYOUT,
    startAnalysis: note('start', { status: 'started' as const, record }),
    persistResult: note('persist', { status: 'stored' as const, record }),
    recordFailure: note('fail', { status: 'failed' as const, record }),
    ...deps,
  });
  return {
    calls,
    execute: (body: unknown, isLast?: boolean) =>
      handle.execute({ body: JSON.stringify(body), sentAtMs: SENT_MS }, isLast),
  };
}

test('each kind of event goes to its use case', async () => {
  const { calls, execute } = handler();
  expect(await execute(startMessage)).toEqual([{ status: 'started', record }]);
  expect(await execute(objectCreated('uploads/a.wav'))).toEqual([{ status: 'started', record }]);
  expect(await execute(objectCreated('transcription-outputs/a/j/job_metadata.json'))).toEqual([
    { status: 'stored', record },
  ]);
  expect(await execute(jobEvent('Failed With Service Error', { error_message: 'no' }))).toEqual([
    { status: 'failed', record },
  ]);
  expect(await execute({ Event: 's3:TestEvent' })).toEqual([{ status: 'ignored', reason: expect.any(String) }]);
  expect(calls).toEqual([
    ['start', expect.objectContaining({ callId: 'call-7' })],
    ['start', expect.objectContaining({ callId: 'a.wav' })],
    ['persist', expect.objectContaining({ folder: 'a', jobId: 'j' })],
    ['fail', expect.objectContaining({ folder: 'call-7' }), { code: 'EARSHOT_UNAVAILABLE', reason: 'no' }, true],
  ]);
});

test('the call of a sidecar is finished like any other, and a sidecar that nobody takes is ignored', async () => {
  const finished: string[] = [];
  const finishCall = {
    execute: async ({ callId }: typeof record) => void finished.push(callId),
    finishLater: async () => true,
  };
  const addTelephony = { ofSidecar: async () => ({ status: 'duplicate' as const, record }) };
  const event = objectCreated('uploads/a.wav.json');
  expect(await handler({ finishCall, addTelephony }).execute(event)).toEqual([{ status: 'duplicate', record }]);
  expect(finished).toEqual(['call-7']);
  expect(await handler({ finishCall }).execute(event)).toMatchObject([{ status: 'ignored' }]);
});

test('the outcomes of a message are in the order of its items, and one error leaves the others alone', async () => {
  const denied = new EarshotError('EARSHOT_DENIED', 'not yours');
  const { execute } = handler({
    startAnalysis: {
      execute: async ({ callId }) => (callId === 'b.wav' ? Promise.reject(denied) : { status: 'started', record }),
    },
  });
  const keys = ['uploads/a.wav', 'uploads/b.wav', 'uploads/c.txt', 'uploads/%.wav', 'uploads/d.wav'];
  expect(await execute(notification(...keys.map((key) => s3Record(key))))).toEqual([
    { status: 'started', record },
    { status: 'error', error: denied },
    { status: 'ignored', reason: expect.any(String) },
    { status: 'error', error: expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }) },
    { status: 'started', record },
  ]);
});

test('the records of one message are handled one after another', async () => {
  let inWork = 0;
  const seen: number[] = [];
  const { execute } = handler({
    startAnalysis: {
      execute: async () => {
        seen.push(++inWork);
        await Promise.resolve();
        inWork--;
        return { status: 'started', record };
      },
    },
  });
  await execute(notification(s3Record('uploads/a.wav'), s3Record('uploads/b.wav'), s3Record('uploads/c.wav')));
  expect(seen).toEqual([1, 1, 1]);
});

test('a body that is no message is an error, and not a rejection', async () => {
  const { execute } = handler();
  for (const body of [{ hello: 'world' }, [], 7, 'text']) {
    expect(await execute(body)).toMatchObject([
      { status: 'error', error: { code: 'EARSHOT_UNREADABLE', retryable: false } },
    ]);
  }
});

test('an error that nobody named may pass, and keeps its cause', async () => {
  for (const cause of [new Error('socket hang up'), 'text', undefined]) {
    const { execute } = handler({ startAnalysis: { execute: () => Promise.reject(cause) } });
    expect(await execute(startMessage)).toMatchObject([
      { status: 'error', error: { code: 'EARSHOT_UNAVAILABLE', retryable: true, cause } },
    ]);
  }
});

test('what became of a call is announced, whether it is new or a duplicate, and nothing else is', async () => {
  const announced: unknown[] = [];
  const finishCall = {
    execute: async (call: CallRecord) => void announced.push(call) as undefined,
    finishLater: unused,
  };
  const { execute } = handler({
    finishCall,
    recordFailure: { execute: async () => ({ status: 'duplicate', record: other }) },
  });
  const other = aRecord({ callId: 'call-8' });
  expect(await execute(objectCreated('transcription-outputs/a/j/job_metadata.json'))).toEqual([
    { status: 'stored', record },
  ]);
  await execute(jobEvent('Failed With Service Error', { error_message: 'no' }));
  await execute({ Event: 's3:TestEvent' });
  await execute({ hello: 'world' });
  expect(announced).toEqual([record, other]);
});

const unused = () => expect.unreachable();

describe('a notice that can’t be sent', () => {
  const unfinished = new EarshotError('EARSHOT_UNAVAILABLE', 'no answer');
  const finished = objectCreated('transcription-outputs/a/j/job_metadata.json');
  const deliver = (finishLater: () => Promise<boolean>, isLast: boolean) =>
    handler({ finishCall: { execute: async () => unfinished, finishLater } }).execute(finished, isLast);

  test('leaves the outcome as it is, and comes with it', async () => {
    expect(await deliver(unused, false)).toEqual([{ status: 'stored', record, unfinished }]);
  });

  test('is left to the next sweep by the last delivery, which is done then', async () => {
    expect(await deliver(async () => true, true)).toEqual([{ status: 'stored', record }]);
  });

  test.each([
    ['no more can wait', async () => false],
    ['that can’t be noted', () => Promise.reject(new Error('socket hang up'))],
  ])('stays with the last delivery when %s', async (_, finishLater) => {
    expect(await deliver(finishLater, true)).toEqual([{ status: 'stored', record, unfinished }]);
  });
});
