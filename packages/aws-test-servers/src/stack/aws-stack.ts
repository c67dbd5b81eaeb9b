import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  type CORSRule,
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateIndexCommand, type CreateIndexCommandInput, S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type Message, SQSClient } from '@aws-sdk/client-sqs';
import { type BedrockServer, type BedrockServerOptions, startBedrockServer } from '../bedrock/index.js';
import { startDynamoDbServer } from '../dynamodb-server.js';
import { startQueueServer } from '../queue-server.js';
import { type S3Server, startS3Server } from '../s3/s3-server.js';
import { type S3VectorsServer, startS3VectorsServer } from '../s3vectors/index.js';
import { connectionTo, type ServiceName, type TestServer } from '../test-server.js';
import { startTitanServer, type TitanServer } from '../titan/titan-server.js';
import { type Rewrite, startRewritingFront } from './rewriting-front.js';
import { stackEnvironment } from './stack-environment.js';
import { makeStackQueues, messageCount, messagesIn, queueArn, type StackQueues } from './stack-queues.js';

/** Where recordings arrive, and where results go. */
export const STACK_BUCKETS = { media: 'media', results: 'results' } as const;

export interface AwsStackOptions {
  /** The table of the calls. */
  readonly table: CreateTableCommandInput & { readonly TableName: string };
  /** Other tables. @defaultValue none */
  readonly otherTables?: readonly CreateTableCommandInput[];
  /** The vector index that moments are searched in. @defaultValue none */
  readonly vectorIndex?: CreateIndexCommandInput;
  readonly bedrock?: Omit<BedrockServerOptions, 's3' | 'store' | 'events'>;
  /** How soon a message comes again that nobody was done with. @defaultValue 2 */
  readonly visibilitySeconds?: number;
  /** Whatever a receiver that finds the queues by the environment asks for, messages come again this soon. */
  readonly shortVisibilitySeconds?: number;
  /** At which receive messages are dead-lettered. @defaultValue 10 and 3 */
  readonly maxReceives?: { readonly start: number; readonly results: number };
  /** How the queue of results learns of jobs. @defaultValue both ways */
  readonly jobNews?: readonly ('S3' | 'EventBridge')[];
  /** Prefixes in the results bucket below which documents of other systems arrive, for the queue of results. @defaultValue none */
  readonly imports?: readonly string[];
  /** Puts something between a service and those who find it by the {@link AwsStack.environment}. */
  readonly front?: (service: ServiceName, server: TestServer) => Promise<TestServer>;
}

/** All that Earshot needs of AWS, on this machine: the services, and in them the resources of one deployment. */
export interface AwsStack {
  /** What a process needs to find it all: the SDK's variables, and Earshot's. */
  readonly environment: Readonly<Record<string, string>>;
  readonly queues: StackQueues;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly s3Server: S3Server;
  readonly bedrock: BedrockServer;
  readonly s3Vectors: S3VectorsServer;
  readonly titan: TitanServer;
  /** Publishes to a topic that the start queue has subscribed to. @param raw whether without SNS's envelope */
  publish(message: unknown, raw?: boolean): Promise<void>;
  /** Puts an object into a bucket; those under `uploads/` in the media bucket are told to the start queue. */
  upload(key: string, bucket?: string, body?: string | Uint8Array): Promise<void>;
  /** Lets pages of other origins use the bucket of recordings, by CORS rules that replace those before. */
  allowPages(rules: readonly CORSRule[]): Promise<void>;
  /** How many messages a queue holds, seen and unseen. */
  count(queue: keyof StackQueues): Promise<number>;
  /** The messages of a queue that nobody works on. They stay there, and are out of sight for a second. */
  messages(queue: keyof StackQueues): Promise<readonly Message[]>;
  close(): Promise<void>;
}

/** Starts the services, and makes in them what a deployment consists of. */
export async function startAwsStack(options: AwsStackOptions): Promise<AwsStack> {
  const {
    table,
    visibilitySeconds = 2,
    maxReceives = { start: 10, results: 3 },
    jobNews = ['S3', 'EventBridge'],
    imports = [],
  } = options;
  const [dynamoDbServer, queueServer] = await Promise.all([startDynamoDbServer(), startQueueServer()]);
  const sqs = new SQSClient(connectionTo(queueServer));
  const sns = new SNSClient(connectionTo(queueServer));
  const dynamodb = new DynamoDBClient(connectionTo(dynamoDbServer));
  const queues = await makeStackQueues(sqs, { visibilitySeconds, redriveAfter: maxReceives });
  const s3Server = await startS3Server({ queues: connectionTo(queueServer) });
  const s3 = new S3Client({ ...connectionTo(s3Server), forcePathStyle: true });
  const bedrock = await startBedrockServer({
    ...options.bedrock,
    s3: connectionTo(s3Server),
    ...(jobNews.includes('EventBridge') && {
      events: { connection: connectionTo(queueServer), queueUrl: queues.results },
    }),
  });

  const [s3Vectors, titan] = await Promise.all([startS3VectorsServer(), startTitanServer()]);
  if (options.vectorIndex !== undefined) await makeVectorIndex(s3Vectors, options.vectorIndex);

  for (const made of [table, ...(options.otherTables ?? [])]) await dynamodb.send(new CreateTableCommand(made));
  const { media, results } = STACK_BUCKETS;
  await makeBucket(s3, media, [{ arn: await queueArn(sqs, queues.start), prefix: 'uploads/' }]);
  const arn = await queueArn(sqs, queues.results);
  await makeBucket(s3, results, [
    ...(jobNews.includes('S3') ? [{ arn, prefix: 'transcription-outputs/', suffix: 'job_metadata.json' }] : []),
    ...imports.map((prefix) => ({ arn, prefix })),
  ]);
  const topics = await Promise.all([false, true].map((raw) => makeTopic(sns, raw, queueArn(sqs, queues.start))));

  const { shortVisibilitySeconds } = options;
  const servers = {
    S3: s3Server,
    SQS:
      shortVisibilitySeconds === undefined
        ? queueServer
        : await startRewritingFront(queueServer, shortVisibility(shortVisibilitySeconds)),
    DYNAMODB: dynamoDbServer,
    BEDROCK_DATA_AUTOMATION_RUNTIME: bedrock,
    S3VECTORS: s3Vectors,
    BEDROCK_RUNTIME: titan,
  } as const;
  const fronts = new Map<ServiceName, TestServer>();
  for (const [service, server] of Object.entries(servers) as [keyof typeof servers, TestServer][]) {
    fronts.set(service, (await options.front?.(service, server)) ?? server);
  }

  return {
    environment: stackEnvironment({ fronts, queues, tableName: table.TableName, resultsBucket: results, maxReceives }),
    queues,
    s3,
    sqs,
    dynamodb,
    s3Server,
    bedrock,
    s3Vectors,
    titan,
    publish: async (message, raw = false) => {
      const Message = typeof message === 'string' ? message : JSON.stringify(message);
      await sns.send(new PublishCommand({ TopicArn: topics[raw ? 1 : 0], Message }));
    },
    upload: async (Key, Bucket = media, Body = 'a recording') => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    allowPages: async (rules) => {
      const CORSConfiguration = { CORSRules: [...rules] };
      await s3.send(new PutBucketCorsCommand({ Bucket: media, CORSConfiguration }));
    },
    count: (queue) => messageCount(sqs, queues[queue]),
    messages: (queue) => messagesIn(sqs, queues[queue]),
    close: async () => {
      for (const client of [s3, sqs, sns, dynamodb]) client.destroy();
      await Promise.all([...fronts.values()].map((server) => server.close()));
      await bedrock.close();
      await Promise.all(
        [s3Server, servers.SQS, queueServer, dynamoDbServer, s3Vectors, titan].map((server) => server.close()),
      );
    },
  };
}

function shortVisibility(VisibilityTimeout: number): Rewrite {
  return (operation, body) =>
    operation === 'ReceiveMessage' ? JSON.stringify({ ...JSON.parse(body), VisibilityTimeout }) : body;
}

interface Notification {
  readonly arn: string;
  readonly prefix: string;
  readonly suffix?: string;
}

async function makeBucket(s3: S3Client, Bucket: string, told: readonly Notification[]): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  if (told.length === 0) return;
  const QueueConfigurations = told.map(({ arn: QueueArn, prefix, suffix }) => {
    const FilterRules = [
      { Name: 'prefix' as const, Value: prefix },
      ...(suffix === undefined ? [] : [{ Name: 'suffix' as const, Value: suffix }]),
    ];
    return { QueueArn, Events: ['s3:ObjectCreated:*' as const], Filter: { Key: { FilterRules } } };
  });
  const NotificationConfiguration = { QueueConfigurations };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
}

async function makeVectorIndex(server: TestServer, index: CreateIndexCommandInput): Promise<void> {
  const client = new S3VectorsClient(connectionTo(server));
  await client.send(new CreateIndexCommand(index));
  client.destroy();
}

async function makeTopic(sns: SNSClient, raw: boolean, endpoint: Promise<string>): Promise<string> {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: raw ? 'calls-raw' : 'calls' }));
  const Attributes = { RawMessageDelivery: String(raw) };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: await endpoint, Attributes }));
  return TopicArn;
}
