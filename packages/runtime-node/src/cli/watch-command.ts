import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clockTime, type DeliveryReport, type ItemOutcome, printable, recordWarnings } from '@earshot/core';
import type { Command } from 'commander';
import type { LocalApp } from '../local/local-app.js';
import { unnamed } from './call-views.js';
import type { Context } from './context.js';
import { openData, type TranscriptionOptions, withTranscription } from './data-option.js';
import { embedInBackground } from './local-ingest.js';
import { type NoticeOptions, noticesOf, withNotices } from './notice-options.js';
import { styled } from './terminal.js';
import { type WatchingOptions, watchOptionsOf, withWatching } from './watch-options.js';

interface WatchOptions extends TranscriptionOptions, WatchingOptions, NoticeOptions {}

/** `earshot watch`: watches folders, and transcribes the recordings that arrive. */
export function addWatchCommand(program: Command, context: Context): void {
  const command = program
    .command('watch')
    .description('transcribe recordings as they arrive in folders, until stopped')
    .argument('<folder...>', 'folders to watch, subfolders included');
  withNotices(withWatching(withTranscription(command, context.settings))).action(
    async (folders: string[], options: WatchOptions) => {
      const app = await openData(context, options, await noticesOf(context, options));
      try {
        app.work(eventLine(context));
        const stopWatching = await watchFolders(context, app, folders, options);
        const embedding = embedInBackground(context, app);
        context.stdout.write('Stop with Ctrl-C.\n');
        await context.untilStopped();
        await stopWatching();
        await embedding.stop();
      } finally {
        await app.close();
      }
    },
  );
}

/** Watches folders, and prints where recordings go. Returns a function that stops watching. */
export async function watchFolders(
  { stdout, stderr }: Context,
  { local }: LocalApp,
  folders: readonly string[],
  options: WatchingOptions,
): Promise<() => Promise<void>> {
  const watcher = await local.watch(folders, {
    ...watchOptionsOf(options),
    onProblem: (path, { code, message }) => {
      stderr.write(`${styled(stderr, 'yellow', printable(path))}: ${code}: ${printable(unnamed(message, path))}\n`);
    },
  });
  for (const folder of folders) {
    stdout.write(`Drop recordings into ${styled(stdout, 'bold', pathToFileURL(resolve(folder)).href)}\n`);
  }
  const sayIgnored = () => {
    const count = watcher.ignoredCount;
    if (options.verbose && count > 0) stdout.write(`Ignored ${count} files and folders that aren't recordings\n`);
  };
  sayIgnored();
  return async () => {
    await watcher.close();
    sayIgnored();
  };
}

/** Prints a line for each call that starts, finishes or fails. */
export function eventLine({ stdout }: Pick<Context, 'stdout'>): (report: DeliveryReport) => void {
  return ({ items }) => {
    for (const item of items) {
      const line = lineOf(item);
      if (line !== undefined) stdout.write(`${new Date().toISOString().slice(11, 19)} ${printable(line)}\n`);
    }
  };
}

function lineOf(item: ItemOutcome): string | undefined {
  if (item.status === 'error') return `${item.error.code}: ${item.error.message}`;
  if (item.status === 'ignored' || item.status === 'duplicate') return undefined;
  const { callId, analysis, failure } = item.record;
  if (item.status === 'started') return `transcribing ${callId}`;
  if (item.status === 'submitted') return `submitted ${callId}`;
  if (failure !== undefined) return `failed ${callId}: ${failure.code}: ${failure.reason}`;
  const length = analysis?.mediaFacts?.durationMs;
  const warnings = recordWarnings(item.record).map(({ code }) => `, ${code}`);
  return `${item.status} ${callId}${length === undefined ? '' : ` (${clockTime(length)})`}${warnings.join('')}`;
}
