import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import type { App } from '../container.js';
import type { Settings } from '../environment.js';
import { findResults } from '../ingest/find-results.js';
import { composeFolderApp, type IngestCounts } from '../ingest/ingest.js';
import { type CallsReader, readerAt, readerOf } from './calls-reader.js';
import { progressBar, type Stream, styled } from './terminal.js';

/** What every command is given. */
export interface Context {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly version: string;
  readonly settings: Settings;
  /** The process's environment, for what reads its own variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Resolves when a person asks the process to stop. */
  readonly untilStopped: () => Promise<void>;
}

/** Where the reading commands find calls. */
export interface SourceOptions {
  readonly ingest?: readonly string[];
  readonly server?: string;
}

/** Adds the choice of where calls are read from. */
export function withSource(command: Command): Command {
  return command
    .option('--ingest <path...>', 'read these files and folders of results first, and ask them')
    .option('--server <url>', 'ask the "earshot serve" that runs there (default: this machine)');
}

/** The calls that a reading command is to ask. */
export async function openCalls(context: Context, { ingest, server }: SourceOptions): Promise<CallsReader> {
  if (ingest === undefined) return readerAt(server ?? context.settings.server);
  const { app, counts } = await ingestFolders(context, ingest);
  if (counts.unreadable > 0) {
    const note = `${counts.unreadable} of the files were not understood; "earshot ingest" names them.\n`;
    context.stderr.write(styled(context.stderr, 'yellow', note));
  }
  return readerOf(app);
}

/** Takes folders in, with a progress bar where a person watches. */
export async function ingestFolders(
  context: Context,
  paths: readonly string[],
): Promise<{ app: App; counts: IngestCounts }> {
  const { app, ingest } = composeFolderApp(paths, { ...tokenSecretOf(context.settings) });
  const total = context.stderr.isTTY ? await countResults(paths) : 0;
  const progress = progressBar(context.stderr, total, 'Reading results');
  const restore = spareMemory();
  try {
    return { app, counts: await ingest(progress.step) };
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

async function countResults(paths: readonly string[]): Promise<number> {
  let total = 0;
  for await (const { type } of findResults(paths)) if (type === 'job' || type === 'message') total++;
  return total;
}
