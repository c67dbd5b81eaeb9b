import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ServiceUnderTest, serviceUnderTest, startS3Server } from '@earshot/aws-test-servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listedObjects } from '../../src/s3/index.js';

const KEYS = ['calls/a b+c%.wav', 'calls/a.wav', 'calls/z/ä😀.wav', 'other/a.wav'];
const BUCKET = `earshot-listed-${process.pid}`;

let service: ServiceUnderTest;
let client: S3Client;

beforeAll(async () => {
  service = await serviceUnderTest('S3', startS3Server);
  client = new S3Client({ ...service.connection, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  for (const Key of KEYS) await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'sound' }));
});
afterAll(async () => {
  client.destroy();
  await service.close();
});

async function keysUnder(prefix: string, after?: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of listedObjects(client, prefix, after)) keys.push(key);
  return keys;
}

test('lists what is below a prefix in the order of keys, all of it or after one', async () => {
  expect(await keysUnder(`s3://${BUCKET}/`)).toEqual(KEYS);
  expect(await keysUnder(`s3://${BUCKET}/calls/a`)).toEqual(KEYS.slice(0, 2));
  expect(await keysUnder(`s3://${BUCKET}/calls/`, KEYS[0])).toEqual(KEYS.slice(1, 3));
});

test('says how large an object is, and when it was written', async () => {
  for await (const object of listedObjects(client, `s3://${BUCKET}/other/`)) {
    expect(object).toEqual({
      uri: `s3://${BUCKET}/other/a.wav`,
      key: 'other/a.wav',
      sizeBytes: 5,
      modifiedAtMs: expect.any(Number),
      storageClass: 'STANDARD',
    });
    expect(Math.abs(object.modifiedAtMs - Date.now())).toBeLessThan(600_000);
  }
});

test('reads page after page', async () => {
  const pages = [
    { Contents: [{ Key: 'a.wav' }], NextContinuationToken: 'next' },
    { Contents: [{ Key: 'b.wav', StorageClass: 'GLACIER' }] },
  ];
  const inputs: object[] = [];
  const send = async ({ input }: { input: object }) => {
    inputs.push(input);
    return pages.shift();
  };
  const found: unknown[] = [];
  const paged = { send } as unknown as Pick<S3Client, 'send'>;
  for await (const { key, storageClass } of listedObjects(paged, 's3://bucket/')) found.push([key, storageClass]);
  expect(found).toEqual([
    ['a.wav', 'STANDARD'],
    ['b.wav', 'GLACIER'],
  ]);
  expect(inputs).toMatchObject([{ ContinuationToken: undefined }, { ContinuationToken: 'next' }]);
});

test('names what can not be listed', async () => {
  await expect(keysUnder('s3://no-such-bucket-anywhere/')).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  await expect(keysUnder('s3://bucket')).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
});
