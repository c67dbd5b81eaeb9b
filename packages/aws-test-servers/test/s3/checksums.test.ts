import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, clientWith, bucket } = await servedS3();
const nothing = () => {};
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
const md5 = (text: string) => createHash('md5').update(text).digest('base64');

async function put(input: Partial<PutObjectCommandInput>) {
  return client.send(new PutObjectCommand({ Bucket: await bucket(), Key: 'key', Body: 'body', ...input }));
}

describe('a checksum', () => {
  it.each([
    ['CRC32', 'ChecksumCRC32', '26gLsg=='],
    ['SHA1', 'ChecksumSHA1', createHash('sha1').update('body').digest('base64')],
    ['SHA256', 'ChecksumSHA256', sha256('body')],
  ] as const)('of %s is verified, kept and given back', async (ChecksumAlgorithm, field, expected) => {
    const Bucket = await bucket();
    const at = { Bucket, Key: 'key' };
    const stored = await client.send(new PutObjectCommand({ ...at, Body: 'body', ChecksumAlgorithm }));
    expect(stored[field]).toBe(expected);
    const read = await client.send(new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
    expect(read[field]).toBe(expected);
    expect(await read.Body?.transformToString()).toBe('body');
  });

  it('that is another is refused, and nothing is stored', async () => {
    const Bucket = await bucket();
    const bad = put({ Bucket, ChecksumSHA256: sha256('another') });
    await expect(bad).rejects.toMatchObject(s3Error('BadDigest', 400));
    await expect(put({ Bucket, ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject(s3Error('BadDigest', 400));
    const found = client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
    await expect(found).rejects.toMatchObject(s3Error('NoSuchKey', 404));
  });

  it('that is no checksum is refused', async () => {
    await expect(put({ ChecksumSHA256: 'short' })).rejects.toMatchObject(s3Error('InvalidRequest', 400));
  });

  it.each([
    ['another', `4\r\nbody\r\n0\r\nx-amz-checksum-sha256:${sha256('another')}\r\n\r\n`, 'BadDigest'],
    ['missing', '4\r\nbody\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['after fewer bytes', `3\r\nbod\r\n0\r\nx-amz-checksum-sha256:${sha256('bod')}\r\n\r\n`, 'IncompleteBody'],
    ['after a frame that is cut', '4\r\nbod', 'IncompleteBody'],
  ])('at the end of a stream is refused when it is %s', async (_, framed, name) => {
    const reframing = clientWith({ logger: silent });
    reframing.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: unknown }).body = Readable.from([Buffer.from(framed)]);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const Body = Readable.from([Buffer.from('body')]);
    const input = { Bucket: await bucket(), Key: 'key', Body, ContentLength: 4, ChecksumAlgorithm: 'SHA256' } as const;
    await expect(reframing.send(new PutObjectCommand(input))).rejects.toMatchObject(s3Error(name, 400));
  });

  it('at the end of a stream is verified and kept', async () => {
    const Body = Readable.from([Buffer.from('bo'), Buffer.from('dy')]);
    const { ChecksumSHA256 } = await put({ Body, ContentLength: 4, ChecksumAlgorithm: 'SHA256' });
    expect(ChecksumSHA256).toBe(sha256('body'));
  });
});

describe('Content-MD5', () => {
  it('is verified', async () => {
    await put({ ContentMD5: md5('body') });
    await expect(put({ ContentMD5: md5('another') })).rejects.toMatchObject(s3Error('BadDigest', 400));
    await expect(put({ ContentMD5: 'short' })).rejects.toMatchObject(s3Error('InvalidDigest', 400));
  });
});
