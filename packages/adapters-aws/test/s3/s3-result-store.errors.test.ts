import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { connectionTo, type S3Access, startS3Server } from '@earshot/aws-test-servers';
import type { ErrorCode, ObjectUri } from '@earshot/core';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { S3ResultStore } from '../../src/s3/index.js';
import { faultyS3 } from './faulty-s3.js';

let deny: (access: S3Access) => boolean = () => false;
const server = await startS3Server({ deny: (access) => deny(access) });
const client = new S3Client({ ...connectionTo(server), forcePathStyle: true });
const store = new S3ResultStore({ client, sizeLimitBytes: 1_000 });
const Bucket = 'results';
const uri = 's3://results/call/result.json' as ObjectUri;
await client.send(new CreateBucketCommand({ Bucket }));
await client.send(new CreateBucketCommand({ Bucket: 'versioned' }));
const VersioningConfiguration = { Status: 'Enabled' } as const;
await client.send(new PutBucketVersioningCommand({ Bucket: 'versioned', VersioningConfiguration }));

afterEach(() => {
  deny = () => false;
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

/** Every method, on one object. */
const METHODS: readonly (readonly [string, (of: S3ResultStore, at: ObjectUri) => Promise<unknown>])[] = [
  ['get', (of, at) => of.get(at)],
  ['put', (of, at) => of.put(at, new Uint8Array(1))],
  ['list', (of, at) => of.list(at)],
  ['delete', (of, at) => of.delete(at)],
];

describe.each(METHODS)('%s', (_, call) => {
  it('says EARSHOT_NOT_FOUND of a bucket that is not there', async () => {
    const rejected = expect(call(store, 's3://nowhere/key' as ObjectUri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_NOT_FOUND', retryable: false });
  });

  it('says EARSHOT_DENIED where a permission is missing', async () => {
    deny = () => true;
    await expect(call(store, uri)).rejects.toMatchObject({ code: 'EARSHOT_DENIED', retryable: false });
  });

  it('says EARSHOT_INVALID_INPUT of what lies elsewhere than in S3', async () => {
    await expect(call(store, 'gs://results/key' as ObjectUri)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });

  it('says EARSHOT_UNAVAILABLE when nobody answers', async () => {
    const { url, close } = await startS3Server();
    await close();
    const unheard = new S3Client({ ...connectionTo({ url }), forcePathStyle: true, maxAttempts: 1 });
    const rejected = expect(call(new S3ResultStore({ client: unheard }), uri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });

  it.each<readonly [string, number, ErrorCode, boolean]>([
    ['SlowDown', 503, 'EARSHOT_THROTTLED', true],
    ['ServiceUnavailable', 503, 'EARSHOT_UNAVAILABLE', true],
    ['InternalError', 500, 'EARSHOT_UNAVAILABLE', true],
    ['RequestTimeout', 400, 'EARSHOT_UNAVAILABLE', true],
    ['ConditionalRequestConflict', 409, 'EARSHOT_CONFLICT', true],
    ['InvalidAccessKeyId', 403, 'EARSHOT_DENIED', false],
    ['NotImplemented', 501, 'EARSHOT_NOT_SUPPORTED', false],
  ])('takes %s (%i) for %s', async (name, httpStatusCode, code, retryable) => {
    const mocked = new S3Client({ region: 'eu-central-1' });
    const fault = new S3ServiceException({ name, $fault: 'server', message: name, $metadata: { httpStatusCode } });
    mockClient(mocked).rejects(fault);
    const rejected = expect(call(new S3ResultStore({ client: mocked }), uri)).rejects;
    await rejected.toMatchObject({ code, retryable, cause: fault });
  });
});

describe('what is missing', () => {
  it('is undefined for those who may list the bucket', async () => {
    expect(await store.get('s3://results/missing' as ObjectUri)).toBeUndefined();
  });

  it('is denied to those who may not, as S3 has it', async () => {
    deny = ({ action }) => action === 's3:ListBucket';
    await expect(store.get('s3://results/missing' as ObjectUri)).rejects.toMatchObject({ code: 'EARSHOT_DENIED' });
    await store.put(uri, Uint8Array.of(7));
    expect(await store.get(uri)).toEqual(Uint8Array.of(7));
  });
});

describe('versions', () => {
  const at = 's3://versioned/result' as ObjectUri;
  const put = (value: number) =>
    client.send(new PutObjectCommand({ Bucket: 'versioned', Key: 'result', Body: Uint8Array.of(value) }));

  it('are all hidden by a marker of deletion, and a delete finds nothing to answer for', async () => {
    await put(1);
    await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'result' }));
    expect(await store.get(at)).toBeUndefined();
    expect(await store.delete(at)).toBe(false);
  });

  it('are all gone after a delete', async () => {
    const versions = [await put(3), await put(4)];
    expect(await store.delete(at)).toBe(true);
    for (const { VersionId } of versions) {
      const left = client.send(new GetObjectCommand({ Bucket: 'versioned', Key: 'result', VersionId }));
      await expect(left).rejects.toMatchObject({ name: 'NoSuchVersion' });
    }
    expect(await store.delete(at)).toBe(false);
  });

  it('do not come back to light when a delete is interrupted', async () => {
    await put(5);
    await put(6);
    let asked = 0;
    deny = ({ action }) => action === 's3:DeleteObjectVersion' && ++asked === 2;
    await expect(store.delete(at)).rejects.toMatchObject({ code: 'EARSHOT_DENIED' });
    expect(await store.get(at)).toEqual(Uint8Array.of(6));
    expect(await store.delete(at)).toBe(true);
  });
});

describe('list', () => {
  it.each(['', 's3://', 's3://results', 'results/call'])('says EARSHOT_INVALID_INPUT of "%s"', async (prefix) => {
    await expect(store.list(prefix)).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });

  it('says EARSHOT_INVALID_INPUT of a page that no listing named', async () => {
    await expect(store.list('s3://results/', 'page 2')).rejects.toMatchObject({ code: 'EARSHOT_INVALID_INPUT' });
  });
});

describe('an object of more bytes than the limit', () => {
  it('says EARSHOT_NOT_SUPPORTED, and one of as many does not', async () => {
    await store.put(uri, new Uint8Array(1_000));
    expect((await store.get(uri))?.length).toBe(1_000);
    await store.put(uri, new Uint8Array(1_001));
    const details = { found: 1_001, expected: 1_000 };
    await expect(store.get(uri)).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', details });
  });

  it('is not read to the end when its length is told', async () => {
    await using s3 = await faultyS3((_, answer) => {
      answer.writeHead(200, { 'content-length': 5_000 });
      answer.write(new Uint8Array(10));
    });
    const rejected = expect(new S3ResultStore({ client: s3.client, sizeLimitBytes: 1_000 }).get(uri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED', details: { found: 5_000 } });
    await s3.disconnected();
  });

  it('is not read to the end when its length is not told', async () => {
    await using s3 = await faultyS3((_, answer) => {
      answer.writeHead(200);
      answer.write(new Uint8Array(1_500));
    });
    const rejected = expect(new S3ResultStore({ client: s3.client, sizeLimitBytes: 1_000 }).get(uri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
    await s3.disconnected();
  });
});

describe('an answer that breaks off', () => {
  it.each([
    ['without a checksum', {}],
    ['with a checksum', { 'x-amz-checksum-crc32': 'AAAAAA==' }],
  ])('says EARSHOT_UNAVAILABLE, %s', async (_, headers) => {
    await using s3 = await faultyS3((_, answer) => {
      answer.writeHead(200, { 'content-length': 500, ...headers });
      answer.write(new Uint8Array(100), () => answer.destroy());
    });
    const rejected = expect(new S3ResultStore({ client: s3.client }).get(uri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });

  it('says EARSHOT_UNAVAILABLE when it is whole but not what was stored', async () => {
    await using s3 = await faultyS3((_, answer) => {
      answer.writeHead(200, { 'content-length': 3, 'x-amz-checksum-crc32': 'AAAAAA==' });
      answer.end(Uint8Array.of(1, 2, 3));
    });
    const rejected = expect(new S3ResultStore({ client: s3.client }).get(uri)).rejects;
    await rejected.toMatchObject({ code: 'EARSHOT_UNAVAILABLE', retryable: true });
  });
});

it('a body that was read leaves no connection occupied', async () => {
  const single = new S3Client({
    ...connectionTo(server),
    forcePathStyle: true,
    requestHandler: { httpAgent: { maxSockets: 1 } },
  });
  const narrow = new S3ResultStore({ client: single, sizeLimitBytes: 10 });
  await store.put(uri, new Uint8Array(900));
  for (let time = 0; time < 5; time += 1) {
    await expect(narrow.get(uri)).rejects.toMatchObject({ code: 'EARSHOT_NOT_SUPPORTED' });
  }
  await single.send(new GetObjectCommand({ Bucket, Key: 'call/result.json' }));
  single.destroy();
});
