import type { Settings } from './settings.ts';

/** The functions, by the bundles that they run. */
export const FUNCTIONS = ['transcription', 'persistence', 'retrieval', 'sweep'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** What each thing is called. Names follow from settings alone, so that policies can name what doesn't exist yet. */
export function namesOf({ project, environment, prefix, region, ...settings }: Settings, account: string) {
  const own = (purpose: string) => `${project}-${environment}-${purpose}-${account}-${shortRegion(region)}`;
  const ownTable = `${project}-${environment}-call-recordings`;
  return {
    stack: `${project}-${environment}`,
    topic: `${prefix}-transcript`,
    alarmTopic: `${prefix}-alarms`,
    startQueue: `${prefix}-transcription-sqs-queue`,
    startDlq: `${prefix}-transcription-sqs-dlq`,
    resultsQueue: `${prefix}-persistence-sqs-queue`,
    resultsDlq: `${prefix}-persistence-sqs-dlq`,
    function: (name: FunctionName) => `${prefix}-${name}`,
    api: `${prefix}-analytics-api`,
    schedule: `${prefix}-sweep`,
    dispatchSchedule: `${prefix}-dispatch`,
    jobRule: `${prefix}-job-events`,
    uploadRule: `${prefix}-uploads`,
    manifestRule: `${prefix}-manifests`,
    importRule: `${prefix}-imports`,
    table: settings.table.existing ?? ownTable,
    /** The stack's own table, which the functions use unless the settings name another one. */
    ownTable,
    insightsTable: `${project}-${environment}-coaching-insights`,
    vectorBucket: own('vectors'),
    // Another number of dimensions takes another index.
    momentIndex: `moments-${settings.search.dimensions}`,
    mediaBucket: settings.media.existingBucket ?? own('media'),
    resultsBucket: settings.results.existingBucket ?? own('results'),
    accessLogsBucket: own('logs'),
    analysisProject: `${project}-${environment}`,
    otherAnalysisProject: `${project}-${environment}-movies`,
    blueprint: `${project}-${environment}-audio`,
    secret: `${project}/${environment}/page-tokens`,
    webhookSecret: `${project}/${environment}/webhooks`,
    dashboard: `${project}-${environment}`,
    metrics: `Earshot/${project}-${environment}`,
  };
}

/** What {@link namesOf} gives. */
export type Names = ReturnType<typeof namesOf>;

/** Buckets' names are unique the world over, and 63 characters long at most. */
function shortRegion(region: string): string {
  const letters = region.replaceAll(/north|south|east|west|central|gov/g, ([letter]) => letter ?? '');
  return letters.replaceAll('-', '');
}
