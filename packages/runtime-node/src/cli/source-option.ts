import { createHmac, randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { CallReading } from '@earshot/adapters-http';
import { findResults, openLocalToRead } from '@earshot/adapters-local';
import { type Copies, createCoaching, createReaders, EarshotError, SearchMoments } from '@earshot/core';
import { UniversalSentenceEncoder } from '@earshot/language';
import type { Command } from 'commander';
import { type App, type AppSettings, digests } from '../container.js';
import { DEFAULT_PORT, type Settings } from '../environment.js';
import { composeFolderApp, type IngestCounts } from '../ingest/ingest.js';
import { type TokenOptions, tokenOf, withToken } from './access-token-option.js';
import { findingPrefixes } from './call-names.js';
import { type CallsReader, isServing, readerAt, readerOf } from './calls-reader.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, withData } from './data-option.js';
import { progressBar, styled } from './terminal.js';

/** Where the reading commands find calls. */
export interface SourceOptions extends DataOptions, TokenOptions {
  readonly ingest?: readonly string[];
  readonly server?: string;
}

/** Adds the choice of where calls are read from. */
export function withSource(command: Command): Command {
  return withServer(command).option(
    '--ingest <path...>',
    'query these files and folders of results instead of the data folder',
  );
}

/** Adds the choice of a server or a data folder. */
export function withServer(command: Command): Command {
  return withToken(withData(command), 'send the token in this file to the server (default: EARSHOT_TOKEN)').option(
    '--server <url>',
    'query a running "earshot serve" at this URL (default: one on this machine, if it is running)',
  );
}

/** What is derived from calls that are ingested into memory. @defaultValue nothing is */
export type IngestDerived = Pick<AppSettings, 'rulesets' | 'search'>;

/** Calls to ask: those of an app in this process, or of a server. */
export type Source = CallReading | { readonly server: string; readonly token: string | undefined };

/**
 * Gives a reading command the calls that it is to ask, and closes them when it is done.
 * @param read answers with the exit code
 * @returns that code; 1 when files among the results were not read
 */
export function withCalls(
  context: Context,
  options: SourceOptions,
  read: (calls: CallsReader) => Promise<number>,
): Promise<number> {
  return withCallSource(context, options, (source) => read(readerOfSource(source)));
}

/** Reads calls from a source, also by the beginnings of their names. */
export function readerOfSource(source: Source): CallsReader {
  return findingPrefixes('server' in source ? readerAt(source.server, source.token) : readerOf(source));
}

/** As {@link withCalls}, for commands that ask for more than calls. @param derived from ingested calls */
export async function withCallSource(
  context: Context,
  options: SourceOptions,
  read: (source: Source) => Promise<number>,
  derived: IngestDerived = {},
): Promise<number> {
  const { ingest } = options;
  if (ingest !== undefined) {
    const { app, unread } = await ingestedCalls(context, ingest, derived);
    const code = await read(app);
    return unread === 0 ? code : 1;
  }
  const server = await serverOf(context, options);
  if (server !== undefined) return read({ server, token: await tokenOf(context, options) });
  const folder = dataFolder(context, options);
  if (!hasData(folder)) throw nothingToAsk(folder);
  const { records, insights, moments, store, analyzer, close } = openLocalToRead({ folder });
  try {
    // Page tokens don't leave this process.
    const secret = randomBytes(32);
    const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
    return await read({
      ...createReaders({ repository: records, store, analyzer, sign, formats: context.formats }),
      coaching: createCoaching({ insights, sign, now: () => new Date() }),
      searchMoments: new SearchMoments({ index: moments, embedder: new UniversalSentenceEncoder(), sign }),
      digests,
    });
  } finally {
    close();
  }
}

/** The server that a command is to ask; `undefined` when it is to read a folder. */
export async function serverOf({ settings }: Context, { server, data }: SourceOptions): Promise<string | undefined> {
  const named = server ?? settings.server;
  if (named !== undefined) return named;
  if ((data ?? settings.data) !== undefined) return undefined;
  const here = `http://127.0.0.1:${settings.port || DEFAULT_PORT}`;
  return (await isServing(here)) ? here : undefined;
}

async function ingestedCalls(
  context: Context,
  paths: readonly string[],
  derived: IngestDerived,
): Promise<{ app: App; unread: number }> {
  const { app, counts } = await ingestFolders(context, paths, derived);
  const unread = counts.unreadable + counts.unredacted;
  if (unread > 0) {
    const files = unread === 1 ? '1 file was' : `${unread} files were`;
    const note = `${files} not read; "earshot ingest" says why.\n`;
    context.stderr.write(styled(context.stderr, 'yellow', note));
  }
  return { app, unread };
}

function nothingToAsk(folder: string): EarshotError {
  const hint =
    'Name a folder of calls with --data <folder>, a server with --server <url>, or results with --ingest <path…>.';
  return new EarshotError(
    'EARSHOT_NOT_FOUND',
    `no Earshot runs on this machine, and ${folder} contains no calls. ${hint}`,
    {
      details: { field: '--data', expected: 'a folder that holds calls', found: folder },
    },
  );
}

/**
 * Refuses paths that don't exist, before anything is done.
 * @throws EarshotError `EARSHOT_NOT_FOUND`
 */
export async function refuseMissing(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const isMissing = await stat(path).then(
      () => false,
      ({ code }: NodeJS.ErrnoException) => code === 'ENOENT' || code === 'ENOTDIR',
    );
    if (!isMissing) continue;
    throw new EarshotError('EARSHOT_NOT_FOUND', `${path}: no such file or folder`, { details: { found: path } });
  }
}

/** Takes folders of results into memory, with a progress bar where a person watches. */
export async function ingestFolders(
  context: Context,
  paths: readonly string[],
  { copies = context.settings.copies, ...derived }: { copies?: Copies | undefined } & IngestDerived = {},
): Promise<{ app: App; counts: IngestCounts }> {
  await refuseMissing(paths);
  const { app, ingest } = composeFolderApp(paths, {
    ...tokenSecretOf(context.settings),
    formats: context.formats,
    ...(copies && { copies }),
    ...derived,
  });
  return { app, counts: await watchingResults(context, paths, ingest) };
}

/** Runs what takes results in, with a progress bar where a person watches. */
export async function watchingResults<T>(
  { stderr, formats }: Pick<Context, 'stderr' | 'formats'>,
  paths: readonly string[],
  ingest: (onResult: () => void) => Promise<T>,
): Promise<T> {
  const total = stderr.isTTY ? await countResults(paths, formats) : 0;
  const progress = progressBar(stderr, total, 'Reading results');
  const restore = spareMemory();
  try {
    return await ingest(progress.step);
  } finally {
    restore();
    progress.stop();
  }
}

/**
 * Reading results makes a lot of garbage that is dead at once. V8 would let its young generation grow by a hundred
 * megabytes for it, and the old one by half; kept small, they cost no more time.
 */
function spareMemory(): () => void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
  return () => {
    setFlagsFromString('--semi-space-growth-factor=2');
    setFlagsFromString('--heap-growing-percent=0');
  };
}

/** The secret that page tokens are signed with, where there is one. */
export function tokenSecretOf({ tokenSecret }: Settings): { tokenSecret?: string } {
  return tokenSecret === undefined ? {} : { tokenSecret };
}

async function countResults(paths: readonly string[], formats: Context['formats']): Promise<number> {
  let total = 0;
  for await (const { type } of findResults(paths, formats)) if (type === 'job' || type === 'message') total++;
  return total;
}
