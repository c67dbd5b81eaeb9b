/* What an engineer writes by hand, with the SDK and nothing else: reads a job's outputs and keeps one item. */
import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const s3 = new S3Client({});
const sqs = new SQSClient({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env['EARSHOT_TABLE'];

async function read(Bucket: string, Key: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}

async function keep(body: string) {
  const [{ s3: event }] = JSON.parse(body).Records;
  const bucket = event.bucket.name;
  const key = decodeURIComponent(event.object.key.replaceAll('+', ' '));
  const [, callId] = key.split('/') as [string, string];
  const hash = createHash('md5').update(callId).digest('hex');
  await table.send(new GetCommand({ TableName, Key: { hash } }));
  const manifest = await read(bucket, key);
  const [{ standard_output_path: standardUri, custom_output_path: customUri }] =
    manifest.output_metadata[0].segment_metadata;
  const keyOf = (uri: string) => uri.slice(`s3://${bucket}/`.length);
  const standard = await read(bucket, keyOf(standardUri));
  const custom = customUri === undefined ? undefined : await read(bucket, keyOf(customUri));
  await table.send(
    new PutCommand({
      TableName,
      Item: {
        hash,
        epchdatetimestamp: Date.now(),
        call_id: callId,
        bedrock_status: 'SUCCESS',
        call_summary: custom?.inference_result.call_summary,
        call_categories: custom?.inference_result.call_categories,
        topics: custom?.inference_result.topics,
        transcript: standard.audio.transcript.representation.text,
        audio_summary: standard.audio.summary,
        updated_at: new Date().toISOString(),
      },
    }),
  );
}

export async function handler(event: { Records: { messageId: string; body: string }[] }) {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await keep(body);
    } catch (error) {
      console.error(error);
      if (error instanceof SyntaxError) {
        await sqs.send(new SendMessageCommand({ QueueUrl: process.env['EARSHOT_RESULTS_DLQ_URL'], MessageBody: body }));
      } else batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
