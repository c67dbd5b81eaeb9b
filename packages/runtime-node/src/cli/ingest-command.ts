import { printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { type AddressOptions, addressOf, withAddress } from './address-option.js';
import type { Context } from './context.js';
import { openData, type TranscriptionOptions, withTranscription } from './data-option.js';
import { embedSome, ingestLocal, showIngested } from './local-ingest.js';
import { type NoticeOptions, noticesOf, withNotices } from './notice-options.js';
import { serveLocal } from './serve-command.js';
import { refuseMissing } from './source-option.js';
import { type UnderstandOptions, understandingContext, withUnderstand } from './understand-option.js';

interface Options extends AddressOptions, TranscriptionOptions, UnderstandOptions, NoticeOptions {
  readonly json?: boolean;
  readonly serve?: boolean;
  readonly verbose?: boolean;
}

/** `earshot ingest`: ingests recordings, and results of finished analyses. */
export function addIngestCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('ingest')
    .description('ingest recordings, and results of finished analyses, from files and folders')
    .argument('<path...>', 'recordings, results, or folders of them, such as a copy of a bucket')
    .option('--json', 'end with the counts as one line of JSON')
    .option('--verbose', 'say why each file was ignored')
    .option('--serve', 'then serve the HTTP API');
  withNotices(withTranscription(withAddress(withUnderstand(command)), context.settings)).action(
    async (paths: string[], options: Options) => {
      const address = options.serve ? await addressOf(context, options) : undefined;
      const notices = await noticesOf(context, options);
      await refuseMissing(paths);
      const app = await openData(await understandingContext(context, options), options, notices);
      try {
        app.work();
        const ingested = await ingestLocal(context, app, paths);
        const { counts } = ingested;
        if (options.json) context.stdout.write(`${printableJson(counts)}\n`);
        else await showIngested(context, app, ingested, options.verbose);
        if (address === undefined) await embedSome(context, app);
        exit(counts.unreadable + counts.unredacted === 0 ? 0 : 1);
        if (address !== undefined) await serveLocal(context, app, address, options);
      } finally {
        await app.close();
      }
    },
  );
}
