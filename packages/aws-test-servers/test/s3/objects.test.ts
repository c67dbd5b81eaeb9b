import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket } = await servedS3();

async function textAt(Bucket: string, Key: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

describe('a bucket', () => {
  it('is there once it was made, and not after it was deleted', async () => {
    const Bucket = await bucket();
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-central-1');
    const names = (await client.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name);
    expect(names).toContain(Bucket);
    await client.send(new DeleteBucketCommand({ Bucket }));
    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject(s3Error('NotFound', 404));
  });

  it('is made once', async () => {
    const Bucket = await bucket();
    const again = client.send(new CreateBucketCommand({ Bucket }));
    await expect(again).rejects.toMatchObject(s3Error('BucketAlreadyOwnedByYou', 409));
  });

  it.each(['UPPER', 'no', 'under_score', '192.168.0.1', 'two..dots'])('may not be called %s', async (Bucket) => {
    const made = client.send(new CreateBucketCommand({ Bucket }));
    await expect(made).rejects.toMatchObject(s3Error('InvalidBucketName', 400));
  });

  it('is made in the region of the server alone', async () => {
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    const made = client.send(new CreateBucketCommand({ Bucket: 'elsewhere', CreateBucketConfiguration }));
    await expect(made).rejects.toMatchObject(s3Error('IllegalLocationConstraintException', 400));
  });

  it('is deleted when nothing is in it', async () => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'body' }));
    const deleted = client.send(new DeleteBucketCommand({ Bucket }));
    await expect(deleted).rejects.toMatchObject(s3Error('BucketNotEmpty', 409));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    await client.send(new DeleteBucketCommand({ Bucket }));
  });
});

describe('an object', () => {
  it('comes back with what was said of it', async () => {
    const Bucket = await bucket();
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'key',
        Body: 'body',
        ContentType: 'text/plain',
        ContentEncoding: 'identity',
        CacheControl: 'no-store',
        ContentDisposition: 'inline',
        Metadata: { call: '7' },
      }),
    );
    expect(put.ETag).toBe(`"${createHash('md5').update('body').digest('hex')}"`);
    expect(put.VersionId).toBeUndefined();
    const said = {
      ETag: put.ETag,
      ContentLength: 4,
      ContentType: 'text/plain',
      ContentEncoding: 'identity',
      CacheControl: 'no-store',
      ContentDisposition: 'inline',
      Metadata: { call: '7' },
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
    };
    expect(await client.send(new GetObjectCommand({ Bucket, Key: 'key' }))).toMatchObject(said);
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'key' }))).toMatchObject(said);
  });

  it('may be sent as a stream, whose frames are not kept', async () => {
    const Bucket = await bucket();
    const bytes = Buffer.alloc(200_000, 'stream of bytes ');
    const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ContentLength: bytes.length }));
    const { Body: found, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    expect(bytes.equals((await found?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
    expect(ContentEncoding).toBeUndefined();
  });

  it('has no more than 2 KB of metadata', async () => {
    const Bucket = await bucket();
    const put = (length: number) =>
      client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x', Metadata: { note: 'x'.repeat(length) } }));
    await put(2_044);
    await expect(put(2_045)).rejects.toMatchObject(s3Error('MetadataTooLarge', 400));
  });

  it('is not there under another key', async () => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
    for (const Key of ['Key', 'key/', '/key', 'ke']) {
      const found = client.send(new GetObjectCommand({ Bucket, Key }));
      await expect(found, Key).rejects.toMatchObject(s3Error('NoSuchKey', 404));
      const head = client.send(new HeadObjectCommand({ Bucket, Key }));
      await expect(head, Key).rejects.toMatchObject(s3Error('NotFound', 404));
    }
  });

  it('is in no bucket that is not there', async () => {
    const at = { Bucket: 'nowhere', Key: 'key', Body: 'x' };
    await expect(client.send(new GetObjectCommand(at))).rejects.toMatchObject(s3Error('NoSuchBucket', 404));
    await expect(client.send(new PutObjectCommand(at))).rejects.toMatchObject(s3Error('NoSuchBucket', 404));
    await expect(client.send(new DeleteObjectCommand(at))).rejects.toMatchObject(s3Error('NoSuchBucket', 404));
  });

  it.each(['a b', 'a+b', 'a&b<c>"d"', 'a//b', '//', 'a/../b', 'é😀', 'a%20b', 'a?b#c', "!'()*~", 'a\r\nb', '=?='])(
    'may be called %j',
    async (Key) => {
      const Bucket = await bucket();
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
      expect(await textAt(Bucket, Key)).toBe(Key);
    },
  );

  it('has a key of 1,024 bytes at most', async () => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'é'.repeat(512), Body: 'x' }));
    const tooLong = client.send(new PutObjectCommand({ Bucket, Key: `${'é'.repeat(512)}x`, Body: 'x' }));
    await expect(tooLong).rejects.toMatchObject(s3Error('KeyTooLongError', 400));
  });

  it('is gone once it was deleted, and may be deleted again', async () => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
    for (const _ of ['once', 'again']) {
      const { $metadata, DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
      expect([$metadata.httpStatusCode, DeleteMarker]).toEqual([204, undefined]);
      const found = client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
      await expect(found).rejects.toMatchObject(s3Error('NoSuchKey', 404));
    }
  });

  it('is deleted with others in one request, and S3 tells which', async () => {
    const Bucket = await bucket();
    const keys = ['a', 'b & <c>', 'missing'];
    for (const Key of keys.slice(0, 2)) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual(Objects);
    await expect(textAt(Bucket, 'b & <c>')).rejects.toMatchObject(s3Error('NoSuchKey', 404));
    const quiet = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    expect(quiet.Deleted).toBeUndefined();
  });

  it('is one of 1,000 at most that one request deletes', async () => {
    const Bucket = await bucket();
    const Objects = Array.from({ length: 1_001 }, (_, index) => ({ Key: String(index) }));
    const deleted = client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await expect(deleted).rejects.toMatchObject(s3Error('MalformedXML', 400));
  });
});

describe('a range', () => {
  it.each([
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-20', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-20', 206, '89', 'bytes 8-9/10'],
    ['bytes=4-2', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('of %s is answered with %i and "%s"', async (Range, status, text, contentRange) => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: '0123456789' }));
    const { $metadata, Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key: 'key', Range }));
    expect([$metadata.httpStatusCode, await Body?.transformToString(), ContentRange]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it.each([
    ['bytes=10-', '0123456789'],
    ['bytes=-0', '0123456789'],
    ['bytes=0-', ''],
  ])('of %s is not to be had of "%s"', async (Range, Body) => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body, ContentLength: Body.length }));
    const found = client.send(new GetObjectCommand({ Bucket, Key: 'key', Range }));
    await expect(found).rejects.toMatchObject(s3Error('InvalidRange', 416));
  });
});

describe('a copy', () => {
  it('has the bytes and the metadata of its source, or metadata of its own', async () => {
    const Bucket = await bucket();
    const Key = 'sou rce+é';
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'body', Metadata: { call: '7' } }));
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    const { CopyObjectResult } = await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const copy = await client.send(new GetObjectCommand({ Bucket, Key: 'copy' }));
    expect(await copy.Body?.transformToString()).toBe('body');
    expect(copy).toMatchObject({ Metadata: { call: '7' }, ETag: CopyObjectResult?.ETag });
    const Metadata = { call: '8' };
    const replacing = { Bucket, Key: 'other', CopySource, MetadataDirective: 'REPLACE', Metadata } as const;
    await client.send(new CopyObjectCommand(replacing));
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'other' }))).toMatchObject({ Metadata });
  });

  it('needs a source', async () => {
    const Bucket = await bucket();
    const copy = (CopySource: string) => client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    await expect(copy(`${Bucket}/missing`)).rejects.toMatchObject(s3Error('NoSuchKey', 404));
    await expect(copy('no key')).rejects.toMatchObject(s3Error('InvalidArgument', 400));
    await expect(copy('nowhere/missing')).rejects.toMatchObject(s3Error('NoSuchBucket', 404));
  });

  it('onto itself has to change something', async () => {
    const Bucket = await bucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'x' }));
    const copied = client.send(new CopyObjectCommand({ Bucket, Key: 'key', CopySource: `${Bucket}/key` }));
    await expect(copied).rejects.toMatchObject(s3Error('InvalidRequest', 400));
  });
});
