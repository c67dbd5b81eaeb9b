import {
  CreateBucketCommand,
  ListBucketsCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { connectionTo, startQueueServer, startS3Server } from '../../src/index.js';

it('servers know nothing of each other', async () => {
  const [one, other] = [await startS3Server(), await startS3Server()];
  const [client, stranger] = [one, other].map(
    (server) => new S3Client({ ...connectionTo(server), forcePathStyle: true }),
  );
  await client?.send(new CreateBucketCommand({ Bucket: 'bucket' }));
  expect((await stranger?.send(new ListBucketsCommand({})))?.Buckets ?? []).toEqual([]);
  await Promise.all([one.close(), other.close()]);
});

it('a server may be closed twice, and then answers no more', async () => {
  const server = await startS3Server();
  expect((await fetch(server.url)).status).toBe(403);
  await Promise.all([server.close(), server.close()]);
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

it('idle says when an event could not be delivered', async () => {
  const queues = await startQueueServer();
  const server = await startS3Server({ queues: connectionTo(queues) });
  const sqs = new SQSClient(connectionTo(queues));
  const s3 = new S3Client({ ...connectionTo(server), forcePathStyle: true });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'queue' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'bucket' }));
  const QueueArn = 'arn:aws:sqs:eu-central-1:000000000000:queue';
  const NotificationConfiguration = { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:Put' as const] }] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: 'bucket', NotificationConfiguration }));
  await server.idle();
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await s3.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: 'body' }));
  await expect(server.idle()).rejects.toBeInstanceOf(AggregateError);
  await server.idle();
  await Promise.all([server.close(), queues.close()]);
});
