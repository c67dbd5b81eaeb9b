import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Two tries after the first, and no waiting for a connection that doesn't come about. */
export const PATIENCE = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 },
} as const;

/** A client that is made when it is first used: some are used only when something goes wrong. */
function lazily<C extends { send(...args: never[]): unknown }>(make: () => C | Promise<C>): Pick<C, 'send'> {
  let client: C | Promise<C> | undefined;
  const send = async (...args: never[]) => {
    client ??= make();
    return (await client).send(...args);
  };
  return { send } as Pick<C, 'send'>;
}

/** The clients of one function, at most one of each per cold start. */
export const s3Client = () => lazily(() => new S3Client(PATIENCE));
export const sqsClient = () =>
  lazily(async () => {
    const { SQSClient } = await import('@aws-sdk/client-sqs');
    return new SQSClient(PATIENCE);
  });
export const bedrockClient = () => lazily(() => new BedrockDataAutomationRuntimeClient(PATIENCE));
export const dynamoDbClient = () => lazily(() => DynamoDBDocumentClient.from(new DynamoDBClient(PATIENCE)));
