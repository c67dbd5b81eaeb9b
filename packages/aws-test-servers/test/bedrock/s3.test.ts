import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { connectionTo, startS3Server } from '../../src/index.js';
import { bedrockUnderTest, jobIdOf } from './bedrock-under-test.js';

test('recordings are read from an S3, and results written to it', async () => {
  const objects = await startS3Server();
  const s3 = connectionTo(objects);
  const client = new S3Client({ ...s3, forcePathStyle: true });
  onTestFinished(async () => {
    client.destroy();
    await objects.close();
  });
  await client.send(new CreateBucketCommand({ Bucket: 'recordings' }));
  const key = 'uploads/one + two=3/ü.wav';
  await client.send(new PutObjectCommand({ Bucket: 'recordings', Key: key, Body: 'sound' }));
  const { invoke, server } = await bedrockUnderTest({ s3, store: undefined as never });
  const outputConfiguration = { s3Uri: 's3://recordings/outputs/call 1' };
  const absent = { inputConfiguration: { s3Uri: 's3://recordings/uploads/2.wav' }, outputConfiguration };
  await expect(invoke(absent)).rejects.toMatchObject({ name: 'ValidationException' });
  const elsewhere = {
    inputConfiguration: { s3Uri: `s3://recordings/${key}` },
    outputConfiguration: { s3Uri: 's3://gone' },
  };
  await expect(invoke(elsewhere)).rejects.toMatchObject({ name: 'AccessDeniedException' });

  const jobId = jobIdOf(await invoke({ inputConfiguration: { s3Uri: `s3://recordings/${key}` }, outputConfiguration }));
  await server.idle();
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'recordings', Prefix: 'outputs/' }));
  const folder = `outputs/call 1/${jobId}`;
  expect(Contents.map(({ Key }) => Key)).toEqual([
    `${folder}/0/.s3_access_check`,
    `${folder}/0/standard_output/0/result.json`,
    `${folder}/job_metadata.json`,
  ]);
  const place = { Bucket: 'recordings', Key: `${folder}/0/standard_output/0/result.json` };
  const { Body, ContentType } = await client.send(new GetObjectCommand(place));
  expect(ContentType).toBe('application/json');
  expect(JSON.parse((await Body?.transformToString()) ?? '')).toMatchObject({
    metadata: { s3_bucket: 'recordings', s3_key: key },
  });
});
