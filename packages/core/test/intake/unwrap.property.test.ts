import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_LAYOUT, isEarshotError, StartRequest, unwrap } from '../../src/index.js';
import {
  EVENT_MS,
  envelope,
  JOB,
  jobEvent,
  notification,
  objectCreated,
  SENT_MS,
  s3Record,
  startMessage,
} from './bodies.js';

/** Whether unwrapping answers, or refuses with an error of ours; whatever is answered is what it says it is. */
function expectAnswered(body: unknown): void {
  try {
    for (const event of unwrap(body, SENT_MS, DEFAULT_LAYOUT)) {
      if (event.type === 'recording_arrived') expect(StartRequest.safeParse(event.request).success).toBe(true);
      if (event.type === 'fault') expect(isEarshotError(event.error)).toBe(true);
    }
  } catch (error) {
    expect(error).toSatisfy((thrown) => isEarshotError(thrown));
  }
}

/** JSON as strange as senders may make it, with names among its texts that mean something to JavaScript. */
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>({ toString: 1 }, { valueOf: null, toString: {} }, { length: 3 }, [[[]]], {
    __proto__: null,
  }),
);

const names = [
  'Records',
  'eventSource',
  'body',
  'Sns',
  'eventName',
  'eventTime',
  's3',
  'bucket',
  'name',
  'object',
  'key',
  'Message',
  'TopicArn',
  'Type',
  'Timestamp',
  'Event',
  'detail-type',
  'source',
  'detail',
  'time',
  'job_id',
  'output_s3_location',
  's3_bucket',
  'callId',
  'audioS3Uri',
  'timestamp',
  'metadata',
];

/** Objects of the names that messages are made of, around anything. */
const alike = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'node' },
    json,
    fc.constantFrom(startMessage, s3Record('uploads/a.wav'), jobEvent('Succeeded'), objectCreated('uploads/a.wav')),
    fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 6, noNullPrototype: true }),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('node').map((node) => JSON.stringify(node)),
  ),
})).node;

test('any text is answered, or refused with an error of ours', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json({ maxDepth: 2 })), expectAnswered),
    { numRuns: 1_000 },
  );
});

test('any JSON is answered, or refused with an error of ours', () => {
  fc.assert(fc.property(alike, expectAnswered), { numRuns: 2_000 });
});

test('a message with anything in place of one of its fields is answered, or refused with an error of ours', () => {
  const whole = [
    startMessage,
    { ...startMessage, timestamp: '2026-09-14T10:30:00Z', metadata: {} },
    notification(s3Record('uploads/a.wav', { size: 1, eTag: 'e', versionId: 'v', sequencer: '0' })),
    notification(s3Record(`transcription-outputs/c/${JOB}/job_metadata.json`)),
    objectCreated('uploads/a.wav', { size: 1, etag: 'e', 'version-id': 'v', sequencer: '0' }),
    jobEvent('Succeeded'),
    jobEvent('Failed With Client Error', { error_message: 'no' }),
    envelope(startMessage),
    {
      Records: [
        { eventSource: 'aws:sqs', body: JSON.stringify(startMessage), attributes: { SentTimestamp: '1' } },
        { EventSource: 'aws:sns', Sns: envelope(startMessage) },
      ],
    },
  ];
  const odd = fc.oneof(
    json,
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('x'.repeat(3_000), '%', '', '\u0000'),
  );
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.nat(), odd, (message, which, value) => {
      const paths = pathsOf(message);
      expectAnswered(replaced(message, paths[which % paths.length] ?? [], value));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever key an upload has, its location and its call are read as the store names them', () => {
  const key = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    .filter((name) => !/[\u0000-\u001f\u007f]/.test(name));
  fc.assert(
    fc.property(key, (name) => {
      const encoded = encodeURIComponent(`uploads/${name}.wav`).replaceAll('%20', '+').replaceAll('%2F', '/');
      const request = {
        callId: `${name}.wav`,
        media: { uri: `s3://recordings/uploads/${name}.wav` },
        recordedAt: { ms: EVENT_MS },
      };
      for (const body of [notification(s3Record(encoded)), objectCreated(`uploads/${name}.wav`)]) {
        expect(unwrap(body, SENT_MS, DEFAULT_LAYOUT)).toMatchObject([{ type: 'recording_arrived', request }]);
      }
    }),
    { numRuns: 1_000 },
  );
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value) ? value.map((member, index) => [index, member] as const) : Object.entries(value);
  return [at, ...entries.flatMap(([key, member]) => pathsOf(member, [...at, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((member, index) => (index === key ? replaced(member, rest, by) : member));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}
