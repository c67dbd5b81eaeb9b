import {
  createApi,
  describeFault,
  type RequestLogEntry,
  type ServedApp,
  tokenAuthentication,
} from '@earshot/adapters-http';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { EarshotError, printable } from '@earshot/core';
import { readPage } from '@earshot/web';
import { type Command, Option } from 'commander';
import { isLoopback } from '../allowed-host.js';
import { type App, composeApp } from '../container.js';
import { examine } from '../local/doctor.js';
import type { LocalApp } from '../local/local-app.js';
import { startExporting } from '../local/start-exporting.js';
import { pageOrigins } from '../page-origins.js';
import { serveHttp } from '../serve-http.js';
import { type Address, type AddressOptions, addressOf, withAddress } from './address-option.js';
import { callsTable, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, openData, type TranscriptionOptions, withTranscription } from './data-option.js';
import { type ExportOptions, exportTargetOf, withExport } from './export-options.js';
import { embedInBackground, ingestLocal, showIngested } from './local-ingest.js';
import { type NoticeOptions, noticesOf, targetOptions, withNotices } from './notice-options.js';
import { reportDamaged } from './query-command.js';
import { rulesetsOf } from './rulesets-option.js';
import { ingestFolders, refuseMissing, tokenSecretOf } from './source-option.js';
import { styled } from './terminal.js';
import { type UnderstandOptions, understandingContext, withUnderstand } from './understand-option.js';
import { eventLine, watchFolders } from './watch-command.js';
import { type WatchingOptions, withWatching } from './watch-options.js';

const SHOWN = 20;

interface ServeOptions
  extends AddressOptions,
    TranscriptionOptions,
    WatchingOptions,
    UnderstandOptions,
    NoticeOptions,
    ExportOptions {
  readonly ingest?: readonly string[];
  readonly watch?: readonly string[];
  readonly adapters: 'local' | 'memory' | 'aws';
}

/** `earshot serve`: the HTTP API, and on this machine the folders that recordings are dropped into. */
export function addServeCommand(program: Command, context: Context): void {
  const command = program
    .command('serve')
    .description('transcribe recordings as they arrive, and serve calls over HTTP')
    .option('--ingest <path...>', 'ingest these recordings and results first')
    .option('--watch <folder...>', 'also watch these folders, besides the inbox of the data folder')
    .addOption(
      new Option('--adapters <name>', 'where calls are stored and analyzed')
        .choices(['local', 'memory', 'aws'])
        .default('local'),
    );
  const described = withTranscription(withAddress(withUnderstand(command)), context.settings);
  const configured = withExport(withNotices(withWatching(described)));
  configured.action(async (options: ServeOptions) => {
    refuseMixed(options);
    const target = exportTargetOf(options);
    const address = await addressOf(context, options);
    if (options.adapters === 'aws') return serveApp(context, await awsApp(context, options), address);
    await refuseMissing(options.ingest ?? []);
    const ingesting = await understandingContext(context, options);
    if (options.adapters === 'memory') return serveMemory(ingesting, options, address);
    const app = await openData(ingesting, options, await noticesOf(context, options));
    let exporting: Awaited<ReturnType<typeof startExporting>> | undefined;
    try {
      exporting = target && (await startExporting(app, target, reporting(context)));
      let tell: ReturnType<typeof eventLine> = () => {};
      app.work((report) => tell(report));
      if (options.ingest !== undefined) {
        await showIngested(context, app, await ingestLocal(context, app, options.ingest));
      }
      tell = eventLine(context);
      await serveLocal(context, app, address, options);
    } finally {
      await exporting?.stop();
      await app.close();
    }
  });
}

function reporting({ stderr }: Context): (error: unknown) => void {
  return (error) => {
    const text = error instanceof Error ? error.message : String(error);
    stderr.write(`${styled(stderr, 'yellow', printable(text))}\n`);
  };
}

function refuseMixed(options: ServeOptions): void {
  const { adapters, ingest, understand, watch: folders, data, settle, poll } = options;
  if (understand && ingest === undefined) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', '--understand requires --ingest', {
      details: { field: '--understand', expected: '--ingest', found: 'none' },
    });
  }
  const local = {
    '--watch': folders,
    '--settle': settle,
    '--poll': poll,
    '--data': data,
    '--export-to': options.exportTo,
    ...(adapters === 'aws' && { '--ingest': ingest }),
    ...(adapters === 'memory' && targetOptions(options)),
  };
  const [mixed] = Object.entries(local).find(([, value]) => value !== undefined) ?? [];
  if (adapters === 'local' || mixed === undefined) return;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${mixed} can't be combined with --adapters ${adapters}`, {
    details: { field: mixed, expected: '--adapters local', found: adapters },
  });
}

/** Sends no notices: it would send them again at each start, because memory forgets what was sent. */
async function serveMemory(context: Context, options: ServeOptions, address: Address): Promise<void> {
  const { ingest, copies } = options;
  const rulesets = await rulesetsOf(context, options);
  // What is in memory alone is searched by words: embedding it again at each start would take too long.
  const search = {};
  if (ingest === undefined) return serveApp(context, composeApp([memoryModule()], { rulesets, search }), address);
  const { app, counts } = await ingestFolders(context, ingest, { copies, rulesets, search });
  const { items, nextToken } = await readerOf(app).list({ pageSize: SHOWN });
  context.stdout.write(`${callsTable(context.stdout, items)}\n\n${countsText(context.stdout, counts)}\n`);
  if (nextToken !== undefined) context.stdout.write(`Showing the newest ${SHOWN}\n`);
  return serveApp(context, app, address);
}

/** The SDK takes a while to load, and only this needs it. */
async function awsApp(context: Context, options: ServeOptions): Promise<App> {
  const { environment, settings, formats } = context;
  const { copies } = options;
  const { APP_VARIABLES, composeAwsApp } = await import('../aws/aws-app.js');
  const { readAwsVariables } = await import('@earshot/adapters-aws');
  const { deadLetterQueues, queueCounters } = await import('../aws/queues.js');
  const variables = readAwsVariables(environment, APP_VARIABLES);
  const queues = queueCounters(environment);
  return composeAwsApp(copies ? { ...variables, EARSHOT_COPIES: copies } : variables, {
    ...tokenSecretOf(settings),
    queues,
    ...(queues.length > 0 && { deadLetters: deadLetterQueues(environment) }),
    formats,
    notices: await noticesOf(context, options),
    rulesets: await rulesetsOf(context, options),
  });
}

/** Serves the calls of this machine and watches its folders, until a person stops it. */
export async function serveLocal(
  context: Context,
  app: LocalApp,
  address: Address,
  options: WatchingOptions & DataOptions & { readonly watch?: readonly string[] } = {},
): Promise<void> {
  const stopWatching = await watchFolders(context, app, [app.local.inbox, ...(options.watch ?? [])], options);
  const embedding = embedInBackground(context, app);
  try {
    await serveApp(context, app.app, address, () =>
      examine({ ...context, folder: dataFolder(context, options), withLocal: (look) => look(app.local) }),
    );
  } finally {
    await embedding.stop();
    await stopWatching();
  }
}

/** Serves an app until a person stops it. */
async function serveApp(context: Context, app: App, address: Address, doctor?: ServedApp['doctor']): Promise<void> {
  const { stdout, stderr, version } = context;
  const { host, port, allowedHosts, corsOrigins, tokens } = address;
  const log = (entry: RequestLogEntry) => {
    if (entry.status >= 500) stderr.write(faultLines(entry));
    if (entry.damaged !== undefined) reportDamaged(context, entry.damaged);
  };
  const authentication =
    tokens === undefined ? {} : { authentication: tokenAuthentication({ tokens, sign: app.sign }) };
  const api = createApi(
    { ...app, doctor },
    {
      version,
      adapters: app.adapters,
      queues: app.queues,
      corsOrigins,
      log,
      page: await readPage(),
      pageOrigins: await pageOrigins(app),
      ...authentication,
    },
  );
  const server = await serveHttp(api, { host, port, allowedHosts, log });
  const { url } = server;
  const reach = isLoopback(host) ? 'this machine only' : 'other machines too';
  const callers = tokens === undefined ? 'no token needed' : 'token required';
  stdout.write(`\nListening on ${server.address} (${reach}, ${callers})\n`);
  stdout.write(
    `Open ${styled(stdout, 'bold', `${url}/`)} in a browser; programs ask ${url}/analytics, explained at ${url}/docs\n`,
  );
  stdout.write('Stop with Ctrl-C.\n');
  await context.untilStopped();
  await server.close();
  await app.close();
}

/** What is logged of a request that the server caused. */
function faultLines({ method, route, status, requestId, error }: RequestLogEntry): string {
  const fault = describeFault(error);
  const line = `${new Date().toISOString()} ${method} ${route} ${status} request ${requestId}: ${fault.error}`;
  return [line, ...fault.at.map((place) => `    at ${place}`), ''].join('\n');
}
