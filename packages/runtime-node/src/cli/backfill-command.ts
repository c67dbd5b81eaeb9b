import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { EarshotError, hasMediaSuffix, printable } from '@earshot/core';
import { type Command, Option } from 'commander';
import { type Backfilled, type BackfillOptions, backfill, type Position } from '../backfill/backfill.js';
import { BackfillFile } from '../backfill/backfill-file.js';
import type { Found, Selection } from '../backfill/candidate.js';
import { type Effort, survey } from '../backfill/estimate.js';
import { manifestRows, placeInS3 } from '../backfill/manifest.js';
import { isRecordingName } from '../local/find-recordings.js';
import { backfilledText, surveyText } from './backfill-views.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, openData, withData } from './data-option.js';
import { positive, wholeNumber } from './query-options.js';
import { rateBar } from './terminal.js';
import { parseExactTime } from './times.js';

interface Options extends DataOptions {
  readonly adapters: 'local' | 'aws';
  readonly dryRun?: boolean;
  readonly again?: boolean;
  readonly json?: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly perSecond?: number;
  readonly jobs?: number;
  readonly jobSeconds: number;
  readonly minutesPerCall?: number;
  readonly usdPerMinute?: number;
}

/** Where recordings come from and go to. */
interface Backfill extends Pick<BackfillOptions, 'enqueue' | 'batchSize' | 'lanes'> {
  readonly found: (after: string | undefined) => AsyncIterable<Found>;
  readonly selection: Selection;
  /** Absent where what takes recordings in knows by itself what it has. */
  readonly file?: BackfillFile;
  /** Absent where no quota and no price apply. */
  readonly effort?: Effort;
}

const LANES = 8;
const BATCH_SIZE = 10;
const NOTHING_DONE: Position = { beyond: [] };

/** `earshot backfill`: enqueues recordings that were there before Earshot. */
export function addBackfillCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('backfill')
    .description('enqueue existing recordings; run it again after an interruption to continue')
    .argument('<source>', 's3://bucket/prefix, a folder, or a manifest (CSV)')
    .addOption(new Option('--adapters <name>', 'where to analyze them').choices(['local', 'aws']).default('local'))
    .option('--dry-run', 'only count the recordings and their size; on AWS also estimate hours and cost')
    .option(
      '--from <time>',
      'recorded at this time or later, such as 2026-09-14 or 2026-09-14T09:30:00Z',
      parseExactTime,
    )
    .option('--to <time>', 'recorded before this time', parseExactTime)
    .option('--limit <count>', 'at most this many; the next run continues', wholeNumber(1, 1_000_000_000))
    .option('--per-second <count>', 'at most this many a second', wholeNumber(1, 10_000))
    .option('--again', 'start over, including recordings that were enqueued before')
    .option('--json', 'print the counts as one line of JSON')
    .option('--jobs <count>', 'for --dry-run: analyses at a time', wholeNumber(1, 100_000))
    .option('--job-seconds <seconds>', 'for --dry-run: how long an analysis takes', positive, 90)
    .option('--minutes-per-call <minutes>', 'for --dry-run: how long a call is', positive)
    .option('--usd-per-minute <price>', 'for --dry-run: what analyzing a minute costs', positive);
  withData(command).action(async (source: string, options: Options) => {
    const isWell =
      options.adapters === 'aws'
        ? await onAws(context, source, options)
        : await onThisMachine(context, source, options);
    exit(isWell ? 0 : 1);
  });
}

async function onAws(context: Context, source: string, options: Options): Promise<boolean> {
  const { readAwsVariables, LAYOUT_VARIABLES, COST_VARIABLES, layoutOf } = await import('@earshot/adapters-aws');
  const { objectsUnder, startQueue } = await import('../aws/backfill-queue.js');
  const { learnedJobs } = await import('../aws/job-quota.js');
  const variables = readAwsVariables(context.environment, [
    'EARSHOT_START_QUEUE_URL',
    ...LAYOUT_VARIABLES,
    ...COST_VARIABLES,
    'EARSHOT_JOBS_EXPECTED',
  ]);
  const queueUrl = variables.EARSHOT_START_QUEUE_URL;
  const layout = layoutOf(variables);
  const isPrefix = source.startsWith('s3://');
  const path = isPrefix ? undefined : await manifestAt(source, 'upload the folder to S3, and name its prefix');
  const { from: fromMs, to: toMs } = options;
  const identity = { source: path?.name ?? source, queueUrl, fromMs, toMs };
  return run(context, options, {
    found: (after) =>
      path === undefined ? objectsUnder(source, after) : manifestRows(path.name, placeInS3, Number(after ?? 0)),
    selection: { fromMs, toMs, isRecording: (uri) => hasMediaSuffix(uri, layout) },
    enqueue: startQueue(queueUrl, layout),
    batchSize: BATCH_SIZE,
    lanes: LANES,
    file: new BackfillFile(dataFolder(context, options), identity, path?.version),
    effort: {
      jobs:
        options.jobs ??
        (options.dryRun ? await learnedJobs(context.environment) : undefined) ??
        variables.EARSHOT_JOBS_EXPECTED,
      secondsPerJob: options.jobSeconds,
      minutesPerCall: options.minutesPerCall ?? variables.EARSHOT_MINUTES_PER_CALL,
      usdPerMinute: options.usdPerMinute ?? variables.EARSHOT_ANALYSIS_USD_PER_MINUTE,
    },
  });
}

async function onThisMachine(context: Context, source: string, options: Options): Promise<boolean> {
  if (source.startsWith('s3://')) throw misplaced(source, 'recordings in S3 are analyzed on AWS: add --adapters aws');
  const { fileAt, filesIn, intakeOf } = await import('../local/backfill-folder.js');
  const isFolder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
  const manifest = isFolder ? undefined : await manifestAt(source, 'name a folder, or a manifest');
  const app = await openData(context, options);
  const { from: fromMs, to: toMs } = options;
  try {
    return await run(context, options, {
      found: () =>
        manifest === undefined
          ? filesIn(source)
          : manifestRows(manifest.name, (place) => fileAt(place, dirname(manifest.name))),
      selection: { fromMs, toMs, isRecording: (uri) => isRecordingName(uri, app.local.suffixes) },
      enqueue: intakeOf(app),
      batchSize: 1,
      lanes: 1,
    });
  } finally {
    await app.close();
  }
}

/** A manifest's full path, and what changes with the file. */
async function manifestAt(source: string, hint: string): Promise<{ readonly name: string; readonly version: string }> {
  const name = resolve(source);
  const facts = await stat(name).catch(() => undefined);
  if (facts === undefined) throw new EarshotError('EARSHOT_NOT_FOUND', `there is nothing at ${source}`);
  if (facts.isFile() && /\.csv(\.gz)?$/i.test(name)) return { name, version: `${facts.size} ${facts.mtimeMs}` };
  throw misplaced(source, hint);
}

function misplaced(source: string, hint: string): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', `${source} can't be enqueued here: ${hint}`, {
    details: { field: 'source', expected: hint, found: source },
  });
}

async function run(context: Context, options: Options, { file, found, effort, ...to }: Backfill): Promise<boolean> {
  const { stdout, stderr } = context;
  const { limit, perSecond, json = false } = options;
  const kept = options.again ? undefined : await file?.read();
  if (kept?.finishedAt !== undefined) {
    stderr.write(
      `this backfill ended at ${kept.finishedAt}; --again starts over, with recordings that are new or were refused\n`,
    );
    return true;
  }
  const position: Position = kept?.position ?? NOTHING_DONE;
  const { after } = position;
  if (options.dryRun) {
    const counted = await survey(found(after), to.selection, position.beyond, limit);
    stdout.write(`${surveyText(stdout, counted, effort, json)}\n`);
    return counted.problems.length === 0;
  }
  if (after !== undefined) stderr.write(`continuing after ${printable(after)}\n`);
  if (stderr.isTTY) stderr.write('counting the recordings\n');
  const total = stderr.isTTY ? (await survey(found(after), to.selection, position.beyond, limit)).recordings : 0;
  const bar = rateBar(stderr, total, 'Enqueueing');
  const stopping = new AbortController();
  void context.untilStopped().then(() => stopping.abort());
  const { signal } = stopping;
  let done: Backfilled;
  try {
    done = await backfill({
      ...to,
      found: found(after),
      perSecond,
      limit,
      position,
      onPosition: async (reached) => file?.keep(reached),
      onEnqueued: bar.add,
      isStopped: () => signal.aborted,
      pause: (ms) => wait(ms, undefined, { signal }).catch(() => {}),
    });
  } finally {
    bar.stop();
  }
  if (done.isComplete) await file?.finish(new Date());
  stdout.write(`${backfilledText(stdout, done, json)}\n`);
  if (!done.isComplete) stderr.write('there is more: run it again to continue\n');
  return done.problems.length === 0 && !signal.aborted;
}
