import type { Settings } from '../settings.ts';

/** Variables that the docs' commands use, and that `earshot --adapters aws` reads, by the outputs that they hold. */
const VARIABLES: readonly (readonly [variable: string, output: string])[] = [
  ['START_TOPIC_ARN', 'StartTopicArn'],
  ['MEDIA_BUCKET', 'MediaBucket'],
  ['RESULTS_BUCKET', 'ResultsBucket'],
  ['TABLE', 'Table'],
  ['API_URL', 'ApiUrl'],
  ['EARSHOT_TABLE', 'Table'],
  ['EARSHOT_RESULTS_BUCKET', 'ResultsBucket'],
  ['EARSHOT_START_QUEUE_URL', 'StartQueueUrl'],
  ['EARSHOT_START_DLQ_URL', 'StartDlqUrl'],
  ['EARSHOT_RESULTS_QUEUE_URL', 'ResultsQueueUrl'],
  ['EARSHOT_RESULTS_DLQ_URL', 'ResultsDlqUrl'],
  ['EARSHOT_BDA_PROJECT_ARN', 'AnalysisProjectArn'],
  ['EARSHOT_INSIGHTS_TABLE', 'InsightsTable'],
  ['EARSHOT_SEARCH_BUCKET', 'VectorBucket'],
  ['EARSHOT_SEARCH_INDEX', 'MomentIndex'],
];

/** Lines for a shell to evaluate. */
export function exportsOf(settings: Settings, outputs: Readonly<Record<string, string>>): readonly string[] {
  const values: Record<string, string> = {
    AWS_REGION: settings.region,
    EARSHOT_INDEX_SHARDS: String(settings.table.indexShards),
    EARSHOT_UPLOADS_PREFIX: settings.media.uploadsPrefix,
    EARSHOT_OUTPUTS_PREFIX: settings.results.outputsPrefix,
    EARSHOT_RECORDS_PREFIX: settings.results.recordsPrefix,
    EARSHOT_EXPIRY_ATTRIBUTE: settings.table.expiryAttribute,
    ...(settings.search.enabled ? { EARSHOT_SEARCH_DIMENSIONS: String(settings.search.dimensions) } : {}),
  };
  for (const [variable, output] of VARIABLES) {
    const value = outputs[output];
    if (value !== undefined) values[variable] = value;
  }
  return Object.entries(values).map(([variable, value]) => `export ${variable}='${value.replaceAll("'", `'\\''`)}'`);
}
