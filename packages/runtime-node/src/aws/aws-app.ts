import { BedrockDataAutomationRuntimeClient } from '@aws-sdk/client-bedrock-data-automation-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  ANALYZER_VARIABLES,
  analyzerOptions,
  LAYOUT_VARIABLES,
  layoutOf,
  REPOSITORY_VARIABLES,
  readAwsVariables,
} from '@earshot/adapters-aws';
import { awsModule } from '@earshot/adapters-aws/inversify';
import { type App, type AppSettings, composeApp } from '../container.js';

/** What the process's environment holds. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that describe an app over AWS. */
export const APP_VARIABLES = [
  ...REPOSITORY_VARIABLES,
  ...ANALYZER_VARIABLES,
  ...LAYOUT_VARIABLES,
  'EARSHOT_COPIES',
] as const;

/**
 * Composes an app over AWS as the environment describes it, without an event source. Region and credentials come by the
 * SDK's own chain.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` that names every missing and every wrong variable at once
 */
export function composeAwsApp(environment: Environment, settings: Pick<AppSettings, 'tokenSecret'> = {}): App {
  const variables = readAwsVariables(environment, APP_VARIABLES);
  const module = awsModule({
    audioAnalyzer: analyzerOptions(variables, new BedrockDataAutomationRuntimeClient({})),
    resultStore: { client: new S3Client({}) },
    recordRepository: {
      client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
      tableName: variables.EARSHOT_TABLE,
      shards: variables.EARSHOT_INDEX_SHARDS,
      overflowPrefix: `s3://${variables.EARSHOT_RESULTS_BUCKET}/${variables.EARSHOT_RECORDS_PREFIX}`,
    },
  });
  return composeApp([module], {
    ...settings,
    layout: layoutOf(variables),
    resultsBucket: variables.EARSHOT_RESULTS_BUCKET,
    copies: variables.EARSHOT_COPIES,
  });
}
