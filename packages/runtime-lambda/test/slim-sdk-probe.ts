/* Runs in a process of its own, bundled with and without what slims the SDK: prints what came of requests to AWS. */
import {
  GetDataAutomationStatusCommand,
  InvokeDataAutomationAsyncCommand,
} from '@aws-sdk/client-bedrock-data-automation-runtime';
import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateIndexCommand,
  DeleteVectorsCommand,
  PutVectorsCommand,
  QueryVectorsCommand,
  S3VectorsClient,
} from '@aws-sdk/client-s3vectors';
import { ChangeMessageVisibilityCommand, CreateQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { TITAN_MODEL } from '@earshot/adapters-aws';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { bedrockClient, dynamoDbClient, PATIENCE, s3Client, sqsClient } from '../src/clients.js';

const PROFILE = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-profile/eu.data-automation-v1';
const JOB = 'arn:aws:bedrock:eu-central-1:000000000000:data-automation-invocation/00000000-0000-0000-0000-000000000000';

/** What Earshot looks at in an error. */
async function errorOf(request: Promise<unknown>): Promise<object> {
  try {
    await request;
  } catch (error) {
    const { name, message, $metadata, $fault, $retryable, CancellationReasons } = error as Record<string, object>;
    const { httpStatusCode } = $metadata as { httpStatusCode?: number };
    return { name, message, httpStatusCode, $fault, $retryable, CancellationReasons };
  }
  return { name: 'none' };
}

async function ofDynamoDb() {
  const client = dynamoDbClient();
  const TableName = 'calls';
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'hash', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'hash', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const Item = { hash: 'h', revision: 1, words: new Set(['a']), bytes: new Uint8Array([1, 2]) };
  await client.send(new PutCommand({ TableName, Item }));
  const condition = { ConditionExpression: 'attribute_not_exists(#h)', ExpressionAttributeNames: { '#h': 'hash' } };
  const kept = await client.send(new GetCommand({ TableName, Key: { hash: 'h' } }));
  return {
    noTable: await errorOf(client.send(new GetCommand({ TableName: 'none', Key: { hash: 'h' } }))),
    noSuchTable: await errorOf(client.send(new DescribeTableCommand({ TableName: 'none' }))),
    condition: await errorOf(client.send(new PutCommand({ TableName, Item, ...condition }))),
    invalid: await errorOf(client.send(new GetCommand({ TableName, Key: { other: 'h' } }))),
    kept: { ...kept.Item, words: [...(kept.Item?.['words'] ?? [])], bytes: [...(kept.Item?.['bytes'] ?? [])] },
  };
}

async function ofS3() {
  const client = s3Client();
  const Bucket = 'results';
  const put = new PutObjectCommand({ Bucket, Key: 'a b/ü.json', Body: '{"said": "hello"}', ContentType: 'text/plain' });
  const { ChecksumCRC32 } = await client.send(put);
  const bytes = new PutObjectCommand({
    Bucket,
    Key: 'bytes',
    Body: new Uint8Array(70_000),
    ChecksumAlgorithm: 'SHA256',
  });
  const { ChecksumSHA256 } = await client.send(bytes);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a b/ü.json', ChecksumMode: 'ENABLED' }));
  return {
    noKey: await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'none' }))),
    noBucket: await errorOf(client.send(new GetObjectCommand({ Bucket: 'none', Key: 'none' }))),
    noObject: await errorOf(client.send(new HeadObjectCommand({ Bucket, Key: 'none' }))),
    denied: await errorOf(client.send(new GetObjectCommand({ Bucket, Key: 'denied' }))),
    exists: await errorOf(client.send(new PutObjectCommand({ Bucket, Key: 'bytes', Body: '', IfNoneMatch: '*' }))),
    checksums: [ChecksumCRC32, ChecksumSHA256],
    kept: await Body?.transformToString(),
  };
}

async function ofSqs() {
  const client = sqsClient();
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'starts' }));
  const none = `${QueueUrl}-none`;
  const change = { QueueUrl, ReceiptHandle: 'none', VisibilityTimeout: 1 };
  const sent = await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'message 😀',
      MessageAttributes: { Code: { DataType: 'String', StringValue: 'EARSHOT_UNREADABLE' } },
    }),
  );
  return {
    noQueue: await errorOf(client.send(new SendMessageCommand({ QueueUrl: none, MessageBody: 'message' }))),
    noMessage: await errorOf(client.send(new ChangeMessageVisibilityCommand(change))),
    sent: sent.MD5OfMessageBody,
  };
}

async function ofBedrock() {
  const client = bedrockClient();
  const status = () => client.send(new GetDataAutomationStatusCommand({ invocationArn: JOB }));
  const invoke = new InvokeDataAutomationAsyncCommand({
    clientToken: 'token-of-33-characters-or-more-than-that',
    inputConfiguration: { s3Uri: 's3://calls/uploads/1.wav' },
    outputConfiguration: { s3Uri: 's3://calls/outputs/1' },
    dataAutomationProfileArn: PROFILE,
  });
  return {
    throttled: await errorOf(status()),
    quota: await errorOf(status()),
    noJob: await errorOf(status()),
    started: /\/[\w-]+$/.test((await client.send(invoke)).invocationArn ?? ''),
  };
}

async function ofS3Vectors() {
  const client = new S3VectorsClient(PATIENCE);
  const place = { vectorBucketName: 'vectors', indexName: 'moments' };
  await client.send(new CreateIndexCommand({ ...place, dataType: 'float32', dimension: 2, distanceMetric: 'cosine' }));
  const vector = { key: 'a', data: { float32: [0.6, 0.8] }, metadata: { terms: ['refund', 'größe'], at: 1.5 } };
  await client.send(new PutVectorsCommand({ ...place, vectors: [vector] }));
  const query = { topK: 1, queryVector: { float32: [0.6, 0.8] }, returnMetadata: true, returnDistance: true };
  const filter = { terms: { $eq: 'refund' } };
  const { vectors } = await client.send(new QueryVectorsCommand({ ...place, ...query, filter }));
  const zeros = { ...vector, data: { float32: [0, 0] } };
  return {
    found: vectors,
    noIndex: await errorOf(client.send(new DeleteVectorsCommand({ ...place, indexName: 'none', keys: ['a'] }))),
    zeros: await errorOf(client.send(new PutVectorsCommand({ ...place, vectors: [zeros] }))),
  };
}

async function ofTitan() {
  const { requestHandler, ...patience } = PATIENCE;
  const client = new BedrockRuntimeClient({ ...patience, requestHandler: new NodeHttpHandler(requestHandler) });
  const invoke = (input: object, modelId = TITAN_MODEL) =>
    client.send(new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(input) }));
  const { body } = await invoke({ inputText: 'taken twice', dimensions: 256 });
  return {
    embedding: JSON.parse(new TextDecoder().decode(body)).embedding,
    noText: await errorOf(invoke({ inputText: '' })),
  };
}

/** A transaction that some server cancels. */
async function ofTransactions() {
  const Put = { TableName: 'calls', Item: { hash: 'h' } };
  const transaction = new TransactWriteCommand({ TransactItems: [{ Put }] });
  return { cancelled: await errorOf(dynamoDbClient().send(transaction)) };
}

const PROBES = {
  dynamodb: ofDynamoDb,
  s3: ofS3,
  sqs: ofSqs,
  bedrock: ofBedrock,
  s3vectors: ofS3Vectors,
  titan: ofTitan,
  transactions: ofTransactions,
};
const probe = PROBES[process.argv[2] as keyof typeof PROBES];
void probe().then((found) => process.stdout.write(JSON.stringify(found)));
