import { S3Client } from '@aws-sdk/client-s3';
import type { ObjectUri, UploadPlan } from '@earshot/core';
import { expect, it } from 'vitest';
import { S3RecordingStore } from '../../src/s3/index.js';

const client = new S3Client({
  region: 'eu-central-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
});
const NOW_MS = Date.UTC(2026, 10, 30, 12);
const store = new S3RecordingStore({ client, now: () => new Date(NOW_MS) });
const uri = 's3://media/uploads//7/call.wav' as ObjectUri;
const whole = { uri, sizeBytes: 40_000_000, contentType: 'audio/wav' };
const inParts: UploadPlan = { ...whole, method: 'parts', partSizeBytes: 16_777_216, uploadId: 'upload-1' };

const query = (url: string) => Object.fromEntries(new URL(url).searchParams);

it('a URL for one PUT binds length, type and that nothing is overwritten, and no checksum', async () => {
  const [target] = await store.uploads.urlsFor({ ...whole, method: 'put' }, [1], NOW_MS + 90_000);
  const asked = query(target?.url ?? '');
  expect(asked['X-Amz-SignedHeaders']).toBe('content-length;content-type;host;if-none-match');
  expect(asked['X-Amz-Expires']).toBe('90');
  expect(Object.keys(asked).filter((name) => name.includes('checksum'))).toEqual([]);
  expect(target?.headers).toEqual({ 'content-type': 'audio/wav', 'if-none-match': '*' });
});

it('URLs of parts bind number and length, and no checksum', async () => {
  const targets = await store.uploads.urlsFor(inParts, [3, 1], NOW_MS + 90_000);
  expect(targets.map(({ number, sizeBytes, headers }) => [number, sizeBytes, headers])).toEqual([
    [3, 40_000_000 - 2 * 16_777_216, {}],
    [1, 16_777_216, {}],
  ]);
  for (const { url, number } of targets) {
    expect(query(url)).toMatchObject({
      partNumber: String(number),
      uploadId: 'upload-1',
      'X-Amz-SignedHeaders': 'content-length;host',
    });
    expect(url).not.toContain('checksum');
  }
});

it('a URL to play states type and name, and is good for a week at most', async () => {
  const named = { contentType: 'audio/wav', fileName: 'Anruf "1".wav' };
  const url = await store.signedUrl(uri, { expiresAtMs: NOW_MS + 9_000_000_000, ...named });
  expect(new URL(url).pathname).toMatch(/\/uploads\/\/7\/call\.wav$/);
  expect(query(url)).toMatchObject({
    'response-content-type': 'audio/wav',
    'response-content-disposition': "inline; filename*=UTF-8''Anruf%20%221%22.wav",
    'X-Amz-Expires': '604800',
    'X-Amz-Date': '20261130T120000Z',
  });
});

it('tells the metadata of an object in lower case and decoded, and none where there is none', async () => {
  const metadata = {
    'Earshot-Agent': '=?UTF-8?B?w4RubmU=?=',
    'earshot-queue': '=?utf-8?Q?Caf=C3=A9_au?= =?UTF-8?Q?_lait?=',
    plain: 'a=b?',
  };
  const answering = (Metadata?: object) =>
    new S3RecordingStore({ client: { send: async () => ({ ETag: '"e"', Metadata }) } as unknown as S3Client });
  expect((await answering(metadata).stat(uri))?.metadata).toEqual({
    'earshot-agent': 'Änne',
    'earshot-queue': 'Café au lait',
    plain: 'a=b?',
  });
  expect(await answering({}).stat(uri)).not.toHaveProperty('metadata');
});

it('says EARSHOT_DENIED when there is nothing to sign with', async () => {
  const credentials = async () => {
    throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
  };
  const unsigned = new S3RecordingStore({ client: new S3Client({ region: 'eu-central-1', credentials }) });
  const signing = unsigned.signedUrl(uri, { expiresAtMs: Date.now() + 60_000 });
  await expect(signing).rejects.toMatchObject({ code: 'EARSHOT_DENIED' });
});
