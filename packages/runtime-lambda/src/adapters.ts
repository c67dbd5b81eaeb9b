import { createHash, createHmac } from 'node:crypto';
import {
  type ANALYZER_VARIABLES,
  type AwsVariables,
  analyzerOptions,
  BdaAudioAnalyzer,
  DynamoRecordRepository,
  DynamoSharedState,
  LambdaBatchEventSource,
  type REPOSITORY_VARIABLES,
  recordingStat,
  repositoryOptions,
  S3RecordingAccess,
  S3ResultStore,
  type STATE_VARIABLES,
  sharedStateOptions,
} from '@earshot/adapters-aws';
import type { Digests, TelephonyStores } from '@earshot/core';
import { bedrockClient, dynamoDbClient, s3Client, sqsClient } from './clients.js';
import type { SqsBatch } from './lambda-events.js';

/** Where results are stored and records are kept, as a function's variables say. */
export function storageOf(variables: AwsVariables<(typeof REPOSITORY_VARIABLES)[number]>) {
  const tables = dynamoDbClient();
  const store = new S3ResultStore({ client: s3Client() });
  return { store, repository: new DynamoRecordRepository(repositoryOptions(variables, tables, store)), tables };
}

/** {@link storageOf}, and what processes share. */
export function sharedStorageOf(
  variables: AwsVariables<(typeof REPOSITORY_VARIABLES | typeof STATE_VARIABLES)[number]>,
) {
  const tables = dynamoDbClient();
  const store = new S3ResultStore({ client: s3Client() });
  return {
    store,
    repository: new DynamoRecordRepository(repositoryOptions(variables, tables, store)),
    state: new DynamoSharedState(sharedStateOptions(variables, tables)),
    /** For what is loaded on demand. */
    tables,
  };
}

/** Where facts from telephone systems are stored. */
export function telephonyStores(): TelephonyStores {
  const client = s3Client();
  return { sidecars: new S3ResultStore({ client }), recordings: { stat: (uri) => recordingStat(client, uri) } };
}

/** What analyzes recordings, as a function's variables say. */
export function analyzerOf(variables: AwsVariables<(typeof ANALYZER_VARIABLES)[number]>): BdaAudioAnalyzer {
  const recordings = new S3RecordingAccess({ client: s3Client() });
  return new BdaAudioAnalyzer(analyzerOptions(variables, bedrockClient(), recordings));
}

/** Makes sources of the batches that come from a queue. */
export function batchesOf(queueUrl: string, deadLetterQueueUrl: string): (event: SqsBatch) => LambdaBatchEventSource {
  const client = sqsClient();
  return (event) => new LambdaBatchEventSource({ event, client, queueUrl, deadLetterQueueUrl });
}

/** MD5 and SHA-256 by `node:crypto`. */
export const digests: Digests = {
  md5Hex: (text) => createHash('md5').update(text, 'utf8').digest('hex'),
  sha256Hex: (data) => createHash('sha256').update(data).digest('hex'),
};

/** Signs text with a secret: HMAC of SHA-256, as hex. */
export function signWith(secret: string): (text: string) => string {
  return (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}
