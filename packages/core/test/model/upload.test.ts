import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callIdOfRecording, DEFAULT_LAYOUT, objectUri, RECORDING_KINDS, unwrap, uploadOf } from '../../src/index.js';
import { uploadKey } from '../../src/model/upload.js';
import { callIdArbitrary } from '../../src/testing/arbitraries.js';

const RANDOM = '0123456789abcdef0123456789abcdef';

it('the key of an upload says of which call and kind it is, in its event too', () => {
  const kinds = fc.constantFrom(undefined, ...RECORDING_KINDS);
  const ids = fc.oneof(
    callIdArbitrary(),
    fc.stringMatching(/^[%=/.+ a2F5#~^`]{1,20}$/).map((id) => id as never),
  );
  fc.assert(
    fc.property(ids, kinds, (callId, kind) => {
      const key = `uploads/${uploadKey({ callId, kind }, RANDOM, '.wav')}`;
      const uri = objectUri('media', key);
      expect(uploadOf(uri, DEFAULT_LAYOUT)).toEqual({ callId, ...(kind && { kind }) });
      expect(callIdOfRecording(uri, DEFAULT_LAYOUT)).toBe(callId);
      // S3 encodes the key again, and so it is decoded once.
      const object = { key: encodeURIComponent(key).replaceAll('%20', '+') };
      const body = { Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'media' }, object } }] };
      expect(unwrap(body, 0, DEFAULT_LAYOUT)).toMatchObject([
        { request: { callId, media: { uri, ...(kind && { kind }) } } },
      ]);
    }),
  );
});

it('the key of an upload has nothing that Bedrock refuses or browsers resolve, and fits in S3', () => {
  fc.assert(
    fc.property(callIdArbitrary(), (callId) => {
      const key = uploadKey({ callId, kind: 'audio' }, RANDOM, '.webm');
      expect(key.split('/')).toHaveLength(2);
      expect(key).not.toMatch(/[\\#%~[\]{}^"<>|`]/);
      expect(Buffer.byteLength(`uploads/${key}`)).toBeLessThanOrEqual(1_024);
    }),
  );
});

it('other keys below the uploads prefix are no uploads, however alike', () => {
  const others = [
    'a.wav',
    `upload-${RANDOM}.wav`,
    `upload-${RANDOM.slice(1)}/a.wav`,
    `film-${RANDOM}/a.wav`,
    `x/upload-${RANDOM}/a.wav`,
    `upload-${RANDOM}/x/a.wav`,
    `upload-${RANDOM}/a`,
  ];
  const found = others.map((key) => uploadOf(objectUri('media', `uploads/${key}`), DEFAULT_LAYOUT));
  expect(found.every((one) => one === undefined)).toBe(true);
  expect(uploadOf(objectUri('media', `upload-${RANDOM}/a.wav`), DEFAULT_LAYOUT)).toBeUndefined();
});
