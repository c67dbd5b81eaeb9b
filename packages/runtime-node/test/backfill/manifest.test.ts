import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { manifestRows, placeInS3 } from '../../src/backfill/manifest.js';
import { temporaryFolder } from '../results-on-disk.js';
import { allOf } from './all-of.js';

/** What a manifest with this text names. */
async function read(text: string | Buffer, { name = 'calls.csv', after = 0 } = {}) {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return allOf(manifestRows(path, placeInS3, after));
}

it('reads URIs, call ids, times and metadata by their header', async () => {
  const text = 'uri,Call ID,recorded_at,agent,queue\ns3://b/a.wav,a,2026-05-01T09:00:00Z,7,\ns3://b/b.wav,,,,billing\n';
  expect(await read(text)).toEqual([
    {
      mark: '2',
      label: 's3://b/a.wav',
      uri: 's3://b/a.wav',
      callId: 'a',
      recordedAt: '2026-05-01T09:00:00Z',
      metadata: { agent: '7' },
    },
    { mark: '3', label: 's3://b/b.wav', uri: 's3://b/b.wav', metadata: { queue: 'billing' } },
  ]);
});

it('reads a list of URIs, gzipped or not', async () => {
  const text = 's3://b/a.wav\r\ns3://b/with space.wav\r\n';
  const uris = [{ uri: 's3://b/a.wav' }, { uri: 's3://b/with space.wav' }];
  expect(await read(text)).toMatchObject(uris);
  expect(await read(gzipSync(text), { name: 'calls.csv.gz' })).toMatchObject(uris);
});

it.each([
  ['without a header', '"bucket-1","2026/a+b%2Bc.wav","123","2026-05-01T00:00:00.000Z"\n'],
  ['with one', 'Bucket,Key\nbucket-1,2026/a+b%2Bc.wav\n'],
])('reads the inventory of a bucket, %s', async (_, text) => {
  expect(await read(text)).toMatchObject([{ uri: 's3://bucket-1/2026/a b+c.wav' }]);
});

it('goes on after a row', async () => {
  const text = 'uri\ns3://b/a.wav\ns3://b/b.wav\ns3://b/c.wav\n';
  expect(await read(text, { after: 3 })).toMatchObject([{ mark: '4', uri: 's3://b/c.wav' }]);
  expect(await read(text, { after: 4 })).toEqual([]);
});

it('names a row whose recording is not in S3, and reads the others', async () => {
  expect(await read('uri\n/tmp/a.wav\ns3://b/b.wav\n')).toMatchObject([
    { mark: '2', problem: { label: expect.stringContaining('row 2'), code: 'EARSHOT_INVALID_INPUT' } },
    { mark: '3', uri: 's3://b/b.wav' },
  ]);
});

it.each([
  ['has neither URIs nor buckets', 'Name,Phone\nA,1\n', 'calls.csv', 'EARSHOT_UNREADABLE'],
  ['is not gzipped', 's3://b/a.wav\n', 'calls.csv.gz', 'EARSHOT_UNREADABLE'],
])('refuses a file that %s', async (_, text, name, code) => {
  await expect(read(text, { name })).rejects.toMatchObject({ code });
});

it('says that a file is not there', async () => {
  const rows = manifestRows(join(await temporaryFolder(), 'no.csv'), placeInS3);
  await expect(allOf(rows)).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
});
