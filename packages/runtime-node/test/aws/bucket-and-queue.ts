import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { connectionTo, startQueueServer, startS3Server } from '@earshot/aws-test-servers';
import { onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../results-on-disk.js';

/** A bucket `archive` and a start queue, each in a server of its own; the environment names them until the test ends. */
export async function bucketAndQueue() {
  const [s3Server, queueServer] = await Promise.all([startS3Server(), startQueueServer()]);
  const s3 = new S3Client({ ...connectionTo(s3Server), forcePathStyle: true });
  const sqs = new SQSClient(connectionTo(queueServer));
  await s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'start' }));
  const data = await temporaryFolder();
  const environment = {
    AWS_ENDPOINT_URL_S3: s3Server.url,
    AWS_ENDPOINT_URL_SQS: queueServer.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EARSHOT_START_QUEUE_URL: QueueUrl.replace(/^https?:\/\/[^/]+/, queueServer.url),
    EARSHOT_DATA: data,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    s3.destroy();
    sqs.destroy();
    await Promise.all([s3Server.close(), queueServer.close()]);
  });
  const taken: string[] = [];
  return {
    data,
    environment,
    put: async (...keys: readonly string[]) => {
      for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: 'archive', Key, Body: 'sound' }));
    },
    /** The bodies of all messages that have been sent so far. */
    sent: async () => {
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return taken;
        taken.push(...Messages.map(({ Body = '' }) => Body));
      }
    },
  };
}
