import { setImmediate } from 'node:timers/promises';
import { BdaAudioAnalyzer } from '@earshot/adapters-aws';
import { MemoryNotifier } from '@earshot/adapters-memory';
import { type DispatchOptions, EarshotError } from '@earshot/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BatchSource } from '../src/queue-handler.js';
import { invocation } from './invocation.js';
import {
  batch,
  created,
  DEAD_LETTER_QUEUE_URL,
  jobEvent,
  message,
  published,
  QueueFunction,
  resultAt,
  START_QUEUE_URL,
  sdkError,
  start,
} from './queue-function.js';

const failed = (report: ReturnType<BatchSource['report']> | undefined) =>
  report?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
/** Not an answer of the analyzer: then the call would be submitted. */
const interrupted = async () => {
  throw new Error('connection reset');
};

afterEach(() => vi.useRealTimers());

it('starts a call for each start message, bare and from SNS, and for each recording that S3 tells of', async () => {
  const fn = new QueueFunction();
  const event = batch(
    start('call-1'),
    published(start('call-2')),
    created('recordings', 'uploads/call-3.wav', 'uploads/call-4.wav'),
    published(created('recordings', 'uploads/call-5.wav')),
  );
  expect(failed(await fn.handler(event, invocation()))).toEqual([]);
  expect(fn.analyzer.jobs).toHaveLength(5);
  expect((await fn.repository.list({ filter: {}, limit: 10 })).calls.map(({ state }) => state)).toEqual(
    Array(5).fill('analyzing'),
  );
  expect((await fn.record('call-2'))?.media?.uri).toBe('s3://recordings/call-2.wav');
  expect(fn.sent).toEqual([]);
});

it('reports exactly the messages that are to come again', async () => {
  const fn: QueueFunction = new QueueFunction({
    start: async (request) => (request.media.uri.includes('busy') ? interrupted() : fn.analyzer.start(request)),
  });
  const event = batch(start('call-1'), start('busy-1'), 'no JSON', start('call-2'), start('busy-2'));
  expect(failed(await fn.handler(event, invocation()))).toEqual(['m2', 'm5']);
  expect((await fn.record('call-1'))?.state).toBe('analyzing');
  expect((await fn.record('call-2'))?.state).toBe('analyzing');
  expect((await fn.record('busy-1'))?.state).toBe('submitted');
});

it.each([
  ['what is no JSON', 'not a message', 'EARSHOT_UNREADABLE'],
  ['an object of some other kind', { hello: 'world' }, 'EARSHOT_UNREADABLE'],
  ['a start message with a wrong field', { callId: 7, audioS3Uri: 's3://recordings/x.wav' }, 'EARSHOT_INVALID_INPUT'],
])('dead-letters %s with the reason, and does not report it', async (_name, body, code) => {
  const fn = new QueueFunction();
  expect(failed(await fn.handler(batch(message('bad', body, 1)), invocation()))).toEqual([]);
  expect(fn.sent).toMatchObject([
    {
      name: 'SendMessage',
      input: {
        QueueUrl: DEAD_LETTER_QUEUE_URL,
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        MessageAttributes: {
          EarshotCode: { DataType: 'String', StringValue: code },
          EarshotReason: { DataType: 'String', StringValue: expect.stringMatching(/\S/) },
          EarshotMessageId: { StringValue: 'bad' },
          EarshotReceiveCount: { StringValue: '1' },
          EarshotSource: { StringValue: 'arn:aws:sqs:eu-central-1:111122223333:starts' },
        },
      },
    },
  ]);
});

it('reports a message that could not be dead-lettered, and none of the others', async () => {
  const fn = new QueueFunction({
    sqs: ({ name }) => {
      if (name === 'SendMessage') throw sdkError('AccessDenied', 403);
    },
  });
  const event = batch('no JSON', start('call-1'));
  expect(failed(await fn.handler(event, invocation()))).toEqual(['m1']);
  expect(fn.log).toContainEqual(expect.objectContaining({ message_id: 'm1', settled: 'unsettled' }));
});

it('returns a message that met a passing fault, to come again after a while that doubles', async () => {
  const fn = new QueueFunction({ start: interrupted });
  const event = batch(message('first', start('a'), 1), message('third', start('b'), 3));
  expect(failed(await fn.handler(event, invocation()))).toEqual(['first', 'third']);
  expect(fn.sent).toEqual(
    expect.arrayContaining([
      {
        name: 'ChangeMessageVisibility',
        input: { QueueUrl: START_QUEUE_URL, ReceiptHandle: 'receipt of first', VisibilityTimeout: 1 },
      },
      {
        name: 'ChangeMessageVisibility',
        input: { QueueUrl: START_QUEUE_URL, ReceiptHandle: 'receipt of third', VisibilityTimeout: 4 },
      },
    ]),
  );
  expect(fn.sent).toHaveLength(2);
});

it('returns one after the delays that it is given, and dead-letters what no wait can help at once', async () => {
  const fn = new QueueFunction({ start: interrupted, maxReceives: 3, retryDelaysMs: [30_000, 300_000] });
  const waiting = [message('first', start('a'), 1), message('second', start('b'), 2), message('last', start('c'), 3)];
  const event = batch(...waiting, message('bad', 'no JSON', 1));
  expect(failed(await fn.handler(event, invocation()))).toEqual(['first', 'second']);
  const waits = fn.sent.filter(({ name }) => name === 'ChangeMessageVisibility').map(({ input }) => input);
  expect(waits).toMatchObject([
    { ReceiptHandle: 'receipt of first', VisibilityTimeout: 30 },
    { ReceiptHandle: 'receipt of second', VisibilityTimeout: 300 },
  ]);
  expect(fn.sent.filter(({ name }) => name === 'SendMessage')).toHaveLength(2);
});

it.each([undefined, null])(
  'finds the call of a failed job by its id when its event says %s about results',
  async (none) => {
    const fn = new QueueFunction();
    await fn.handler(batch(start('call-1')), invocation());
    const event = jobEvent('Failed With Client Error', 'call-1', await fn.jobOf('call-1')) as { detail: object };
    const silent = { ...event, detail: { ...event.detail, output_s3_location: none } };
    expect(failed(await fn.handler(batch(silent), invocation()))).toEqual([]);
    expect(fn.sent).toEqual([]);
    expect(await fn.record('call-1')).toMatchObject({ state: 'failed', failure: { code: 'EARSHOT_INVALID_INPUT' } });
  },
);

it('reports a message whose delay SQS did not take', async () => {
  const sqs = () => {
    throw sdkError('MessageNotInflight');
  };
  const fn = new QueueFunction({ start: interrupted, sqs });
  expect(failed(await fn.handler(batch(start('call-1')), invocation()))).toEqual(['m1']);
});

it('dead-letters what still meets a passing fault at the last receive', async () => {
  const fn = new QueueFunction({ start: interrupted, maxReceives: 3 });
  const event = batch(message('second', start('a'), 2), message('third', start('b'), 3));
  expect(failed(await fn.handler(event, invocation()))).toEqual(['second']);
  const deadLettered = fn.sent.filter(({ name }) => name === 'SendMessage');
  expect(deadLettered).toMatchObject([
    {
      input: {
        MessageAttributes: {
          EarshotCode: { StringValue: 'EARSHOT_UNAVAILABLE' },
          EarshotMessageId: { StringValue: 'third' },
        },
      },
    },
  ]);
});

it('is done with the message that S3 sends to try a queue out', async () => {
  const fn = new QueueFunction();
  const test = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'recordings', RequestId: '1' };
  expect(failed(await fn.handler(batch(test, published(test)), invocation()))).toEqual([]);
  expect(fn.sent).toEqual([]);
  expect(fn.log.map(({ level, message: what }) => [level, what])).toEqual([
    ['INFO', 'ignored'],
    ['INFO', 'ignored'],
  ]);
});

it('has nothing to report of an empty batch', async () => {
  const fn = new QueueFunction();
  expect(failed(await fn.handler({ Records: [] }, invocation()))).toEqual([]);
  expect(fn.sent).toEqual([]);
});

it('answers before its time is up: what is done is done, and the rest is reported', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  const fn: QueueFunction = new QueueFunction({
    start: async (request) => {
      if (request.media.uri.includes('slow')) await freed;
      return fn.analyzer.start(request);
    },
  });
  const event = batch(start('slow-1'), start('call-1'), start('slow-2'), 'no JSON');
  let answered = false;
  const answer = fn.handler(event, invocation(60_000)).finally(() => {
    answered = true;
  });
  const settled = () => fn.log.filter(({ message: what }) => what === 'started' || what === 'not done');
  while (settled().length < 2) await setImmediate();
  expect(settled().map((line) => line['message_id'])).toEqual(expect.arrayContaining(['m2', 'm4']));
  await vi.advanceTimersByTimeAsync(57_999);
  expect(answered).toBe(false);
  vi.advanceTimersByTime(1);
  expect(failed(await answer)).toEqual(['m1', 'm3']);
  expect(fn.log.at(-1)).toMatchObject({ level: 'WARN', function_request_id: 'request-1' });
  free();
});

it('leaves no timer behind in a container that stays warm', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const fn = new QueueFunction();
  await fn.handler(batch(start('call-1')), invocation(60_000));
  expect(vi.getTimerCount()).toBe(0);
});

it('reports everything when it begins without any time left', async () => {
  const fn = new QueueFunction({ start: () => new Promise(() => {}) });
  expect(failed(await fn.handler(batch(start('call-1'), start('call-2')), invocation(0)))).toEqual(['m1', 'm2']);
});

it('handles an event that S3 or EventBridge hands over without a queue', async () => {
  const fn = new QueueFunction();
  expect(await fn.handler(created('recordings', 'uploads/call-1.wav'), invocation())).toBeUndefined();
  const jobId = await fn.jobOf('call-1.wav');
  await fn.finish('call-1.wav', jobId);
  expect(await fn.handler(jobEvent('Succeeded', 'call-1.wav', jobId), invocation())).toBeUndefined();
  expect((await fn.record('call-1.wav'))?.state).toBe('completed');
});

it('throws the fault of an event without a queue, so that Lambda tries it again', async () => {
  const busy = new QueueFunction({ start: interrupted });
  await expect(busy.handler(created('recordings', 'uploads/call-1.wav'), invocation())).rejects.toMatchObject({
    code: 'EARSHOT_UNAVAILABLE',
    retryable: true,
  });
  const fn = new QueueFunction();
  for (const event of [{ hello: 'world' }, 'text', null, undefined, [], 7]) {
    await expect(fn.handler(event, invocation())).rejects.toMatchObject({ code: 'EARSHOT_UNREADABLE' });
  }
  await expect(
    fn.handler(resultAt('transcription-outputs/call-1/job-1/job_metadata.json'), invocation()),
  ).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  expect(fn.sent).toEqual([]);
});

it('does what it can of an event of several objects, and throws one fault for the rest', async () => {
  const fn: QueueFunction = new QueueFunction({
    start: async (request) => (request.media.uri.includes('busy') ? interrupted() : fn.analyzer.start(request)),
  });
  const event = created('recordings', 'uploads/busy-1.wav', 'uploads/call-1.wav', 'uploads/busy-2.wav');
  await expect(fn.handler(event, invocation())).rejects.toMatchObject({ code: 'EARSHOT_UNAVAILABLE' });
  expect((await fn.record('call-1.wav'))?.state).toBe('analyzing');
});

describe('while no job slot is free', () => {
  const refusals: readonly [string, EarshotError][] = [
    ['the quota is full', new EarshotError('EARSHOT_THROTTLED', 'full', { details: { quota: true } })],
    ['requests are too many', new EarshotError('EARSHOT_THROTTLED', 'slower')],
    ['the analyzer is away', new EarshotError('EARSHOT_UNAVAILABLE', 'away')],
    ['a permission is missing', new EarshotError('EARSHOT_DENIED', 'no s3:GetObject')],
  ];

  it.each(refusals)('is done with start messages, however often each was received: %s', async (_, error) => {
    const fn = new QueueFunction({ start: () => Promise.reject(error), maxReceives: 3 });
    const event = batch(message('first', start('a'), 1), message('last', start('b'), 3));
    expect(failed(await fn.handler(event, invocation()))).toEqual([]);
    expect(fn.sent).toEqual([]);
    expect([await fn.record('a'), await fn.record('b')]).toMatchObject([
      { state: 'submitted' },
      { state: 'submitted' },
    ]);
  });

  it.each([
    ['ServiceQuotaExceededException', 402, 'quota'],
    ['ThrottlingException', 429, 'rate'],
    ['InternalServerException', 500, 'fault'],
    ['AccessDeniedException', 403, 'denied'],
  ])('stores the call and is done with its message when Bedrock answers %s', async (name, status, refusal) => {
    const analyzer = new BdaAudioAnalyzer({
      profileArn: 'arn:aws:bedrock:eu-central-1:111122223333:data-automation-profile/eu.data-automation-v1',
      client: { send: () => Promise.reject(sdkError(name, status)) } as never,
    });
    const fn = new QueueFunction({ start: (request) => analyzer.start(request), maxReceives: 10 });
    for (let receive = 1; receive <= 10; receive++) {
      expect(failed(await fn.handler(batch(message('m', start('a'), receive)), invocation()))).toEqual([]);
    }
    expect(fn.sent).toEqual([]);
    expect(await fn.record('a')).toMatchObject({ state: 'submitted', jobs: [] });
    expect(fn.log[0]).toMatchObject({ message: 'submitted', refusal });
  });

  it('dispatches after a batch that left calls submitted, with these, and in the time that is left', async () => {
    const seen: unknown[] = [];
    const fn = new QueueFunction({
      start: () => Promise.reject(refusals[0]?.[1]),
      dispatch: async (options) => void seen.push(options),
    });
    await fn.handler(batch(start('a'), start('b')), invocation(9_000));
    const submitted = [(await fn.record('a'))?.hash, (await fn.record('b'))?.hash];
    expect(seen).toMatchObject([{ submitted: expect.arrayContaining(submitted), timeLeftMs: 3_500 }]);
    await fn.handler(batch(start('c')), invocation(600_000));
    expect(seen).toMatchObject([{}, { timeLeftMs: 299_000 }]);
  });

  it('dispatches after a batch in which a job ended, and only then, if calls wait', async () => {
    let dispatched = 0;
    let ended: number | undefined;
    const dispatch = async (options: DispatchOptions) => {
      dispatched++;
      ended = options.ended;
    };
    const fn = new QueueFunction({ dispatch });
    await fn.handler(batch(start('a'), start('b')), invocation());
    const [a, b] = [await fn.jobOf('a'), await fn.jobOf('b')];
    await fn.handler(batch(jobEvent('Failed With Client Error', 'a', a)), invocation());
    expect(dispatched).toBe(0);
    await fn.state.write('dispatch', { backlog: true }, 0);
    await fn.handler(batch(jobEvent('Failed With Client Error', 'a', a), 'no JSON'), invocation());
    expect(dispatched).toBe(0);
    await fn.handler(batch(jobEvent('Failed With Client Error', 'b', b)), invocation());
    expect([dispatched, ended]).toEqual([1, 1]);
  });

  it('dispatches when calls began to wait while the end of a job was being saved', async () => {
    let dispatched = 0;
    const fn = new QueueFunction({ dispatch: async () => void dispatched++ });
    await fn.handler(batch(start('a')), invocation());
    const job = await fn.jobOf('a');
    const handled = fn.handler(batch(jobEvent('Failed With Client Error', 'a', job)), invocation());
    await fn.state.write('dispatch', { backlog: true }, 0);
    await handled;
    expect(dispatched).toBe(1);
  });

  it('answers for a batch although dispatching fails or does not end', async () => {
    vi.useFakeTimers();
    const full = () => Promise.reject(refusals[0]?.[1]);
    const broken = new QueueFunction({ start: full, dispatch: () => Promise.reject(new Error('no table')) });
    expect(failed(await broken.handler(batch(start('a')), invocation()))).toEqual([]);
    expect(broken.log).toMatchObject([{ message: 'submitted' }, { level: 'ERROR', reason: 'no table' }]);
    const stuck = new QueueFunction({ start: full, dispatch: () => new Promise(() => {}) });
    const report = stuck.handler(batch(start('a')), invocation());
    await vi.advanceTimersByTimeAsync(58_000);
    expect(failed(await report)).toEqual([]);
  });
});

it('dead-letters no message for a notice: its last receive leaves that to the sweep', async () => {
  const notifier = new MemoryNotifier();
  notifier.fail(new EarshotError('EARSHOT_UNAVAILABLE', 'no answer'));
  const refused = new EarshotError('EARSHOT_NOT_SUPPORTED', 'no recording');
  const fn = new QueueFunction({ maxReceives: 3, notifier, start: () => Promise.reject(refused) });
  for (const receiveCount of [2, 3]) {
    const event = batch(message('m1', start('call-1'), receiveCount));
    expect(failed(await fn.handler(event, invocation()))).toHaveLength(3 - receiveCount);
  }
  expect(fn.sent.filter(({ name }) => name === 'SendMessage')).toEqual([]);
  notifier.fail(undefined);
  await fn.finishCall?.resume();
  expect(notifier.received).toHaveLength(1);
});
