import { INSIGHT_VARIABLES, insightOptions, REPOSITORY_VARIABLES } from '@earshot/adapters-aws';
import { createReadingApi, describeFault, type RequestLogEntry } from '@earshot/adapters-http';
import { createReaders } from '@earshot/core';
import { digests, signWith, storageOf } from '../adapters.js';
import { createApiHandler } from '../api-handler.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { gatewayAuthentication } from '../gateway-caller.js';
import { loadedOnUse } from '../loaded-on-use.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...INSIGHT_VARIABLES,
  'EARSHOT_TOKEN_SECRET',
  'EARSHOT_CORS_ORIGINS',
]);
const { variables } = environment;
const { log } = telemetryOf('retrieval', environment);
const { store, repository, tables } = storageOf(variables);
const sign = signWith(variables.EARSHOT_TOKEN_SECRET);
const insights = insightOptions(variables, tables);
const coaching =
  insights && loadedOnUse(async () => (await import('../coaching-use-cases.js')).coachingUseCases(insights, sign));

/** Answers API Gateway and function URLs with calls. */
export const handler = createApiHandler(
  createReadingApi(
    {
      ...createReaders({ repository, store, sign }),
      coaching,
      digests,
    },
    {
      corsOrigins: variables.EARSHOT_CORS_ORIGINS,
      adapters: { RecordRepository: 'DynamoRecordRepository', ResultStore: 'S3ResultStore' },
      authentication: gatewayAuthentication,
      log: note,
    },
  ),
  note,
);

/** What an error says may hold what a customer said: it is for those who ask for it. */
function note({ error, ...entry }: Partial<RequestLogEntry> & Pick<RequestLogEntry, 'requestId' | 'status'>): void {
  if (entry.status < 500 && entry.damaged === undefined) log.info('answered', entry);
  else log.error('answered', { ...entry, ...(error === undefined ? {} : describeFault(error)) });
  if (error instanceof Error) log.debug('why', { requestId: entry.requestId, reason: error.message });
}
