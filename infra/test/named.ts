import { TEST_ACCOUNT, TEST_REGION } from '@earshot/aws-test-servers';
import type { Found, Resolver } from './template.ts';

const at = (service: string, resource: string) => `arn:aws:${service}:${TEST_REGION}:${TEST_ACCOUNT}:${resource}`;

/** ARNs of resources, by their types, as they follow from names. */
const ARNS: Readonly<Record<string, (resource: Found) => string>> = {
  'SQS::Queue': ({ Properties }) => at('sqs', Properties['QueueName']),
  'SNS::Topic': ({ Properties }) => at('sns', Properties['TopicName']),
  'Lambda::Function': ({ Properties }) => at('lambda', `function:${Properties['FunctionName']}`),
  'DynamoDB::Table': ({ Properties }) => at('dynamodb', `table/${Properties['TableName']}`),
  'S3::Bucket': ({ Properties }) => `arn:aws:s3:::${Properties['BucketName']}`,
  'Events::Rule': ({ Properties }) => at('events', `rule/${Properties['Name']}`),
  'Logs::LogGroup': ({ Properties }) => at('logs', `log-group:${Properties['LogGroupName']}:*`),
  'IAM::Role': ({ id }) => `arn:aws:iam::${TEST_ACCOUNT}:role/${id}`,
  'KMS::Key': ({ id }) => at('kms', `key/${id}`),
  'Bedrock::DataAutomationProject': () => at('bedrock', 'data-automation-project/0123456789ab'),
  'Bedrock::Blueprint': () => at('bedrock', 'blueprint/0123456789ab'),
};

/** The property that names a resource, by its type, where a `Ref` gives that name. */
const NAMES: Readonly<Record<string, string>> = {
  'S3::Bucket': 'BucketName',
  'DynamoDB::Table': 'TableName',
  'Lambda::Function': 'FunctionName',
  'Logs::LogGroup': 'LogGroupName',
};

/** Resolves references as the account of the test servers would have them. */
export const named: Resolver = {
  ref: (found) => {
    const type = found.Type.slice('AWS::'.length);
    if (type === 'SNS::Topic') return ARNS[type]?.(found);
    if (type === 'SQS::Queue')
      return `https://sqs.${TEST_REGION}.amazonaws.com/${TEST_ACCOUNT}/${found.Properties['QueueName']}`;
    const property = NAMES[type];
    return property === undefined ? found.id : String(found.Properties[property]);
  },
  attribute: (found, name) =>
    name.endsWith('Arn') ? ARNS[found.Type.slice('AWS::'.length)]?.(found) : String(found.Properties[name] ?? found.id),
};
