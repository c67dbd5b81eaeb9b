/* The services that handlers call, in a process of their own, with calls to start, to keep and to list. */
import '../sources.ts';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput, DynamoRecordRepository } from '@earshot/adapters-aws';
import { locationOf, ObjectUri } from '@earshot/core';
import { audioOutput, buildBdaJob, customOutput } from '@earshot/core/testing/bda';

import { finishedCall } from '../pages.bench.ts';

const { connectionTo, startBedrockServer, startDynamoDbServer, startQueueServer, startS3Server } = await import(
  '@earshot/aws-test-servers'
);

export const BUCKETS = { media: 'earshot-media', results: 'earshot-results' };
const LISTED = 60;

const [dynamoDb, queues, s3] = await Promise.all([startDynamoDbServer(), startQueueServer(), startS3Server({})]);
const bedrock = await startBedrockServer({ s3: connectionTo(s3), hold: true });
const store = new S3Client({ ...connectionTo(s3), forcePathStyle: true });
for (const Bucket of Object.values(BUCKETS)) await store.send(new CreateBucketCommand({ Bucket }));
const client = new DynamoDBClient(connectionTo(dynamoDb));
for (const name of ['calls', 'calls-by-hand']) {
  await client.send(new CreateTableCommand(createTableInput(name)));
  await waitUntilTableExists({ client: client, maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.1 }, { TableName: name });
}
for (const tableName of ['calls', 'calls-by-hand']) {
  const repository = new DynamoRecordRepository({ client: DynamoDBDocumentClient.from(client), tableName });
  for (let index = 0; index < LISTED; index++) await repository.save(finishedCall(index));
}

const put = (Bucket: string, Key: string, document: unknown) =>
  store.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(document) }));

process.on('disconnect', () => process.exit());
process.on('message', async ({ callId }: { callId: string }) => {
  await put(BUCKETS.media, `uploads/${callId}.wav`, {});
  await putResults(callId);
  process.send?.({ ready: callId });
});
process.send?.({
  AWS_ENDPOINT_URL_S3: s3.url,
  AWS_ENDPOINT_URL_SQS: queues.url,
  AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.url,
  AWS_ENDPOINT_URL_BEDROCK_DATA_AUTOMATION_RUNTIME: bedrock.url,
});

/** What a finished job leaves behind: three documents, as small as a short call's. */
async function putResults(callId: string): Promise<void> {
  const folder = `s3://${BUCKETS.results}/transcription-outputs/${callId}/job-${callId}/`;
  const files = buildBdaJob({
    jobId: `job-${callId}`,
    folder,
    input: { bucket: BUCKETS.media, key: `uploads/${callId}.wav` },
    standard: audioOutput({
      media: { durationMs: 61_000, format: 'wav' },
      turns: [
        { text: 'Good morning.', startMs: 0, endMs: 900 },
        { text: 'I was charged twice.', startMs: 1_000, endMs: 3_000 },
      ],
      summary: 'A caller asks for a corrected invoice.',
      statistics: { wordCount: 6 },
    }),
    custom: customOutput({
      blueprint: { name: 'calls', confidence: 1 },
      fields: { call_summary: 'A refund.', call_categories: ['Billing'], topics: ['refund'] },
    }),
  });
  for (const { uri, document } of files) {
    if (document !== undefined) await put(BUCKETS.results, locationOf(ObjectUri.parse(uri)).key, document);
  }
}
