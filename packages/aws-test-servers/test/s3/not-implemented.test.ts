import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { s3Error, servedS3 } from './served-s3.js';

const { client, bucket } = await servedS3();
const missing = s3Error('NotImplemented', 501);

it('what is not done here is said to be so, and not taken for done', async () => {
  const Bucket = await bucket();
  const at = { Bucket, Key: 'key' };
  const Rules = [{ ID: 'rule', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }] as const;
  const lifecycle = { Bucket, LifecycleConfiguration: { Rules: [...Rules] } };
  const outcomes = await Promise.allSettled([
    client.send(new ListObjectsCommand({ Bucket })),
    client.send(new GetObjectTaggingCommand(at)),
    client.send(new PutObjectAclCommand({ ...at, ACL: 'private' })),
    client.send(new PutBucketLifecycleConfigurationCommand(lifecycle)),
    client.send(new ListMultipartUploadsCommand({ Bucket })),
    client.send(new PutObjectCommand({ ...at, Body: 'x', ACL: 'public-read' })),
    client.send(new PutObjectCommand({ ...at, Body: 'x', Tagging: 'a=b' })),
    client.send(new PutObjectCommand({ ...at, Body: 'x', ServerSideEncryption: 'aws:kms' })),
    client.send(new PutObjectCommand({ ...at, Body: 'x', ChecksumAlgorithm: 'CRC32C' })),
    client.send(new DeleteObjectCommand({ ...at, IfMatch: '*' })),
  ]);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: missing });
});
