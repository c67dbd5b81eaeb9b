import { type CallRecord, toAnalyticsItem } from '@earshot/core';
import type { IngestCounts } from '../ingest/ingest.js';
import { ingestInto } from '../local/ingest-local.js';
import type { LocalApp } from '../local/local-app.js';
import { callsTable, callText, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import type { Context } from './context.js';
import { reportDamaged } from './query-command.js';
import { watchingResults } from './source-option.js';
import { transcriptionBar } from './transcription-bar.js';

const SHOWN = 20;

/** Takes paths in; where a person watches, with progress bars, and the first call as soon as it is there. */
export async function ingestLocal(context: Context, app: LocalApp, paths: readonly string[]): Promise<IngestCounts> {
  const bar = transcriptionBar(context.stderr);
  let isFirst = context.stdout.isTTY === true;
  // Whoever tries it with many recordings sees at once what comes of it.
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
