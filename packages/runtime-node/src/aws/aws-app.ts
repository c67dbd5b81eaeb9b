import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  ANALYZER_VARIABLES,
  type AwsVariables,
  analyzerOptions,
  filesFolderOf,
  INSIGHT_VARIABLES,
  insightOptions,
  JOBS_VARIABLES,
  jobSlotsOf,
  LAYOUT_VARIABLES,
  layoutOf,
  REPOSITORY_VARIABLES,
  repositoryOptions,
  S3RecordingAccess,
  STATE_VARIABLES,
  sharedStateOptions,
} from '@earshot/adapters-aws';
import { awsModule } from '@earshot/adapters-aws/inversify';
import { type App, type AppSettings, composeApp } from '../container.js';

/** The variables that describe an app over AWS. */
export const APP_VARIABLES = [
  ...REPOSITORY_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  ...STATE_VARIABLES,
  ...JOBS_VARIABLES,
  ...INSIGHT_VARIABLES,
  'EARSHOT_UPLOADS_BUCKET',
  'EARSHOT_COPIES',
  'EARSHOT_FILES',
  'EARSHOT_SWEEP_MAX_ATTEMPTS',
] as const;

/**
 * Composes an app over AWS as the variables describe it, without an event source. Region and credentials come by the
 * SDK's own chain.
 */
export function composeAwsApp(
  variables: AwsVariables<(typeof APP_VARIABLES)[number]>,
  settings: Pick<AppSettings, 'tokenSecret' | 'formats' | 'notices' | 'rulesets' | 'queues'> = {},
): App {
  const s3 = new S3Client({});
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const module = awsModule({
    audioAnalyzer: analyzerOptions(
      variables,
      new BedrockDataAutomationRuntimeClient({}),
      new S3RecordingAccess({ client: s3 }),
    ),
    resultStore: { client: s3 },
    recordingStore: { client: s3 },
    recordRepository: (store) => repositoryOptions(variables, tables, store),
    sharedState: sharedStateOptions(variables, tables),
    insightRepository: insightOptions(variables, tables),
  });
  const bucket = variables.EARSHOT_UPLOADS_BUCKET;
  return composeApp([module], {
    ...settings,
    files: { isOn: variables.EARSHOT_FILES, folder: filesFolderOf(variables) },
    layout: layoutOf(variables),
    resultsBucket: variables.EARSHOT_RESULTS_BUCKET,
    uploads: bucket === undefined ? undefined : { scheme: 's3', bucket },
    copies: variables.EARSHOT_COPIES,
    jobs: jobSlotsOf(variables),
    maxAttempts: variables.EARSHOT_SWEEP_MAX_ATTEMPTS,
  });
}
