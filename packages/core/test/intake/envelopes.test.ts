import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, type InboundEvent, unwrap } from '../../src/index.js';
import {
  EVENT_MS,
  envelope,
  jobEvent,
  notification,
  objectCreated,
  PUBLISHED_MS,
  SENT_MS,
  s3Record,
  startMessage,
} from './bodies.js';

const unwrapped = (body: unknown) => unwrap(body, SENT_MS, DEFAULT_LAYOUT);
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('an SNS envelope', () => {
  test('is opened without a type, as hand-made ones are', () => {
    expect(unwrapped(envelope(startMessage, { Type: undefined }))).toMatchObject([{ type: 'recording_arrived' }]);
  });

  test.each([
    ['no topic', { TopicArn: undefined, Message: JSON.stringify(startMessage) }],
    ['a message that is no text', { Message: startMessage }],
  ])('is none with %s', (_, more) => {
    const { TopicArn, ...rest } = envelope(startMessage, more) as { TopicArn?: string };
    const body = TopicArn === undefined ? rest : { TopicArn, ...rest };
    expect(() => unwrapped(body)).toThrow(refusal('EARSHOT_UNREADABLE'));
  });
});

describe('the event that a Lambda function is invoked with', () => {
  const sqs = (body: unknown, sentMs: unknown = String(SENT_MS - 5)) => ({
    messageId: 'm',
    receiptHandle: 'r',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { SentTimestamp: sentMs },
    eventSource: 'aws:sqs',
  });
  const sns = (body: object) => ({ EventSource: 'aws:sns', EventVersion: '1.0', Sns: envelope(body) });
  const arrived = (callId: string, ms: number) => ({
    type: 'recording_arrived',
    request: { callId, recordedAt: { ms } },
  });

  test('is opened when it comes from SQS, message by message, each with its own time', () => {
    const uploads = notification(s3Record('uploads/a.wav'), s3Record('uploads/b.wav'));
    expect(unwrapped({ Records: [sqs(startMessage), sqs(uploads), sqs(startMessage, 'soon')] })).toMatchObject([
      arrived('call-7', SENT_MS - 5),
      arrived('a.wav', EVENT_MS),
      arrived('b.wav', EVENT_MS),
      arrived('call-7', SENT_MS),
    ]);
  });

  test('is opened when it comes from SNS, and from SNS through SQS', () => {
    expect(unwrapped({ Records: [sns(startMessage)] })).toMatchObject([arrived('call-7', PUBLISHED_MS)]);
    expect(unwrapped({ Records: [sqs(envelope(startMessage))] })).toMatchObject([arrived('call-7', PUBLISHED_MS)]);
    expect(
      unwrapped(JSON.stringify({ Records: [sqs(envelope(notification(s3Record('uploads/a.wav'))))] })),
    ).toMatchObject([arrived('a.wav', EVENT_MS)]);
  });

  test('keeps the good messages of a batch that holds bad ones', () => {
    const events = unwrapped({
      Records: [sqs('no JSON'), sqs(startMessage), { eventSource: 'aws:sns' }, sqs({ hi: 1 })],
    });
    expect(events.map(({ type }) => type)).toEqual(['fault', 'recording_arrived', 'fault', 'fault']);
  });

  test.each(['aws:ses', 'aws:kinesis', 'aws:dynamodb'])('is named when it comes from %s', (eventSource) => {
    expect(unwrapped({ Records: [{ eventSource, ses: {} }] })).toMatchObject([
      { type: 'fault', error: { code: 'EARSHOT_UNREADABLE', details: { found: `a record of ${eventSource}` } } },
    ]);
  });

  test('may not be stacked without end', () => {
    const stacked = (depth: number): object => ({ Records: [sqs(depth === 0 ? startMessage : stacked(depth - 1))] });
    expect(unwrapped(stacked(2))).toMatchObject([{ type: 'recording_arrived' }]);
    expect(unwrapped(stacked(9))).toMatchObject([{ type: 'fault', error: { code: 'EARSHOT_UNREADABLE' } }]);
  });
});

test('a record that says nothing of an object is refused by the name of what it lacks', () => {
  for (const record of [{}, { eventSource: 'aws:s3' }]) {
    expect(unwrapped(notification(record))).toMatchObject([
      {
        type: 'fault',
        error: { code: 'EARSHOT_INVALID_INPUT', details: { field: expect.stringMatching(/^(s3|eventName)/) } },
      },
    ]);
  }
});

test('a start message may name aliases of its call', () => {
  const aliases = ['the same', 'call'];
  expect(unwrapped({ ...startMessage, aliases })).toMatchObject([{ request: { aliases } }]);
});

test('the refusal of a body says whether it is of a wrong kind or in too many envelopes', () => {
  const stacked = (depth: number): object => (depth === 0 ? startMessage : envelope(stacked(depth - 1)));
  expect(() => unwrapped(stacked(4))).toThrow(refusal('EARSHOT_UNREADABLE', { found: 'too many envelopes' }));
  expect(() => unwrapped(null)).toThrow(refusal('EARSHOT_UNREADABLE', { found: 'null' }));
});

test.each([
  ['audioS3Uri', { callId: 'call-7' }],
  ['callId', { audioS3Uri: 's3://recordings/a.wav' }],
  ['callId', { audioUri: 'local://recordings/a.wav' }],
])('a start message that lacks %s is refused by the name of that field', (field, body) => {
  expect(() => unwrapped(body)).toThrow(refusal('EARSHOT_INVALID_INPUT', { field }));
});

test('an event of Amazon Bedrock that is none of a job on recordings is ignored, whatever is in it', () => {
  const event = { source: 'aws.bedrock', 'detail-type': 'Batch Inference Job State Change', detail: { status: 'x' } };
  expect(unwrapped(event)).toMatchObject([{ type: 'ignored' }]);
});

describe('a time with an offset', () => {
  const time = '2026-09-14T09:00:00+02:00';
  const ms = Date.UTC(2026, 8, 14, 7);
  const timeOf = ([event]: readonly InboundEvent[]) =>
    event?.type === 'recording_arrived'
      ? event.request.recordedAt.ms
      : event?.type === 'job_finished' && event.job.sentAtMs;

  test.each<[string, object]>([
    ['an S3 notification', notification({ ...s3Record('uploads/a.wav'), eventTime: time })],
    ['an EventBridge event of S3', { ...objectCreated('uploads/a.wav'), time }],
    ['a job event', { ...jobEvent('Succeeded'), time }],
    ['a start message', { ...startMessage, timestamp: time }],
  ])('is understood in %s', (_, body) => {
    expect(timeOf(unwrapped(body))).toBe(ms);
  });
});

test('an event has no key for what is not known', () => {
  const recordedAt = { ms: SENT_MS, source: 'transport' };
  const media = { uri: 's3://recordings/uploads/a.wav' };
  const request = { callId: 'a.wav', media, recordedAt };
  const bare = { ...s3Record('uploads/a.wav'), eventTime: undefined };
  expect(unwrapped(notification(bare))).toStrictEqual([{ type: 'recording_arrived', request }]);
  const message = { callId: 'a.wav', audioS3Uri: media.uri };
  expect(unwrapped(message)).toStrictEqual([{ type: 'recording_arrived', request }]);
});
