import {
  INSIGHT_VARIABLES,
  insightOptions,
  LAYOUT_VARIABLES,
  RECORDING_VARIABLES,
  REPOSITORY_VARIABLES,
  SEARCH_VARIABLES,
  searchPlaceOf,
} from '@earshot/adapters-aws';
import { type ApiRequest, createReadingApi, describeFault, type RequestLogEntry } from '@earshot/adapters-http';
import { createReaders } from '@earshot/core';
import { digests, signWith, storageOf } from '../adapters.js';
import { createApiHandler } from '../api-handler.js';
import { readEnvironment, telemetryOf } from '../environment.js';
import { gatewayAuthentication } from '../gateway-caller.js';
import { loadedOnUse } from '../loaded-on-use.js';

const environment = readEnvironment([
  ...REPOSITORY_VARIABLES,
  ...INSIGHT_VARIABLES,
  ...SEARCH_VARIABLES,
  ...LAYOUT_VARIABLES,
  ...RECORDING_VARIABLES,
  'EARSHOT_COPIES',
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

const settings = {
  corsOrigins: variables.EARSHOT_CORS_ORIGINS,
  adapters: { RecordRepository: 'DynamoRecordRepository', ResultStore: 'S3ResultStore' },
  authentication: gatewayAuthentication,
  log: note,
};
const readingApi = createReadingApi(
  { ...createReaders({ repository, store, sign }), coaching, digests },
  { ...settings, jobCommands: variables.EARSHOT_JOB_COMMANDS },
);

const place = searchPlaceOf(variables);
type RequestHandler = Pick<typeof readingApi, 'handle'>;
let searchApi: Promise<RequestHandler> | undefined;
let recordingsApi: Promise<RequestHandler> | undefined;
let commandsApi: Promise<RequestHandler> | undefined;
/** Without a setting for them, these paths lead nowhere. */
const OF_RECORDINGS = /^\/(uploads(\/.*)?|jobs\/[^/]+\/(cancel|retry)|calls\/[^/]+\/(recording|recording-url|peaks))$/;

/** Paths of commands. A preflight may precede one of them. */
const OF_CALLS = /^\/calls(\/[^/]+(\/(restart|participants|notes(\/[^/]+)?))?)?$/;

/** What answers a request: what searches, plays recordings, brings them in or changes calls is loaded with the first such request. */
const apiOf = async ({ url, method }: ApiRequest): Promise<RequestHandler> => {
  const { pathname, searchParams } = new URL(url);
  if (place !== undefined && pathname === '/search') {
    searchApi ??= import('../search-api.js').then(({ searchApiOf }) => {
      return searchApiOf({ place, variables, tables, repository, store, sign }, settings);
    });
    return searchApi;
  }
  if (variables.EARSHOT_CALL_COMMANDS && !/^(GET|HEAD)$/.test(method) && OF_CALLS.test(pathname)) {
    commandsApi ??= import('../call-commands-api.js').then(({ callCommandsApiOf }) => {
      return callCommandsApiOf({ variables, tables, repository, store }, settings);
    });
    return commandsApi;
  }
  if (OF_RECORDINGS.test(pathname) || (pathname === '/health' && searchParams.has('queues'))) {
    recordingsApi ??= import('../recordings-api.js').then(({ recordingsApiOf }) => {
      return recordingsApiOf({ variables, tables, repository, store, sign }, settings);
    });
    return recordingsApi;
  }
  return readingApi;
};

/** Answers API Gateway and function URLs with calls, and with moments of calls. */
export const handler = createApiHandler({ handle: async (request) => (await apiOf(request)).handle(request) }, note);

/** What an error says may hold what a customer said: it is for those who ask for it. */
function note({ error, ...entry }: Partial<RequestLogEntry> & Pick<RequestLogEntry, 'requestId' | 'status'>): void {
  if (entry.status < 500 && entry.damaged === undefined) log.info('answered', entry);
  else log.error('answered', { ...entry, ...(error === undefined ? {} : describeFault(error)) });
  if (error instanceof Error) log.debug('why', { requestId: entry.requestId, reason: error.message });
}
