import { describe, expect, test } from 'vitest';
import { readStartMessage } from '../../src/index.js';
import { RECORDED_AT_SOURCES } from '../../src/model/call.js';
import { SENT_MS, startMessage } from './bodies.js';

test('a message with all fields becomes a request, and unknown fields pass', () => {
  const message = {
    ...startMessage,
    timestamp: '2026-09-14T10:30:00.250+02:00',
    metadata: { agent: 'Ada', scores: [1, null, { deep: true }] },
    priority: 'high',
  };
  expect(readStartMessage(message, SENT_MS)).toEqual({
    callId: 'call-7',
    media: { uri: startMessage.audioS3Uri },
    recordedAt: { ms: Date.UTC(2026, 8, 14, 8, 30, 0, 250), source: 'message' },
    metadata: { agent: 'Ada', scores: [1, null, { deep: true }] },
  });
});

test('a recording in a store of another kind is named by audioUri', () => {
  const { audioS3Uri: _, ...rest } = startMessage;
  const request = readStartMessage({ ...rest, audioUri: 'local://recordings/ab12.mp3' }, SENT_MS);
  expect(request.media).toEqual({ uri: 'local://recordings/ab12.mp3' });
});

test('a recording names those that it replaces', () => {
  const supersedes = ['s3://recordings/half.wav'];
  expect(readStartMessage({ ...startMessage, supersedes }, SENT_MS).media).toMatchObject({ supersedes });
});

test('without a timestamp, the time in the file’s name counts before the time of sending', () => {
  const named = { ...startMessage, audioS3Uri: 's3://recordings/call-7_20260914T09:32_UTC.wav' };
  expect(readStartMessage(named, SENT_MS).recordedAt).toEqual({
    ms: Date.UTC(2026, 8, 14, 9, 32),
    source: 'media_name',
  });
  expect(readStartMessage(startMessage, SENT_MS).recordedAt).toEqual({ ms: SENT_MS, source: 'transport' });
});

test('a sender may say how it knows the timestamp', () => {
  const timestamp = '2026-09-14T08:30:00Z';
  for (const timestampSource of RECORDED_AT_SOURCES) {
    const { recordedAt } = readStartMessage({ ...startMessage, timestamp, timestampSource }, SENT_MS);
    expect(recordedAt).toEqual({ ms: Date.parse(timestamp), source: timestampSource });
  }
  const guessed = { ...startMessage, timestamp, timestampSource: 'guess' };
  expect(() => readStartMessage(guessed, SENT_MS)).toThrow(expect.objectContaining({ code: 'EARSHOT_INVALID_INPUT' }));
});

test('an id may be anything of 1 to 255 characters that are no control characters', () => {
  for (const callId of ['x', 'a/b//c', '../..', 'Ünïcode ☎ 📞', ' ', 'x'.repeat(255)]) {
    expect(readStartMessage({ ...startMessage, callId }, SENT_MS).callId).toBe(callId);
  }
});

describe('a wrong field is named, with what was found and what was expected', () => {
  test.each([
    ['callId', { callId: undefined }, 'nothing'],
    ['callId', { callId: '' }, 'string'],
    ['callId', { callId: 7 }, 'number'],
    ['callId', { callId: 'x'.repeat(256) }, 'string'],
    ['callId', { callId: 'a\nb' }, 'string'],
    ['audioS3Uri', { audioS3Uri: undefined }, 'nothing'],
    ['audioS3Uri', { audioS3Uri: null }, 'null'],
    ['audioS3Uri', { audioS3Uri: 'https://example.org/a.wav' }, 'string'],
    ['audioS3Uri', { audioS3Uri: 's3://recordings' }, 'string'],
    ['audioS3Uri', { audioS3Uri: 's3://recordings/' }, 'string'],
    ['audioS3Uri', { audioS3Uri: 's3:///a.wav' }, 'string'],
    ['audioS3Uri', { audioS3Uri: `s3://recordings/${'x'.repeat(2048)}` }, 'string'],
    ['audioS3Uri', { audioUri: 'local://recordings/ab12.mp3' }, 'string'],
    ['audioUri', { audioS3Uri: undefined, audioUri: 'recordings' }, 'string'],
    ['kind', { kind: 'movie' }, 'string'],
    ['supersedes', { supersedes: 's3://recordings/half.wav' }, 'string'],
    ['supersedes[0]', { supersedes: ['half.wav'] }, 'string'],
    ['timestamp', { timestamp: 'yesterday' }, 'string'],
    ['timestamp', { timestamp: '2026-09-14T10:30:00' }, 'string'],
    ['timestamp', { timestamp: '2026-02-30T10:30:00Z' }, 'string'],
    ['timestamp', { timestamp: 1_789_000_000 }, 'number'],
    ['metadata', { metadata: [] }, 'array'],
    ['metadata', { metadata: 'text' }, 'string'],
  ])('%s: %o', (field, wrong, found) => {
    expect(() => readStartMessage({ ...startMessage, ...wrong }, SENT_MS)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        retryable: false,
        details: expect.objectContaining({ field, found, expected: expect.stringMatching(/./) }),
      }),
    );
  });

  test.each([
    ['callId: Invalid input: expected string, received undefined', { callId: undefined }],
    ['callId: Too small: expected string to have >=1 characters', { callId: '' }],
    ['callId: expected no control characters and no halves of characters', { callId: 'a\nb' }],
    ['audioS3Uri: expected s3://bucket/key', { audioS3Uri: 'file://recordings/call-7.wav' }],
    ['timestamp: Invalid ISO datetime', { timestamp: 'yesterday' }],
    ['metadata: Invalid input: expected record, received array', { metadata: [] }],
  ])('%s', (said, wrong) => {
    const message = `start message: ${said}`;
    expect(() => readStartMessage({ ...startMessage, ...wrong }, SENT_MS)).toThrow(
      expect.objectContaining({ message }),
    );
  });

  test('a customer’s words are never in the details', () => {
    const secret = 'my card is 4111';
    try {
      readStartMessage({ callId: '', audioS3Uri: secret, timestamp: secret, metadata: secret }, SENT_MS);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify((error as { details: object }).details)).not.toContain(secret);
    }
  });
});

test('metadata that is nested without end is refused, and never overflows', () => {
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
  expect(readStartMessage({ ...startMessage, metadata: { nested: nested(31) } }, SENT_MS).callId).toBe('call-7');
  for (const levels of [32, 50_000]) {
    expect(() => readStartMessage({ ...startMessage, metadata: { nested: nested(levels) } }, SENT_MS)).toThrow(
      expect.objectContaining({
        code: 'EARSHOT_INVALID_INPUT',
        details: expect.objectContaining({ field: 'metadata' }),
      }),
    );
  }
});
