/* The services that handlers call, in a process of their own, with calls to start, to keep and to list. */
import '../sources.ts';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTableInput, DynamoRecordRepository } from '@earshot/adapters-aws';

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
for (const name of ['calls', 'calls-by-hand']) await client.send(new CreateTableCommand(createTableInput(name)));
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
  const folder = `transcription-outputs/${callId}/job-${callId}`;
  const uri = (path: string) => `s3://${BUCKETS.results}/${folder}/${path}`;
  const segment = {
    standard_output_path: uri('0/standard_output/0/result.json'),
    custom_output_path: uri('0/custom_output/0/result.json'),
    custom_output_status: 'MATCH',
  };
  await put(BUCKETS.results, `${folder}/0/standard_output/0/result.json`, {
    metadata: { asset_id: '0', semantic_modality: 'AUDIO', duration_millis: 61_000, format: 'wav' },
    audio: {
      summary: 'A caller asks for a corrected invoice.',
      transcript: { representation: { text: 'Good morning. I was charged twice.' } },
    },
    audio_segments: [
      {
        segment_index: 0,
        type: 'TRANSCRIPT',
        start_timestamp_millis: 0,
        end_timestamp_millis: 900,
        text: 'Good morning.',
      },
      {
        segment_index: 1,
        type: 'TRANSCRIPT',
        start_timestamp_millis: 1_000,
        end_timestamp_millis: 3_000,
        text: 'I was charged twice.',
      },
    ],
    statistics: { word_count: 6 },
  });
  await put(BUCKETS.results, `${folder}/0/custom_output/0/result.json`, {
    metadata: {},
    matched_blueprint: { name: 'calls', confidence: 1 },
    inference_result: { call_summary: 'A refund.', call_categories: ['Billing'], topics: ['refund'] },
  });
  await put(BUCKETS.results, `${folder}/job_metadata.json`, {
    job_id: `job-${callId}`,
    job_status: 'PROCESSED',
    semantic_modality: 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        asset_input_path: { s3_bucket: BUCKETS.media, s3_key: `uploads/${callId}.wav` },
        segment_metadata: [segment],
      },
    ],
  });
}
