import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

let ahead = 0;
const { client, clientWith, bucket, server } = await servedS3({
  credentials: { test: 'test', other: 'secret' },
  now: () => new Date(Date.now() + ahead * 1_000),
});
let Bucket = '';
const Key = "odd//key +&?é'(!)*😀";

beforeEach(async () => {
  Bucket = await bucket();
  await client.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }));
});
afterEach(() => {
  ahead = 0;
});

async function codeOf(answer: Response): Promise<string> {
  const [, code] = /<Code>(\w+)<\/Code>/.exec(await answer.text()) ?? [];
  return `${answer.status} ${code}`;
}

function signedGet(expiresIn = 60): Promise<string> {
  return getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn });
}

describe('a presigned URL', () => {
  it('reads what it was signed for', async () => {
    const answer = await fetch(await signedGet());
    expect([answer.status, await answer.text()]).toEqual([200, 'body']);
  });

  it('writes what it was signed for, and the type is binary/octet-stream when nobody says', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'uploaded' });
    const url = await getSignedUrl(clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' }), command);
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(3) });
    expect(answer.status).toBe(200);
    const { ContentLength, ContentType } = await client.send(new HeadObjectCommand({ Bucket, Key: 'uploaded' }));
    expect([ContentLength, ContentType]).toEqual([3, 'binary/octet-stream']);
  });

  it('holds an upload to the checksum that it was signed with', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'uploaded' }));
    expect(new URL(url).searchParams.get('x-amz-checksum-crc32')).toBe('AAAAAA==');
    expect(await codeOf(await fetch(url, { method: 'PUT', body: 'body' }))).toBe('400 BadDigest');
  });

  it.each<readonly [string, (url: string) => string]>([
    ['signature', (url) => url.replace(/Signature=(.)/, (_, first) => `Signature=${first === '0' ? '1' : '0'}`)],
    ['key', (url) => url.replace('odd', 'Odd')],
    ['time to live', (url) => url.replace('Expires=60', 'Expires=61')],
    ['query', (url) => `${url}&response-content-type=text%2Fhtml`],
  ])('does not go with another %s', async (_, tamper) => {
    const url = await signedGet();
    expect(tamper(url)).not.toBe(url);
    expect(await codeOf(await fetch(tamper(url)))).toBe('403 SignatureDoesNotMatch');
  });

  it('does not go with another method', async () => {
    const answer = await fetch(await signedGet(), { method: 'DELETE' });
    expect(await codeOf(answer)).toBe('403 SignatureDoesNotMatch');
  });

  it('does not go with headers that it does not sign', async () => {
    const answer = await fetch(await signedGet(), { headers: { 'x-amz-meta-call': '7' } });
    expect(await codeOf(answer)).toBe('403 AccessDenied');
  });

  it('is good for as long as it says', async () => {
    const url = await signedGet(3_600);
    ahead = 3_590;
    expect((await fetch(url)).status).toBe(200);
    ahead = 3_601;
    const answer = await fetch(url);
    const text = await answer.clone().text();
    expect(await codeOf(answer)).toBe('403 AccessDenied');
    expect(text).toContain('<Message>Request has expired</Message>');
  });

  it('is good for a week at most', async () => {
    const url = (await signedGet(604_800)).replace('Expires=604800', 'Expires=604801');
    expect(await codeOf(await fetch(url))).toBe('400 AuthorizationQueryParametersError');
  });

  it('may say what the answer calls itself', async () => {
    const command = new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/html' });
    const answer = await fetch(await getSignedUrl(client, command));
    expect(answer.headers.get('content-type')).toBe('text/html');
  });
});

describe('a signed request', () => {
  it('needs a secret that belongs to its key', async () => {
    const read = (accessKeyId: string, secretAccessKey: string) =>
      clientWith({ credentials: { accessKeyId, secretAccessKey } }).send(new GetObjectCommand({ Bucket, Key }));
    expect(await (await read('other', 'secret')).Body?.transformToString()).toBe('body');
    await expect(read('other', 'test')).rejects.toMatchObject(s3Error('SignatureDoesNotMatch', 403));
    await expect(read('stranger', 'test')).rejects.toMatchObject(s3Error('InvalidAccessKeyId', 403));
  });

  it('is signed for the region of the server', async () => {
    const read = clientWith({ region: 'us-east-1' }).send(new GetObjectCommand({ Bucket, Key }));
    await expect(read).rejects.toMatchObject(s3Error('AuthorizationHeaderMalformed', 400));
  });

  it('signs the bytes that it sends', async () => {
    const spoiling = clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    spoiling.middlewareStack.add(
      (next) => (args) => {
        (args.request as { body: unknown }).body = 'spoiled';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const put = spoiling.send(new PutObjectCommand({ Bucket, Key, Body: 'content' }));
    await expect(put).rejects.toMatchObject(s3Error('XAmzContentSHA256Mismatch', 400));
  });

  it('is needed', async () => {
    expect(await codeOf(await fetch(`${server.url}/${Bucket}/key`))).toBe('403 AccessDenied');
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=test' };
    const malformed = await fetch(`${server.url}/${Bucket}/key`, { headers });
    expect(await codeOf(malformed)).toBe('400 AuthorizationHeaderMalformed');
  });
});
