import {
  DEFAULT_LAYOUT,
  FILES_PREFIX,
  type JobSlots,
  type Layout,
  ObjectUri,
  objectUri,
  type ResultStore,
  recordingNames,
} from '@earshot/core';
import type { BdaAudioAnalyzerOptions } from './bda/bda-audio-analyzer.js';
import type { DynamoInsightRepositoryOptions } from './dynamodb/dynamo-insight-repository.js';
import type { DynamoRecordRepositoryOptions } from './dynamodb/dynamo-record-repository.js';
import type { DynamoSharedStateOptions } from './dynamodb/dynamo-shared-state.js';
import type { TitanDimensions } from './titan/index.js';
import { type AwsVariables, MAX_JOBS } from './variables.js';

/** The variables that say where calls are kept. */
export const REPOSITORY_VARIABLES = [
  'EARSHOT_TABLE',
  'EARSHOT_INDEX_SHARDS',
  'EARSHOT_RESULTS_BUCKET',
  'EARSHOT_RECORDS_PREFIX',
] as const;

/** The variables that say where processes share values. */
export const STATE_VARIABLES = ['EARSHOT_TABLE', 'EARSHOT_EXPIRY_ATTRIBUTE'] as const;

/** The variables that say how recordings are analyzed. */
export const ANALYZER_VARIABLES = [
  'EARSHOT_BDA_PROFILE_ARN',
  'EARSHOT_BDA_PROJECT_ARN',
  'EARSHOT_BDA_AUDIO_PROJECT_ARN',
  'EARSHOT_BDA_VIDEO_PROJECT_ARN',
  'EARSHOT_BDA_PROJECT_STAGE',
  'EARSHOT_BDA_BLUEPRINT_ARN',
  'EARSHOT_BDA_KMS_KEY_ID',
] as const;

/** The variables that say how many jobs may run at once. */
export const JOBS_VARIABLES = ['EARSHOT_JOBS_EXPECTED', 'EARSHOT_JOBS_MAXIMUM'] as const;

/** The variables that say where recordings and results lie. */
export const LAYOUT_VARIABLES = [
  'EARSHOT_UPLOADS_PREFIX',
  'EARSHOT_OUTPUTS_PREFIX',
  'EARSHOT_IMPORTS',
  'EARSHOT_NAME_PATTERN',
  'EARSHOT_TIME_ZONE',
] as const;

/** The variables that say what the API does with recordings, calls and jobs besides reading. */
export const RECORDING_VARIABLES = [
  'EARSHOT_PLAYBACK',
  'EARSHOT_UPLOADS_BUCKET',
  'EARSHOT_JOB_COMMANDS',
  'EARSHOT_CALL_COMMANDS',
] as const;

/** The variables that say what analyses cost. */
export const COST_VARIABLES = ['EARSHOT_MINUTES_PER_CALL', 'EARSHOT_ANALYSIS_USD_PER_MINUTE'] as const;

/** The variables that say where notices of calls go. */
export const NOTICE_VARIABLES = [
  'EARSHOT_NOTIFY_EVENT_BUS',
  'EARSHOT_NOTIFY_TOPIC_ARN',
  'EARSHOT_NOTIFY_WEBHOOK_URL',
  'EARSHOT_NOTIFY_WEBHOOK_SECRET',
  'EARSHOT_NOTIFY_CALL_IDS',
] as const;

/** The variables that say where insights are kept. */
export const INSIGHT_VARIABLES = [
  'EARSHOT_INSIGHTS_TABLE',
  'EARSHOT_INDEX_SHARDS',
  'EARSHOT_EXPIRY_ATTRIBUTE',
] as const;

/** The variables that say where moments are searched. */
export const SEARCH_VARIABLES = ['EARSHOT_SEARCH_BUCKET', 'EARSHOT_SEARCH_INDEX', 'EARSHOT_SEARCH_DIMENSIONS'] as const;

/** Where moments are searched, from environment variables; `undefined` where they name no vector bucket. */
export function searchPlaceOf(variables: AwsVariables<(typeof SEARCH_VARIABLES)[number]>): SearchPlace | undefined {
  const { EARSHOT_SEARCH_BUCKET: vectorBucketName, EARSHOT_SEARCH_INDEX: indexName } = variables;
  if (vectorBucketName === undefined) return undefined;
  return { vectorBucketName, indexName, dimensions: variables.EARSHOT_SEARCH_DIMENSIONS };
}

/** A vector index, and how long its vectors are. */
export interface SearchPlace {
  readonly vectorBucketName: string;
  readonly indexName: string;
  readonly dimensions: TitanDimensions;
}

/** Options of the repository of insights, from environment variables; `undefined` if they name no table. */
export function insightOptions(
  variables: AwsVariables<(typeof INSIGHT_VARIABLES)[number]>,
  client: DynamoInsightRepositoryOptions['client'],
): DynamoInsightRepositoryOptions | undefined {
  const { EARSHOT_INSIGHTS_TABLE: tableName, EARSHOT_INDEX_SHARDS: shards } = variables;
  if (tableName === undefined) return undefined;
  return { client, tableName, shards, expiryAttribute: variables.EARSHOT_EXPIRY_ATTRIBUTE };
}

/** Where files of calls are, from environment variables. */
export function filesFolderOf(variables: AwsVariables<'EARSHOT_RESULTS_BUCKET'>): ObjectUri {
  return objectUri(variables.EARSHOT_RESULTS_BUCKET, FILES_PREFIX);
}

/** Options of the repository, from environment variables; long parts of records go to the store. */
export function repositoryOptions(
  variables: AwsVariables<(typeof REPOSITORY_VARIABLES)[number]>,
  client: DynamoRecordRepositoryOptions['client'],
  store: ResultStore,
): DynamoRecordRepositoryOptions {
  const prefix = ObjectUri.parse(`s3://${variables.EARSHOT_RESULTS_BUCKET}/${variables.EARSHOT_RECORDS_PREFIX}`);
  return {
    client,
    tableName: variables.EARSHOT_TABLE,
    shards: variables.EARSHOT_INDEX_SHARDS,
    overflow: { store, prefix },
  };
}

/** Options of the shared state, from environment variables. */
export function sharedStateOptions(
  variables: AwsVariables<(typeof STATE_VARIABLES)[number]>,
  client: DynamoSharedStateOptions['client'],
): DynamoSharedStateOptions {
  return { client, tableName: variables.EARSHOT_TABLE, expiryAttribute: variables.EARSHOT_EXPIRY_ATTRIBUTE };
}

/** Options of the analyzer, from environment variables. */
export function analyzerOptions(
  variables: AwsVariables<(typeof ANALYZER_VARIABLES)[number]>,
  client: BdaAudioAnalyzerOptions['client'],
  recordings?: BdaAudioAnalyzerOptions['recordings'],
): BdaAudioAnalyzerOptions {
  const {
    EARSHOT_BDA_PROFILE_ARN: profileArn,
    EARSHOT_BDA_PROJECT_ARN: projectArn,
    EARSHOT_BDA_AUDIO_PROJECT_ARN: audioProjectArn,
    EARSHOT_BDA_VIDEO_PROJECT_ARN: videoProjectArn,
    EARSHOT_BDA_PROJECT_STAGE: stage,
    EARSHOT_BDA_BLUEPRINT_ARN: blueprintArn,
    EARSHOT_BDA_KMS_KEY_ID: kmsKeyId,
  } = variables;
  return {
    client,
    ...(recordings === undefined ? {} : { recordings }),
    profileArn,
    ...(projectArn === undefined ? {} : { projectArn, stage }),
    ...(audioProjectArn === undefined ? {} : { audioProjectArn }),
    ...(videoProjectArn === undefined ? {} : { videoProjectArn }),
    ...(blueprintArn === undefined ? {} : { blueprints: [{ arn: blueprintArn }] }),
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  };
}

/** The layout of the buckets that variables describe. */
export function layoutOf(variables: AwsVariables<(typeof LAYOUT_VARIABLES)[number]>): Layout {
  const { EARSHOT_NAME_PATTERN: pattern, EARSHOT_TIME_ZONE: timeZone } = variables;
  const isNamed = pattern !== undefined || timeZone !== undefined;
  return {
    ...DEFAULT_LAYOUT,
    uploadsPrefix: variables.EARSHOT_UPLOADS_PREFIX,
    outputsPrefix: variables.EARSHOT_OUTPUTS_PREFIX,
    imports: variables.EARSHOT_IMPORTS,
    ...(isNamed && { names: recordingNames({ pattern, timeZone }) }),
  };
}

/** How many jobs may run at once, from environment variables. */
export function jobSlotsOf(variables: AwsVariables<(typeof JOBS_VARIABLES)[number]>): JobSlots {
  const { EARSHOT_JOBS_EXPECTED: expected, EARSHOT_JOBS_MAXIMUM: maximum } = variables;
  return maximum < MAX_JOBS ? { expected, maximum } : { expected };
}
