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
    ['s3.object.eTag', { eTag: '' }],
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
