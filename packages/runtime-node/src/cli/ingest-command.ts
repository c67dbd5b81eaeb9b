import type { Command } from 'commander';
import { callsTable, countsText } from './call-views.js';
import { readerOf } from './calls-reader.js';
import { type Context, ingestFolders } from './context.js';
import { type AddressOptions, serveApp, withAddress } from './serve-command.js';

const SHOWN = 20;

interface Options extends AddressOptions {
  readonly json?: boolean;
  readonly serve?: boolean;
}

/** `earshot ingest`: reads results of finished analyses. */
export function addIngestCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('ingest')
    .description('read the results of finished analyses from files and folders')
    .argument('<path...>', 'files, or folders such as a copy of a results bucket')
    .option('--json', 'end with the counts as one line of JSON')
    .option('--serve', 'keep the calls up and serve the HTTP API');
  withAddress(command).action(async (paths: string[], options: Options) => {
    const { app, counts } = await ingestFolders(context, paths);
    if (options.json) context.stdout.write(`${JSON.stringify(counts)}\n`);
    else {
      const { items, nextToken } = await readerOf(app).list({ pageSize: SHOWN });
      if (items.length > 0) context.stdout.write(`${callsTable(context.stdout, items)}\n`);
      if (nextToken !== undefined) context.stdout.write(`the newest ${SHOWN}; "earshot query --ingest …" shows all\n`);
      context.stdout.write(`\n${countsText(context.stdout, counts)}\n`);
    }
    exit(counts.unreadable === 0 ? 0 : 1);
    if (options.serve) await serveApp(context, app, options);
  });
}
