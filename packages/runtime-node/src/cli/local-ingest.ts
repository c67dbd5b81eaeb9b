import { type CallRecord, printable, toAnalyticsItem } from '@earshot/core';
import type { IngestCounts } from '../ingest/ingest.js';
import { embedCalls, startEmbedding } from '../local/embed-calls.js';
import { ingestInto } from '../local/ingest-local.js';
import type { LocalApp } from '../local/local-app.js';
import { callsTable, callText, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import type { Context } from './context.js';
import { reportDamaged } from './query-command.js';
import { watchingResults } from './source-option.js';
import { note, styled } from './terminal.js';
import { transcriptionBar } from './transcription-bar.js';

const SHOWN = 20;
/** A few calls can be found by meaning at once. Nobody waits for many: that would take half a second for each. */
const EMBED_WITHIN_MS = 5_000;

/** Takes paths in; where a person watches, with progress bars, and the first call as soon as it is there. */
export async function ingestLocal(context: Context, app: LocalApp, paths: readonly string[]): Promise<IngestCounts> {
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
    return await watchingResults(context, paths, (onResult) =>
      ingestInto(app, paths, { onResult, onCall, onProgress: bar.show }),
    );
  } finally {
    bar.stop();
  }
}

/** Shows the newest calls, and how an ingest went. */
export async function showIngested(context: Context, { app }: LocalApp, counts: IngestCounts): Promise<void> {
  const { stdout } = context;
  const { items, nextToken, damaged = [] } = await readerOf(app).list({ pageSize: SHOWN });
  if (items.length > 0) stdout.write(`${callsTable(stdout, items)}\n`);
  if (nextToken !== undefined) stdout.write(`the newest ${SHOWN}; "earshot query" shows all\n`);
  reportDamaged(context, damaged);
  stdout.write(`\n${countsText(stdout, counts)}\n`);
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
