import { createApi } from '@earshot/adapters-http';
import { memoryModule } from '@earshot/adapters-memory/inversify';
import { EarshotError } from '@earshot/core';
import { type Command, Option } from 'commander';
import { type App, composeApp } from '../container.js';
import { listen } from '../listen.js';
import type { LocalApp } from '../local/local-app.js';
import { callsTable, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import { type Context, ingestFolders, tokenSecretOf } from './context.js';
import { type ListeningOptions, openData, withListening } from './data-option.js';
import { newsLine, watchFolders } from './listen-command.js';
import { ingestLocal, showIngested } from './local-ingest.js';
import { wholeNumber } from './query-options.js';
import { styled } from './terminal.js';

const SHOWN = 20;

/** Where to listen. */
export interface AddressOptions {
  readonly host?: string;
  readonly port?: number;
  readonly corsOrigin?: readonly string[];
}

interface ServeOptions extends AddressOptions, ListeningOptions {
  readonly ingest?: readonly string[];
  readonly listen?: readonly string[];
  readonly adapters: 'local' | 'memory' | 'aws';
}

/** Adds the choice of where to listen. */
export function withAddress(command: Command): Command {
  return command
    .option('--host <address>', 'listen on this address (default: 127.0.0.1, this machine only)')
    .option('--port <number>', 'listen on this port, 0 for a free one (default: 8710)', wholeNumber(0, 65_535))
    .option('--cors-origin <origin...>', 'let pages from these origins ask');
}

/** `earshot serve`: the HTTP API, and on this machine the folders that recordings are dropped into. */
export function addServeCommand(program: Command, context: Context): void {
  const command = program
    .command('serve')
    .description('listen to recordings that arrive, and serve calls over HTTP')
    .option('--ingest <path...>', 'take in these recordings and results first')
    .option('--listen <folder...>', 'listen to the recordings that arrive here, besides the inbox of the data folder')
    .addOption(
      new Option('--adapters <name>', 'where calls are kept and analysed')
        .choices(['local', 'memory', 'aws'])
        .default('local'),
    );
  withListening(withAddress(command)).action(async (options: ServeOptions) => {
    refuseMixed(options);
    if (options.adapters === 'aws') return serveApp(context, await awsApp(context), options);
    if (options.adapters === 'memory') return serveMemory(context, options);
    const app = await openData(context, options);
    try {
      let tell: ReturnType<typeof newsLine> = () => {};
      app.work((report) => tell(report));
      if (options.ingest !== undefined) {
        await showIngested(context, app, await ingestLocal(context, app, options.ingest));
      }
      tell = newsLine(context);
      await serveLocal(context, app, options);
    } finally {
      await app.close();
    }
  });
}

function refuseMixed({ adapters, ingest, listen: folders, data }: ServeOptions): void {
  const local = { '--listen': folders, '--data': data, ...(adapters === 'aws' && { '--ingest': ingest }) };
  const [mixed] = Object.entries(local).find(([, value]) => value !== undefined) ?? [];
  if (adapters === 'local' || mixed === undefined) return;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${mixed} has no meaning with --adapters ${adapters}`, {
    details: { field: mixed, expected: '--adapters local', found: adapters },
  });
}

async function serveMemory(context: Context, options: ServeOptions): Promise<void> {
  if (options.ingest === undefined) return serveApp(context, composeApp([memoryModule()]), options);
  const { app, counts } = await ingestFolders(context, options.ingest);
  const { items, nextToken } = await readerOf(app).list({ pageSize: SHOWN });
  context.stdout.write(`${callsTable(context.stdout, items)}\n\n${countsText(context.stdout, counts)}\n`);
  if (nextToken !== undefined) context.stdout.write(`shown are the newest ${SHOWN}\n`);
  return serveApp(context, app, options);
}

/** The SDK takes a while to load, and only this needs it. */
async function awsApp({ environment, settings }: Context): Promise<App> {
  const { APP_VARIABLES, composeAwsApp } = await import('../aws/aws-app.js');
  const { readAwsVariables } = await import('@earshot/adapters-aws');
  return composeAwsApp(readAwsVariables(environment, APP_VARIABLES), tokenSecretOf(settings));
}

/** Serves the calls of this machine, and listens to what arrives, until a person stops it. */
export async function serveLocal(
  context: Context,
  app: LocalApp,
  options: AddressOptions & { readonly listen?: readonly string[] },
): Promise<void> {
  const watcher = await watchFolders(context, app, [app.local.inbox, ...(options.listen ?? [])]);
  try {
    await serveApp(context, app.app, options);
  } finally {
    await watcher.close();
  }
}

/** Serves an app until a person stops it. */
async function serveApp(context: Context, app: App, options: AddressOptions): Promise<void> {
  const { settings, stdout } = context;
  const corsOrigins = options.corsOrigin ?? settings.corsOrigins;
  const api = createApi(app, { version: context.version, adapters: app.adapters, corsOrigins });
  const server = await listen(api, { host: options.host ?? settings.host, port: options.port ?? settings.port });
  const { url } = server;
  stdout.write(`\nServing calls at ${styled(stdout, 'bold', `${url}/analytics`)}, explained at ${url}/docs\n`);
  stdout.write('Stop with Ctrl-C.\n');
  await context.untilStopped();
  await server.close();
  await app.close();
}
