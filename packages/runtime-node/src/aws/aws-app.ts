import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { S3VectorsClient } from '@aws-sdk/client-s3vectors';
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
  SEARCH_VARIABLES,
  type SearchPlace,
  STATE_VARIABLES,
  searchPlaceOf,
  sharedStateOptions,
  TitanEmbedder,
} from '@earshot/adapters-aws';
import { awsModule } from '@earshot/adapters-aws/inversify';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type App, type AppSettings, composeApp } from '../container.js';

/** The variables that describe an app over AWS. */
export const APP_VARIABLES = [
  ...REPOSITORY_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  ...STATE_VARIABLES,
  ...JOBS_VARIABLES,
  ...INSIGHT_VARIABLES,
  ...SEARCH_VARIABLES,
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
  settings: Pick<AppSettings, 'tokenSecret' | 'formats' | 'notices' | 'rulesets' | 'queues' | 'deadLetters'> = {},
): App {
  const s3 = new S3Client({});
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const place = searchPlaceOf(variables);
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
    momentIndex: place && { ...place, client: new S3VectorsClient({}) },
  });
  const bucket = variables.EARSHOT_UPLOADS_BUCKET;
  return composeApp([module], {
    ...settings,
    files: { isOn: variables.EARSHOT_FILES, folder: filesFolderOf(variables) },
    search: place && { embedder: embedderOf(place) },
    layout: layoutOf(variables),
    resultsBucket: variables.EARSHOT_RESULTS_BUCKET,
    uploads: bucket === undefined ? undefined : { scheme: 's3', bucket },
    copies: variables.EARSHOT_COPIES,
    jobs: jobSlotsOf(variables),
    maxAttempts: variables.EARSHOT_SWEEP_MAX_ATTEMPTS,
  });
}

function embedderOf({ dimensions }: SearchPlace): TitanEmbedder {
  // By itself this client speaks HTTP/2, which proxies before it may not.
  const client = new BedrockRuntimeClient({ requestHandler: new NodeHttpHandler() });
  return new TitanEmbedder({ client, dimensions });
}
