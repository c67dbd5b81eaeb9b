import {
  type CORSRule,
  DeleteBucketCorsCommand,
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket, server } = await servedS3();
const PAGE = 'https://calls.example.org';
const UPLOADS: CORSRule = {
  AllowedOrigins: [PAGE, 'https://*.test'],
  AllowedMethods: ['PUT', 'GET'],
  AllowedHeaders: ['content-type', 'x-amz-*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 600,
};

async function bucketWith(...CORSRules: CORSRule[]): Promise<string> {
  const Bucket = await bucket();
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  return Bucket;
}

/** What a browser asks before a request. */
async function asked(Bucket: string, origin: string | undefined, method: string, headers?: string) {
  const answer = await fetch(`${server.url}/${Bucket}/a%20key?partNumber=1`, {
    method: 'OPTIONS',
    headers: {
      ...(origin && { origin }),
      'access-control-request-method': method,
      ...(headers && { 'access-control-request-headers': headers }),
    },
  });
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
  return { status: answer.status, code, get: (name: string) => answer.headers.get(`access-control-${name}`) };
}

it('rules are kept as they were put, replaced, and removed', async () => {
  const Bucket = await bucketWith(UPLOADS);
  const read = async () => (await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules;
  expect(await read()).toEqual([UPLOADS]);
  const other = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] };
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [other] } }));
  expect(await read()).toMatchObject([other]);
  await client.send(new DeleteBucketCorsCommand({ Bucket }));
  await expect(read()).rejects.toMatchObject(s3Error('NoSuchCORSConfiguration', 404));
});

it('a browser may send what a rule allows, and nothing else', async () => {
  const Bucket = await bucketWith(UPLOADS);
  const allowed = await asked(Bucket, PAGE, 'PUT', 'Content-Type, x-amz-meta-a');
  expect(allowed.status).toBe(200);
  expect(['allow-origin', 'allow-methods', 'allow-headers', 'max-age'].map(allowed.get)).toEqual([
    PAGE,
    'PUT, GET',
    'content-type, x-amz-meta-a',
    '600',
  ]);
  expect(await asked(Bucket, 'https://any.test', 'GET')).toMatchObject({ status: 200 });
  const refused = { status: 403, code: 'AccessForbidden' };
  expect(await asked(Bucket, 'https://other.example.org', 'PUT')).toMatchObject(refused);
  expect(await asked(Bucket, PAGE, 'DELETE')).toMatchObject(refused);
  expect(await asked(Bucket, PAGE, 'PUT', 'if-none-match')).toMatchObject(refused);
  expect(await asked(await bucket(), PAGE, 'PUT')).toMatchObject(refused);
  expect(await asked(Bucket, undefined, 'PUT')).toMatchObject({ status: 400, code: 'BadRequest' });
});

it('pages that a rule allows see answers, refusals included, and the headers that it exposes', async () => {
  const Bucket = await bucketWith(UPLOADS);
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'key', ContentLength: 4 }));
  const put = async (at: string, origin: string) => {
    const { status, headers } = await fetch(at, { method: 'PUT', body: 'body', headers: { origin } });
    return [status, ...['allow-origin', 'expose-headers'].map((name) => headers.get(`access-control-${name}`))];
  };
  const broken = url.replace('X-Amz-Expires=', 'X-Amz-Expires=1');
  expect(await put(broken, PAGE)).toEqual([403, PAGE, 'ETag']);
  expect(await put(broken, 'https://other.example.org')).toEqual([403, null, null]);
  const every = await bucketWith({ AllowedOrigins: ['*'], AllowedMethods: ['PUT'] });
  expect(await put(`${server.url}/${every}/key`, PAGE)).toEqual([403, '*', null]);
});

it.each<readonly [string, Partial<CORSRule>, string]>([
  ['no origin', { AllowedOrigins: [] }, 'MalformedXML'],
  ['a method that pages never send', { AllowedMethods: ['PATCH'] }, 'InvalidRequest'],
  ['an origin with two stars', { AllowedOrigins: ['https://*.*'] }, 'InvalidRequest'],
])('a rule with %s is refused', async (_, change, code) => {
  await expect(bucketWith({ ...UPLOADS, ...change })).rejects.toMatchObject(s3Error(code, 400));
});
