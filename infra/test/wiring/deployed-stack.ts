import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateIndexCommand, S3VectorsClient } from '@aws-sdk/client-s3vectors';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  type BedrockServer,
  type BedrockServerOptions,
  connectionTo,
  type EventBusServer,
  type LambdaFunction,
  mapQueue,
  type QueueMapping,
  type S3Server,
  startBedrockServer,
  startDynamoDbServer,
  startEventBusServer,
  startFunction,
  startQueueServer,
  startS3Server,
  startS3VectorsServer,
  startTitanServer,
  type TestServer,
} from '@earshot/aws-test-servers';
import { named } from '../named.ts';
import { allows, listOf, maySend, statementsOf } from '../policy.ts';
import type { Synthesis } from '../synthesis.ts';
import { type Found, ofType, one, resolve, type Template } from '../template.ts';
import { fits } from './event-bus.ts';

/** A template, made real on this machine: nothing in it that the template doesn't say. */
export interface DeployedStack {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly s3Server: S3Server;
  readonly bedrock: BedrockServer;
  /** Where functions put events of their own. */
  readonly bus: EventBusServer;
  /** By name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** What S3 refused a function, since its role doesn't allow it. */
  readonly denied: readonly string[];
  /** Actions that functions sent although no statement of their roles names them. Only S3 refuses them here. */
  excess(): readonly string[];
  queueUrl(name: string): string;
  /** Tells the default event bus of something. */
  emit(event: object): Promise<void>;
  close(): Promise<void>;
}

/** Makes a template's resources in servers of this machine, and connects them as it says. */
export async function deployTemplate(
  { template, assets }: Synthesis,
  script?: BedrockServerOptions['script'],
): Promise<DeployedStack> {
  const [queueServer, dynamoDbServer, bus] = await Promise.all([
    startQueueServer(),
    startDynamoDbServer(),
    startEventBusServer(),
  ]);
  const sqs = new SQSClient(connectionTo(queueServer));
  const sns = new SNSClient(connectionTo(queueServer));
  const queueUrl = (name: string) => `${queueServer.url}/000000000000/${name}`;
  await makeQueues(template, sqs, queueUrl);
  await makeTopics(template, sns);

  const denied: string[] = [];
  const roles = new Map(ofType(template, 'Lambda::Function').map((made) => [keyOf(made), roleOf(template, made)]));
  const s3Server = await startS3Server({
    queues: connectionTo(queueServer),
    credentials: { test: 'test', ...Object.fromEntries([...roles.keys()].map((key) => [key, 'secret'])) },
    deny: ({ bucket, key, action, caller }) => {
      const role = roles.get(caller);
      const resource = `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
      if (role === undefined || allows(statementsOf(template, role), action, resource)) return false;
      denied.push(`${caller}: ${action} on ${resource}`);
      return true;
    },
  });
  const s3 = new S3Client({ ...connectionTo(s3Server), forcePathStyle: true });
  await makeBuckets(template, s3);
  const dynamodb = new DynamoDBClient(connectionTo(dynamoDbServer));
  await makeTables(template, dynamodb);
  const [s3Vectors, titan] = await Promise.all([startS3VectorsServer(), startTitanServer()]);
  await makeVectorIndexes(template, s3Vectors);

  const { QueueUrl: busUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'event-bus' }));
  const bedrock = await startBedrockServer({
    s3: connectionTo(s3Server),
    events: { connection: connectionTo(queueServer), queueUrl: busUrl },
    ...(script === undefined ? {} : { script }),
  });
  const servers = {
    S3: s3Server,
    SQS: queueServer,
    SNS: queueServer,
    EVENTBRIDGE: bus,
    DYNAMODB: dynamoDbServer,
    BEDROCK_DATA_AUTOMATION_RUNTIME: bedrock,
    S3VECTORS: s3Vectors,
    BEDROCK_RUNTIME: titan,
  };
  const functions = new Map(
    ofType(template, 'Lambda::Function').map((made) => [
      String(made.Properties['FunctionName']),
      runFunction(template, made, assets, servers, queueUrl),
    ]),
  );
  const mappings = [...mapQueues(template, sqs, functions, queueUrl), runBus(template, sqs, busUrl, queueUrl)];
  return {
    s3,
    sns,
    sqs,
    s3Server,
    bedrock,
    bus,
    functions,
    denied,
    excess: () =>
      [...functions].flatMap(([name, { actions }]) => {
        const role = roles.get(name);
        const named = new Set(role && statementsOf(template, role).flatMap(({ Action }) => listOf(Action)));
        return [...actions().keys()].filter((action) => !named.has(action)).map((action) => `${name}: ${action}`);
      }),
    queueUrl,
    emit: async (event) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: busUrl, MessageBody: JSON.stringify(event) }));
    },
    close: async () => {
      await Promise.allSettled(mappings.map((mapping) => mapping.close()));
      await Promise.all([...functions.values()].map((each) => each.close()));
      for (const client of [s3, sqs, sns, dynamodb]) client.destroy();
      await bedrock.close();
      const servers = [s3Server, queueServer, dynamoDbServer, bus, s3Vectors, titan];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

const read = (template: Template, value: unknown) => resolve(template, value, named);
const nameIn = (arn: unknown) => String(arn).split(':').at(-1) ?? '';

async function makeQueues(template: Template, sqs: SQSClient, queueUrl: (name: string) => string): Promise<void> {
  const queues = ofType(template, 'SQS::Queue');
  for (const { Properties } of queues) {
    const { QueueName, VisibilityTimeout = 30, MessageRetentionPeriod, ReceiveMessageWaitTimeSeconds = 0 } = Properties;
    // The delay is left out: it is looked at elsewhere, and here it would only take its time.
    const Attributes = {
      VisibilityTimeout: String(VisibilityTimeout),
      MessageRetentionPeriod: String(MessageRetentionPeriod),
      ReceiveMessageWaitTimeSeconds: String(ReceiveMessageWaitTimeSeconds),
    };
    await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  }
  for (const { Properties } of queues) {
    if (Properties['RedrivePolicy'] === undefined) continue;
    const Attributes = { RedrivePolicy: JSON.stringify(read(template, Properties['RedrivePolicy'])) };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl(Properties['QueueName']), Attributes }));
  }
}

async function makeTopics(template: Template, sns: SNSClient): Promise<void> {
  for (const { Properties } of ofType(template, 'SNS::Topic')) {
    await sns.send(new CreateTopicCommand({ Name: Properties['TopicName'] }));
  }
  for (const { Properties } of ofType(template, 'SNS::Subscription')) {
    const {
      TopicArn,
      Endpoint,
      Protocol,
      RawMessageDelivery = false,
    } = read(template, Properties) as Record<string, string>;
    insist(template, Endpoint, 'sns', TopicArn);
    // A topic that is managed elsewhere is in no template; making one that exists changes nothing.
    await sns.send(new CreateTopicCommand({ Name: nameIn(TopicArn) }));
    const Attributes = { RawMessageDelivery: String(RawMessageDelivery) };
    await sns.send(new SubscribeCommand({ TopicArn, Endpoint, Protocol, Attributes }));
  }
}

async function makeBuckets(template: Template, s3: S3Client): Promise<void> {
  for (const found of ofType(template, 'S3::Bucket')) {
    const {
      BucketName: Bucket,
      VersioningConfiguration,
      NotificationConfiguration,
    } = read(template, found.Properties) as Found['Properties'];
    await s3.send(new CreateBucketCommand({ Bucket }));
    if (VersioningConfiguration) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    if (NotificationConfiguration === undefined) continue;
    const configurations = NotificationConfiguration.QueueConfigurations as {
      Event: 's3:ObjectCreated:*';
      Queue: string;
      Filter: { S3Key: { Rules: { Name: 'prefix' | 'suffix'; Value: string }[] } };
    }[];
    const QueueConfigurations = configurations.map(({ Event, Queue, Filter }) => {
      insist(template, Queue, 's3', `arn:aws:s3:::${Bucket}`);
      return { QueueArn: Queue, Events: [Event], Filter: { Key: { FilterRules: Filter.S3Key.Rules } } };
    });
    const sent = { Bucket, NotificationConfiguration: { QueueConfigurations } };
    await s3.send(new PutBucketNotificationConfigurationCommand(sent));
  }
}

async function makeTables(template: Template, dynamodb: DynamoDBClient): Promise<void> {
  const make = ({ Properties }: Found, TableName: string) => {
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = Properties;
    return dynamodb.send(
      new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }),
    );
  };
  const tables = ofType(template, 'DynamoDB::Table');
  for (const table of tables) await make(table, table.Properties['TableName']);
  // A restored table, which no template makes, has the keys and indexes of the stack's own.
  const made = new Set(tables.map(({ Properties }) => Properties['TableName']));
  const used = ofType(template, 'Lambda::Function').map(
    ({ Properties }) => resolve(template, Properties['Environment'].Variables.EARSHOT_TABLE ?? '', named) as string,
  );
  for (const name of new Set(used)) {
    if (name !== '' && !made.has(name)) await make(one(template, 'DynamoDB::Table', 'Calls'), name);
  }
}

async function makeVectorIndexes(template: Template, server: TestServer): Promise<void> {
  const client = new S3VectorsClient(connectionTo(server));
  for (const { Properties, DependsOn = [] } of ofType(template, 'S3Vectors::Index')) {
    const { VectorBucketName, IndexName, DataType, Dimension, DistanceMetric, MetadataConfiguration } = Properties;
    const bucket = ofType(template, 'S3Vectors::VectorBucket').find(({ id }) => DependsOn.includes(id));
    if (bucket?.Properties['VectorBucketName'] !== VectorBucketName) throw new Error(`no bucket for ${IndexName}`);
    await client.send(
      new CreateIndexCommand({
        vectorBucketName: VectorBucketName,
        indexName: IndexName,
        dataType: DataType,
        dimension: Dimension,
        distanceMetric: DistanceMetric,
        metadataConfiguration: { nonFilterableMetadataKeys: MetadataConfiguration.NonFilterableMetadataKeys },
      }),
    );
  }
  client.destroy();
}

function runFunction(
  template: Template,
  { Properties, ...made }: Found,
  assets: ReadonlyMap<string, string>,
  servers: Readonly<Record<string, TestServer>>,
  queueUrl: (name: string) => string,
): LambdaFunction {
  const folder = assets.get(Properties['Code'].S3Key);
  const [module, handler = ''] = String(Properties['Handler']).split('.');
  const by = {
    ...named,
    ref: (found: Found) =>
      found.Type === 'AWS::SQS::Queue' ? queueUrl(found.Properties['QueueName']) : named.ref(found),
  };
  const variables = resolve(template, Properties['Environment'].Variables, by) as Record<string, string>;
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, secretsIn(template, value)]),
  );
  const endpoints = Object.entries(servers).map(([service, { url }]) => [`AWS_ENDPOINT_URL_${service}`, url]);
  return startFunction({
    file: join(String(folder), `${module}.cjs`),
    handler,
    name: Properties['FunctionName'],
    timeoutMs: Properties['Timeout'] * 1_000,
    environment: {
      ...environment,
      ...Object.fromEntries(endpoints),
      AWS_ACCESS_KEY_ID: keyOf({ ...made, Properties }),
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  });
}

/** The S3 of this machine knows functions by the key that they sign with. */
function keyOf({ Properties }: Found): string {
  return String(Properties['FunctionName']);
}

function roleOf(template: Template, { Properties }: Found): Found {
  const id = Properties['Role']['Fn::GetAtt'][0] as string;
  return one(template, 'IAM::Role', id.replace(/[0-9A-F]{8}$/, ''));
}

function secretsIn(template: Template, value: string): string {
  return value.replaceAll(/\{\{resolve:secretsmanager:(\w+):SecretString:::\}\}/g, (_, id: string) => {
    const { PasswordLength } = one(template, 'SecretsManager::Secret', id.replace(/[0-9A-F]{8}$/, '')).Properties[
      'GenerateSecretString'
    ];
    return randomBytes(PasswordLength).toString('hex').slice(0, PasswordLength);
  });
}

function mapQueues(
  template: Template,
  client: SQSClient,
  functions: ReadonlyMap<string, LambdaFunction>,
  queueUrl: (name: string) => string,
): QueueMapping[] {
  return ofType(template, 'Lambda::EventSourceMapping').map(({ Properties }) => {
    const mapped = functions.get(nameIn(read(template, Properties['FunctionName'])));
    if (mapped === undefined) throw new Error('a mapping to a function that is not there');
    return mapQueue({
      client,
      queueUrl: queueUrl(nameIn(read(template, Properties['EventSourceArn']))),
      function: mapped,
      batchSize: Properties['BatchSize'],
      maximumConcurrency: 2,
      reportBatchItemFailures: Properties['FunctionResponseTypes'].includes('ReportBatchItemFailures'),
    });
  });
}

/** Hands what Bedrock tells on to the targets of the rules that it fits. */
function runBus(
  template: Template,
  client: SQSClient,
  busUrl: string,
  queueUrl: (name: string) => string,
): QueueMapping {
  const rules = ofType(template, 'Events::Rule').map((rule) => {
    const targets = read(template, rule.Properties['Targets']) as { Arn: string }[];
    for (const { Arn } of targets) insist(template, Arn, 'events', String(named.attribute(rule, 'Arn')));
    return { pattern: rule.Properties['EventPattern'], targets };
  });
  const invoke = async (batch: unknown) => {
    for (const { body } of (batch as { Records: { body: string }[] }).Records) {
      const fitting = rules.filter(({ pattern }) => fits(JSON.parse(body), pattern));
      for (const { Arn } of fitting.flatMap(({ targets }) => targets)) {
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl(nameIn(Arn)), MessageBody: body }));
      }
    }
  };
  return mapQueue({ client, queueUrl: busUrl, function: { invoke }, reportBatchItemFailures: false });
}

function insist(
  template: Template,
  queueArn: string | undefined,
  service: string,
  sourceArn: string | undefined,
): void {
  if (!maySend(template, String(queueArn), service, String(sourceArn))) {
    throw new Error(`the policy of ${queueArn} doesn't let ${service} send for ${sourceArn}`);
  }
}
