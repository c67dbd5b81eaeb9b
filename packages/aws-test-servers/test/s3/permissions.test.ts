import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { S3Access } from '../../src/index.js';
import { s3Error, servedS3 } from './served-s3.js';

let deny: (access: S3Access) => boolean = () => false;
const { client, clientWith, bucket } = await servedS3({
  credentials: { test: 'test', guest: 'guest' },
  deny: (access) => access.caller === 'guest' && deny(access),
});
const guest = clientWith({ credentials: { accessKeyId: 'guest', secretAccessKey: 'guest' } });
const denied = s3Error('AccessDenied', 403);
let Bucket = '';

beforeEach(async () => {
  deny = () => false;
  Bucket = await bucket({ versioned: true });
  await client.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'body' }));
});

it('what is denied to one is not denied to another', async () => {
  deny = ({ action }) => action === 's3:GetObject';
  await expect(guest.send(new GetObjectCommand({ Bucket, Key: 'key' }))).rejects.toMatchObject(denied);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'key' }));
  expect(await Body?.transformToString()).toBe('body');
});

it('every operation has an action of its own', async () => {
  const { VersionId } = await client.send(new HeadObjectCommand({ Bucket, Key: 'key' }));
  const asked: string[] = [];
  deny = ({ action, bucket: name, key }) => {
    asked.push(`${action} ${key === '' ? name : `${name}/${key}`}`);
    return true;
  };
  const at = { Bucket, Key: 'key' };
  const outcomes = await Promise.allSettled([
    guest.send(new GetObjectCommand(at)),
    guest.send(new GetObjectCommand({ ...at, VersionId })),
    guest.send(new PutObjectCommand({ ...at, Body: 'x' })),
    guest.send(new DeleteObjectCommand(at)),
    guest.send(new DeleteObjectCommand({ ...at, VersionId })),
    guest.send(new CreateMultipartUploadCommand(at)),
    guest.send(new ListObjectsV2Command({ Bucket })),
    guest.send(new ListObjectVersionsCommand({ Bucket })),
  ]);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: denied });
  expect(asked.sort()).toEqual(
    [
      `s3:GetObject ${Bucket}/key`,
      `s3:GetObjectVersion ${Bucket}/key`,
      `s3:PutObject ${Bucket}/key`,
      `s3:DeleteObject ${Bucket}/key`,
      `s3:DeleteObjectVersion ${Bucket}/key`,
      `s3:PutObject ${Bucket}/key`,
      `s3:ListBucket ${Bucket}`,
      `s3:ListBucketVersions ${Bucket}`,
    ].sort(),
  );
});

describe('a key that is missing', () => {
  it('is 404 for who may list the bucket', async () => {
    const found = guest.send(new GetObjectCommand({ Bucket, Key: 'missing' }));
    await expect(found).rejects.toMatchObject(s3Error('NoSuchKey', 404));
  });

  it('is 403 for who may not', async () => {
    deny = ({ action }) => action === 's3:ListBucket';
    await expect(guest.send(new GetObjectCommand({ Bucket, Key: 'missing' }))).rejects.toMatchObject(denied);
    const head = guest.send(new HeadObjectCommand({ Bucket, Key: 'missing' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    await guest.send(new HeadObjectCommand({ Bucket, Key: 'key' }));
  });
});

it('DeleteObjects deletes what may be deleted, and tells what may not', async () => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
  deny = ({ key }) => key === 'kept';
  const Objects = [{ Key: 'kept' }, { Key: 'key' }];
  const { Deleted, Errors } = await guest.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  expect(Deleted?.map(({ Key }) => Key)).toEqual(['key']);
  expect(Errors).toMatchObject([{ Key: 'kept', Code: 'AccessDenied' }]);
  await client.send(new HeadObjectCommand({ Bucket, Key: 'kept' }));
});

it('a copy takes the right to read its source', async () => {
  deny = ({ action, key }) => action === 's3:GetObject' && key === 'key';
  const copied = guest.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/key` }));
  await expect(copied).rejects.toMatchObject(denied);
});

it('a bucket is told from another owner’s by who it is expected to be of', async () => {
  const at = { Bucket, Key: 'key' };
  await client.send(new HeadObjectCommand({ ...at, ExpectedBucketOwner: '000000000000' }));
  const found = client.send(new GetObjectCommand({ ...at, ExpectedBucketOwner: '111111111111' }));
  await expect(found).rejects.toMatchObject(denied);
});
