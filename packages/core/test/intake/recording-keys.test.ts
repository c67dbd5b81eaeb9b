import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callIdOfRecording, DEFAULT_LAYOUT, hasMediaSuffix, objectUri, unwrap } from '../../src/index.js';

const digests = { md5Hex: (text: string) => createHash('md5').update(text).digest('hex') };

it('a recording is named as the upload event of the same object names it', () => {
  const named = (text: string): void => {
    const key = `uploads/${text}.WAV`;
    const object = { key: encodeURIComponent(key) };
    const body = { Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'media' }, object } }] };
    const events = unwrap(body, 0, DEFAULT_LAYOUT, digests);
    const callId = callIdOfRecording(objectUri('media', key), DEFAULT_LAYOUT, digests);
    expect(events).toMatchObject([{ type: 'recording_arrived', request: { callId } }]);
  };
  fc.assert(fc.property(fc.stringMatching(/^[a-z0-9 /+%.-]{1,300}$/), named));
});

it('a recording outside the uploads prefix is named by its whole key', () => {
  const idOf = (key: string) => callIdOfRecording(objectUri('archive', key), DEFAULT_LAYOUT, digests);
  expect(idOf('2025/a.wav')).toBe('2025/a.wav');
  expect(idOf(`${'x'.repeat(300)}.wav`)).toHaveLength(255);
  expect(() => callIdOfRecording(objectUri('archive', 'a\nb.wav'), DEFAULT_LAYOUT)).toThrow('call id');
});

it('a recording is known by its suffix, in any letter case', () => {
  expect(['a.wav', 'a.b.MP3', 'a.txt', 'wav', 'a.wav/'].map((key) => hasMediaSuffix(key, DEFAULT_LAYOUT))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
