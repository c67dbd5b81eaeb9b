import type { IngestCounts } from '../ingest/ingest.js';
import { ingestInto } from '../local/ingest-local.js';
import type { LocalApp } from '../local/local-app.js';
import { callsTable, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import { type Context, watchingResults } from './context.js';
import { listeningBar } from './listening-bar.js';

const SHOWN = 20;

/** Takes paths in, with progress bars where a person watches. */
export async function ingestLocal(context: Context, app: LocalApp, paths: readonly string[]): Promise<IngestCounts> {
  const bar = listeningBar(context.stderr);
  try {
    return await watchingResults(context, paths, (onResult) =>
      ingestInto(app, paths, { onResult, onListening: bar.show }),
    );
  } finally {
    bar.stop();
  }
}

/** Shows the newest calls, and how an ingest went. */
export async function showIngested({ stdout }: Context, { app }: LocalApp, counts: IngestCounts): Promise<void> {
  const { items, nextToken } = await readerOf(app).list({ pageSize: SHOWN });
  if (items.length > 0) stdout.write(`${callsTable(stdout, items)}\n`);
  if (nextToken !== undefined) stdout.write(`the newest ${SHOWN}; "earshot query" shows all\n`);
  stdout.write(`\n${countsText(stdout, counts)}\n`);
}
