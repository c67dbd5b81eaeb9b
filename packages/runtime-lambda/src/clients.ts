import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Two tries after the first, and no waiting for a connection that doesn't come about. */
const PATIENCE = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 20_000 },
} as const;

/** The clients of one function, each made once per cold start, where it is used. */
export const s3Client = () => new S3Client(PATIENCE);
export const sqsClient = () => new SQSClient(PATIENCE);
export const bedrockClient = () => new BedrockDataAutomationRuntimeClient(PATIENCE);
export const dynamoDbClient = () => DynamoDBDocumentClient.from(new DynamoDBClient(PATIENCE));
