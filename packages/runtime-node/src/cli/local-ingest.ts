import {
  type AnalyticsItem,
  type CallHash,
  type CallRecord,
  isEarshotError,
  MAX_PAGE_SIZE,
  printable,
  toAnalyticsItem,
} from '@earshot/core';
import type { IngestCounts } from '../ingest/ingest.js';
import { embedCalls, startEmbedding } from '../local/embed-calls.js';
import { ingestInto } from '../local/ingest-local.js';
import type { LocalApp } from '../local/local-app.js';
import { callsTable, callText, countsText } from './call-views.js';
import { type CallsReader, readerOf } from './calls-reader.js';
import type { Context } from './context.js';
import { reportDamaged } from './query-command.js';
import { watchingResults } from './source-option.js';
import { note, styled } from './terminal.js';
import { transcriptionBar } from './transcription-bar.js';

const SHOWN = 20;
/** A few calls can be found by meaning at once. Nobody waits for many: that would take half a second for each. */
const EMBED_WITHIN_MS = 5_000;

/** What an ingest did. */
interface Ingested {
  readonly counts: IngestCounts;
  /** The calls that it made, or found to be known. */
  readonly touched: ReadonlySet<CallHash>;
  /** Files, each with the reason why it was ignored. */
  readonly ignored: readonly string[];
}

/** Takes paths in; where a person watches, with progress bars, and the first call as soon as it is there. */
export async function ingestLocal(context: Context, app: LocalApp, paths: readonly string[]): Promise<Ingested> {
  const touched = new Set<CallHash>();
  const ignored: string[] = [];
  const bar = transcriptionBar(context.stderr);
  let isFirst = context.stdout.isTTY === true;
  // A caller that tries it with many recordings sees at once what comes of it.
  const onCall = (record: CallRecord) => {
    if (!isFirst || record.analysis === undefined) return;
    isFirst = false;
    bar.stop();
    context.stdout.write(`${callText(context.stdout, toAnalyticsItem(record))}\n\n`);
  };
  try {
    const watching = {
      onCall,
      onProgress: bar.show,
      onTouched: (hash: CallHash) => void touched.add(hash),
      onIgnored: (file: string, why: string) => void ignored.push(`${file}: ${why}`),
    };
    const counts = await watchingResults(context, paths, (onResult) =>
      ingestInto(app, paths, { onResult, ...watching }),
    );
    return { counts, touched, ignored };
  } finally {
    bar.stop();
  }
}

/** Shows the newest of the calls that an ingest touched, and how it went. @param verbose says why files were ignored */
export async function showIngested(
  context: Context,
  { app }: LocalApp,
  { counts, touched, ignored }: Ingested,
  verbose = false,
): Promise<void> {
  const { stdout } = context;
  const { shown, damaged } = await newestOf(readerOf(app), touched);
  if (!stdout.quiet && shown.length > 0) {
    stdout.write(`${callsTable(stdout, shown)}\n`);
    if (touched.size > shown.length) stdout.write(`Showing ${shown.length} of ${touched.size}\n`);
    stdout.write('\n');
  }
  reportDamaged(context, damaged);
  const text = countsText(stdout, counts);
  if (text !== '') stdout.write(`${text}\n`);
  if (verbose) for (const line of ignored) stdout.write(`  ignored ${printable(line)}\n`);
}

/** The newest of these calls, as many as are shown, and which of them are damaged. */
async function newestOf(calls: CallsReader, hashes: ReadonlySet<string>) {
  const found: AnalyticsItem[] = [];
  const damaged: string[] = [];
  // A few of many calls are read one by one, in place of every page down to the oldest of them.
  const isFew = hashes.size <= SHOWN;
  for (const hash of isFew ? hashes : []) {
    const call = await calls.get(hash).catch((error: unknown) => {
      if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
      damaged.push(hash);
    });
    if (call !== undefined) found.push(call);
  }
  let nextToken: string | undefined;
  while (!isFew && found.length < SHOWN) {
    const page = await calls.list({ pageSize: MAX_PAGE_SIZE, nextToken });
    found.push(...page.items.filter(({ hash }) => hashes.has(hash)));
    damaged.push(...(page.damaged ?? []).filter((hash) => hashes.has(hash)));
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  const shown = found.sort((a, b) => Date.parse(b.recorded_at) - Date.parse(a.recorded_at)).slice(0, SHOWN);
  return { shown, damaged };
}

/** Lets a few calls be found by meaning, and says how many can't be yet. */
export async function embedSome({ stderr }: Context, app: LocalApp): Promise<void> {
  const left = await embedCalls(app, { withinMs: EMBED_WITHIN_MS });
  if (left === 0) return;
  const calls = left === 1 ? '1 call is' : `${left} calls are`;
  note(
    stderr,
    `${calls} found by words only so far: "earshot index" or a running "earshot serve" adds their meaning.\n`,
  );
}

/** Lets calls be found by meaning while the process has other work, until it is stopped. */
export function embedInBackground({ stderr }: Context, app: LocalApp): ReturnType<typeof startEmbedding> {
  return startEmbedding(app, (error) => {
    const text = error instanceof Error ? error.message : String(error);
    stderr.write(`${styled(stderr, 'red', printable(text))}\n`);
  });
}
