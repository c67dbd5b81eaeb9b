import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, unwrap } from '../../src/index.js';
import {
  EVENT_MS,
  envelope,
  JOB,
  jobEvent,
  notification,
  objectCreated,
  PUBLISHED_MS,
  SENT_MS,
  s3Record,
  startMessage,
  TRAVELS,
} from './bodies.js';

const unwrapped = (body: unknown) => unwrap(body, SENT_MS, DEFAULT_LAYOUT);

const MANIFEST = `transcription-outputs/call-7/${JOB}/job_metadata.json`;
const FINISHED = {
  jobId: JOB,
  folder: 'call-7',
  resultUri: `s3://recordings/${MANIFEST}`,
  sentAtMs: EVENT_MS,
};

describe.each(TRAVELS)('a message $name', ({ wrap, viaSns }) => {
  test('starts a call when it is a start message, and its time is that of sending', () => {
    const ms = viaSns ? PUBLISHED_MS : SENT_MS;
    expect(unwrapped(wrap(startMessage))).toEqual([
      {
        type: 'recording_arrived',
        request: {
          callId: 'call-7',
          media: { uri: 's3://recordings/2026/call-7.wav' },
          recordedAt: { ms, source: 'transport' },
        },
      },
    ]);
  });

  test('starts a call for each record of an S3 notification of uploads', () => {
    const facts = { size: 7, eTag: 'e', versionId: 'v', sequencer: '0A' };
    const events = unwrapped(wrap(notification(s3Record('uploads/a.wav', facts), s3Record('uploads/b.mp3'))));
    const recordedAt = { ms: EVENT_MS, source: 'transport' };
    expect(events).toEqual([
      {
        type: 'recording_arrived',
        request: {
          callId: 'a.wav',
          media: { uri: 's3://recordings/uploads/a.wav', sizeBytes: 7, eTag: 'e', versionId: 'v', sequencer: '0A' },
          recordedAt,
        },
      },
      {
        type: 'recording_arrived',
        request: { callId: 'b.mp3', media: { uri: 's3://recordings/uploads/b.mp3' }, recordedAt },
      },
    ]);
  });

  test('starts a call when it is S3’s event through EventBridge', () => {
    const facts = { size: 7, etag: 'e', 'version-id': 'v', sequencer: '0A' };
    expect(unwrapped(wrap(objectCreated('uploads/a.wav', facts)))).toEqual([
      {
        type: 'recording_arrived',
        request: {
          callId: 'a.wav',
          media: { uri: 's3://recordings/uploads/a.wav', sizeBytes: 7, eTag: 'e', versionId: 'v', sequencer: '0A' },
          recordedAt: { ms: EVENT_MS, source: 'transport' },
        },
      },
    ]);
  });

  test('finishes a job when an S3 notification names a manifest or a result', () => {
    const custom = `transcription-outputs/call-7/${JOB}/0/custom_output/0/result.json`;
    const event = { type: 'job_finished', job: FINISHED };
    expect(unwrapped(wrap(notification(s3Record(MANIFEST), s3Record(custom))))).toEqual([event, event]);
    expect(unwrapped(wrap(objectCreated(MANIFEST)))).toEqual([event]);
  });

  test('finishes a job when it is the analyzer’s event of a success', () => {
    const resultUri = `s3://results/${MANIFEST}`;
    expect(unwrapped(wrap(jobEvent('Succeeded')))).toEqual([
      { type: 'job_finished', job: { ...FINISHED, resultUri, mediaUri: 's3://recordings/uploads/call-7.wav' } },
    ]);
  });

  test('is ignored when it is S3’s test event', () => {
    const event = {
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: '2026-09-14T09:00:00.000Z',
      Bucket: 'recordings',
    };
    expect(unwrapped(wrap(event))).toEqual([{ type: 'ignored', reason: expect.any(String) }]);
  });

  test('is ignored when it is an EventBridge event of a type that means nothing here', () => {
    for (const [source, type] of [
      ['aws.s3', 'Object Deleted'],
      ['aws.ec2', 'EC2 Instance State-change Notification'],
      ['my.app', 'Bedrock Data Automation Job Succeeded'],
      ['my.app', 'Object Created'],
    ]) {
      const event = { source, 'detail-type': type, detail: {} };
      expect(unwrapped(wrap(event))).toEqual([{ type: 'ignored', reason: expect.any(String) }]);
    }
  });
});

test('an SNS message that confirms a subscription is ignored', () => {
  const message = envelope(
    {},
    { Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe', Token: 't' },
  );
  expect(unwrapped(message)).toEqual([{ type: 'ignored', reason: expect.any(String) }]);
});

test('a notification without records says nothing', () => {
  expect(unwrapped(notification())).toEqual([]);
});

test('envelopes may be stacked, yet not without end', () => {
  const stacked = (depth: number): object => (depth === 0 ? startMessage : envelope(stacked(depth - 1)));
  expect(unwrapped(stacked(3))).toHaveLength(1);
  expect(() => unwrapped(stacked(4))).toThrow(expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }));
});

test.each([
  ['text that is not JSON', 'call-7'],
  ['an empty text', ''],
  ['JSON that is no object', '[1]'],
  ['JSON text in JSON text', '"{}"'],
  ['null', null],
  ['nothing', undefined],
  ['an object of some other kind', { hello: 'world' }],
  ['an SNS envelope around text that is not JSON', envelope({}, { Message: 'call-7' })],
])('%s is unreadable, and the error says what was expected and found', (_, body) => {
  expect(() => unwrapped(body)).toThrow(
    expect.objectContaining({
      code: 'EARSHOT_UNREADABLE',
      retryable: false,
      details: { path: '', expected: expect.any(String), found: expect.any(String) },
    }),
  );
});

test('one bad record of a notification is a fault of its own, and the others are read', () => {
  const events = unwrapped(notification(s3Record('uploads/a.wav'), s3Record(7), s3Record('uploads/b.wav'), null));
  expect(events.map(({ type }) => type)).toEqual(['recording_arrived', 'fault', 'recording_arrived', 'fault']);
  expect(events[1]).toMatchObject({
    error: { code: 'EARSHOT_INVALID_INPUT', details: { field: 's3.object.key', found: 'number' } },
  });
  expect(events[3]).toMatchObject({ error: { code: 'EARSHOT_INVALID_INPUT', details: { found: 'null' } } });
});

test('what should be text and is not does no harm', () => {
  const odd = { toString: 1 };
  expect(unwrapped(envelope(startMessage, { Timestamp: odd }))).toMatchObject([{ type: 'recording_arrived' }]);
  expect(unwrapped(envelope(startMessage, { Type: odd }))).toMatchObject([{ type: 'ignored' }]);
  expect(unwrapped({ 'detail-type': odd, source: odd })).toMatchObject([{ type: 'ignored' }]);
});
