/* What an engineer writes by hand, with the SDK and nothing else: starts a job and keeps an item for it. */
import { createHash } from 'node:crypto';
import {
  BedrockDataAutomationRuntimeClient,
  InvokeDataAutomationAsyncCommand,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const s3 = new S3Client({});
const bedrock = new BedrockDataAutomationRuntimeClient({});
const sqs = new SQSClient({});
const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env['EARSHOT_TABLE'];

/** A call that is known learns where its recording lies; what is long of it is in S3. */
async function note(hash: string, audioS3Uri: string, longParts?: string) {
  const [Bucket, ...key] = longParts?.slice('s3://'.length).split('/') ?? [];
  const long = longParts && (await s3.send(new GetObjectCommand({ Bucket, Key: key.join('/') })));
  const Item = {
    hash,
    s3_input_uri: audioS3Uri,
    ...(long && JSON.parse((await long.Body?.transformToString()) ?? '{}')),
  };
  await table.send(new PutCommand({ TableName, Item }));
}

async function start(body: string) {
  const { callId, audioS3Uri } = JSON.parse(JSON.parse(body).Message);
  const hash = createHash('md5').update(callId).digest('hex');
  const { Item } = await table.send(new GetCommand({ TableName, Key: { hash } }));
  if (Item !== undefined) return note(hash, audioS3Uri, Item['overflow_uri']);
  await table.send(
    new PutCommand({
      TableName,
      Item: { hash, epchdatetimestamp: Date.now(), call_id: callId, s3_input_uri: audioS3Uri },
      ConditionExpression: 'attribute_not_exists(#hash)',
      ExpressionAttributeNames: { '#hash': 'hash' },
    }),
  );
  const { invocationArn } = await bedrock.send(
    new InvokeDataAutomationAsyncCommand({
      clientToken: createHash('sha256').update(audioS3Uri).digest('hex'),
      inputConfiguration: { s3Uri: audioS3Uri },
      outputConfiguration: { s3Uri: `s3://${process.env['EARSHOT_RESULTS_BUCKET']}/transcription-outputs/${callId}` },
      dataAutomationProfileArn: process.env['EARSHOT_BDA_PROFILE_ARN'],
    }),
  );
  await table.send(
    new UpdateCommand({
      TableName,
      Key: { hash },
      UpdateExpression: 'SET bedrock_invocation_arn = :arn',
      ExpressionAttributeValues: { ':arn': invocationArn },
    }),
  );
}

export async function handler(event: { Records: { messageId: string; body: string }[] }) {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await start(body);
    } catch (error) {
      console.error(error);
      if (error instanceof SyntaxError) {
        await sqs.send(new SendMessageCommand({ QueueUrl: process.env['EARSHOT_START_DLQ_URL'], MessageBody: body }));
      } else batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
