import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LAYOUT, decodeKey, MEDIA_SUFFIXES, unwrap } from '../../src/index.js';
import { EVENT_MS, notification, objectCreated, SENT_MS, s3Record } from './bodies.js';

const eventOf = (body: object) => unwrap(body, SENT_MS, DEFAULT_LAYOUT)[0];
const callIdOf = (key: string) => {
  const event = eventOf(notification(s3Record(key)));
  return event?.type === 'recording_arrived' ? event.request.callId : event?.type;
};

describe('a key of a notification is decoded exactly once', () => {
  test.each([
    ['uploads/google-oauth2%257C1189/a.wav', 'google-oauth2%7C1189/a.wav'],
    ['uploads/google-oauth2%25257C1189%25252Fa.wav', 'google-oauth2%257C1189%252Fa.wav'],
    ['uploads/two+words.wav', 'two words.wav'],
    ['uploads/two%20words.wav', 'two words.wav'],
    ['uploads/one%2Btwo.wav', 'one+two.wav'],
    ['uploads//a//b.wav', '/a//b.wav'],
    ['uploads/R%C3%BCckruf+%E2%98%8E+%F0%9F%93%9E.wav', 'Rückruf ☎ 📞.wav'],
    ['uploads/100%25.wav', '100%.wav'],
  ])('%s', (key, callId) => {
    expect(callIdOf(key)).toBe(callId);
  });

  test('and the location has it as the store does', () => {
    expect(eventOf(notification(s3Record('uploads/google-oauth2%257C1189/a+b.wav')))).toMatchObject({
      request: { media: { uri: 's3://recordings/uploads/google-oauth2%7C1189/a b.wav' } },
    });
  });
});

test('a key that comes through EventBridge is not decoded', () => {
  for (const name of ['google-oauth2%7C1189.wav', 'one+two.wav', '100%.wav', '%zz.wav']) {
    expect(eventOf(objectCreated(`uploads/${name}`))).toMatchObject({ request: { callId: name } });
  }
});

test('a key with a broken escape is refused, and named', () => {
  for (const key of ['uploads/%.wav', 'uploads/%zz.wav', 'uploads/%C3.wav', 'uploads/%E0%A4%A.wav']) {
    expect(() => decodeKey(key)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: { field: 's3.object.key', expected: expect.any(String), found: expect.any(String) },
      }),
    );
    expect(eventOf(notification(s3Record(key)))).toMatchObject({ type: 'fault' });
  }
});

test('a recording is told by its suffix, in any letter case', () => {
  for (const suffix of MEDIA_SUFFIXES) {
    for (const written of [suffix, suffix.toUpperCase(), suffix.replace('m', 'M')]) {
      expect(callIdOf(`uploads/call${written}`)).toBe(`call${written}`);
    }
  }
});

test('other keys are ignored', () => {
  for (const key of [
    'uploads/call.txt',
    'uploads/call',
    'uploads/wav',
    'uploads/',
    'uploads/call.wav/',
    'elsewhere/call.wav',
    'Uploads/call.wav',
    'transcription-outputs/call-7/call.wav',
    'transcription-outputs/call-7/job/0/standard_output/0/results.json',
    'transcription-outputs/call-7/job/0/.s3_access_check',
    'transcription-outputs/call-7/job/0/other_output/0/result.json',
    'job_metadata.json',
  ]) {
    expect(callIdOf(key)).toBe('ignored');
  }
});

test('facts that are empty, null or absent are not known', () => {
  for (const fact of ['', null, undefined]) {
    const facts = { eTag: fact, versionId: fact, sequencer: fact, ...(fact !== '' && { size: fact }) };
    const record = { ...s3Record('uploads/a.wav', facts), eventTime: fact };
    const event = { ...objectCreated('uploads/a.wav', { ...facts, etag: fact, 'version-id': fact }), time: fact };
    for (const body of [notification(record), event]) {
      expect(eventOf(body)).toStrictEqual({
        type: 'recording_arrived',
        request: {
          callId: 'a.wav',
          media: { uri: 's3://recordings/uploads/a.wav' },
          recordedAt: { ms: SENT_MS, source: 'transport' },
        },
      });
    }
  }
});

test('a hand-made record that names no event is about an object that was created', () => {
  const s3 = { bucket: { name: 'recordings' }, object: { key: 'uploads/a+b.wav' } };
  for (const record of [{ s3 }, { eventName: null, s3 }, { eventName: '', eventSource: 'aws:s3', s3 }]) {
    expect(eventOf({ Records: [record] })).toMatchObject({ type: 'recording_arrived', request: { callId: 'a b.wav' } });
  }
  const manifest = { bucket: { name: 'results' }, object: { key: 'transcription-outputs/c/j/job_metadata.json' } };
  expect(eventOf({ Records: [{ s3: manifest }] })).toMatchObject({ type: 'job_finished', job: { jobId: 'j' } });
});

describe('an upload whose key is longer than a call id', () => {
  const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };
  const requestOf = (key: string) => {
    const [event] = unwrap(objectCreated(key), SENT_MS, DEFAULT_LAYOUT, digests);
    if (event?.type !== 'recording_arrived') throw new Error(event?.type);
    return event.request;
  };
  const folder = `uploads/2026/${'süd/'.repeat(80)}`;

  test('gets a call id of its own, the same each time, and its key is kept', () => {
    const keys = [`${folder}a.wav`, `${folder}b.wav`, `${folder}${'😀'.repeat(100)}.wav`];
    const requests = keys.map(requestOf);
    expect(new Set(requests.map(({ callId }) => callId)).size).toBe(3);
    for (const [index, { callId, media }] of requests.entries()) {
      expect(callId.length).toBeLessThanOrEqual(255);
      expect(callId).toMatch(/^2026\/süd\/.*-[0-9a-f]{16}$/);
      expect(media.uri).toBe(`s3://recordings/${keys[index]}`);
      expect(requestOf(keys[index] ?? '')).toEqual(requests[index]);
    }
  });

  test('keeps its whole key for an id as long as that fits, up to the last character', () => {
    const name = (length: number) => `${'x'.repeat(length - 4)}.wav`;
    expect(requestOf(`uploads/${name(255)}`).callId).toBe(name(255));
    expect(requestOf(`uploads/${name(256)}`).callId).not.toBe(name(256));
    const longest = `uploads/${name(1_016)}`;
    expect(requestOf(longest).media.uri).toBe(`s3://recordings/${longest}`);
  });
});

test('a result in a folder whose name is longer than a call id is read, and its folder names no call', () => {
  const key = `transcription-outputs/${'x/'.repeat(150)}job-1/job_metadata.json`;
  expect(eventOf(objectCreated(key))).toMatchObject({
    type: 'job_finished',
    job: { jobId: 'job-1', folder: 'job-1', resultUri: `s3://recordings/${key}` },
  });
});

test('an upload whose name can be no call’s id is a fault', () => {
  for (const key of [`uploads/${'x'.repeat(252)}.wav`, 'uploads/a%0Ab.wav']) {
    expect(eventOf(notification(s3Record(key)))).toMatchObject({
      type: 'fault',
      error: { code: 'EARSHOT_INVALID_INPUT' },
    });
  }
});

test('what was created counts, however it was, and what was removed, restored or tagged does not', () => {
  for (const name of ['Put', 'Post', 'Copy', 'CompleteMultipartUpload']) {
    expect(eventOf(notification(s3Record('uploads/a.wav', {}, `ObjectCreated:${name}`)))).toMatchObject({
      type: 'recording_arrived',
    });
    expect(eventOf(notification(s3Record('uploads/a.wav', {}, `s3:ObjectCreated:${name}`)))).toMatchObject({
      type: 'recording_arrived',
    });
  }
  for (const name of [
    'ObjectRemoved:Delete',
    'ObjectRemoved:DeleteMarkerCreated',
    'ObjectTagging:Put',
    's3:ObjectRestore:Post',
  ]) {
    expect(eventOf(notification(s3Record('uploads/a.wav', {}, name)))).toMatchObject({ type: 'ignored' });
  }
});

test('the time is the event’s own, and that of sending only when it has none', () => {
  const timeOf = (event: ReturnType<typeof eventOf>) =>
    event?.type === 'recording_arrived' && event.request.recordedAt.ms;
  expect(timeOf(eventOf(notification(s3Record('uploads/a.wav'))))).toBe(EVENT_MS);
  expect(timeOf(eventOf(notification({ ...s3Record('uploads/a.wav'), eventTime: undefined })))).toBe(SENT_MS);
  expect(timeOf(eventOf({ ...objectCreated('uploads/a.wav'), time: undefined }))).toBe(SENT_MS);
});

test('wrong facts of an object are named', () => {
  for (const [field, more] of [
    ['s3.object.size', { size: -1 }],
    ['s3.object.size', { size: '7' }],
    ['s3.object.eTag', { eTag: 7 }],
    ['s3.object.sequencer', { sequencer: 7 }],
  ] as const) {
    expect(eventOf(notification(s3Record('uploads/a.wav', more)))).toMatchObject({
      type: 'fault',
      error: {
        code: 'EARSHOT_INVALID_INPUT',
        details: { field, found: expect.any(String), expected: expect.any(String) },
      },
    });
  }
});

test('a layout says where recordings and results lie', () => {
  const layout = { uploadsPrefix: '', mediaSuffixes: ['.opus'], outputsPrefix: 'out/' };
  const typeOf = (key: string) => unwrap(objectCreated(key), SENT_MS, layout)[0];
  expect(typeOf('2026/a.opus')).toMatchObject({ type: 'recording_arrived', request: { callId: '2026/a.opus' } });
  expect(typeOf('2026/a.wav')).toMatchObject({ type: 'ignored' });
  expect(typeOf('out/a/j/job_metadata.json')).toMatchObject({ type: 'job_finished', job: { folder: 'a', jobId: 'j' } });
});
