import { type ServiceName, TEST_ACCOUNT, TEST_REGION, type TestServer } from '../test-server.js';
import type { StackQueues } from './stack-queues.js';

export interface StackEnvironmentInput {
  /** Where each service is found. */
  readonly fronts: ReadonlyMap<ServiceName, Pick<TestServer, 'url'>>;
  readonly queues: StackQueues;
  readonly tableName: string;
  readonly resultsBucket: string;
  readonly maxReceives: { readonly start: number; readonly results: number };
}

/** The variables by which a process finds a stack. */
export function stackEnvironment(input: StackEnvironmentInput): Readonly<Record<string, string>> {
  const { fronts, queues, tableName, resultsBucket, maxReceives } = input;
  const bedrock = `arn:aws:bedrock:${TEST_REGION}:${TEST_ACCOUNT}`;
  // The server names queues by a host that it makes up of region and address.
  const queueUrl = (url: string) => `${fronts.get('SQS')?.url}${url.replace(/^https?:\/\/[^/]+/, '')}`;
  return {
    ...Object.fromEntries([...fronts].map(([service, { url }]) => [`AWS_ENDPOINT_URL_${service}`, url])),
    AWS_REGION: TEST_REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EARSHOT_TABLE: tableName,
    EARSHOT_RESULTS_BUCKET: resultsBucket,
    EARSHOT_BDA_PROFILE_ARN: `${bedrock}:data-automation-profile/eu.data-automation-v1`,
    EARSHOT_BDA_PROJECT_ARN: `${bedrock}:data-automation-project/0123456789ab`,
    EARSHOT_START_QUEUE_URL: queueUrl(queues.start),
    EARSHOT_START_DLQ_URL: queueUrl(queues.startDlq),
    EARSHOT_START_MAX_RECEIVES: String(maxReceives.start),
    EARSHOT_RESULTS_QUEUE_URL: queueUrl(queues.results),
    EARSHOT_RESULTS_DLQ_URL: queueUrl(queues.resultsDlq),
    EARSHOT_RESULTS_MAX_RECEIVES: String(maxReceives.results),
    // So that tests wait no longer than they must.
    EARSHOT_RESULTS_RETRY_SECONDS: '1,2',
    EARSHOT_TOKEN_SECRET: 'a secret of a test',
    EARSHOT_LOG_LEVEL: 'DEBUG',
  };
}
