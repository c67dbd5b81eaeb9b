import { EarshotError, printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import type { App } from '../container.js';
import { findHash } from '../find-call.js';
import { callsToRestart, type ListedCall, type Restarts, restartCalls } from '../restart/restart-calls.js';
import { confirmation, withYes, type YesOption } from './confirmation.js';
import type { Context } from './context.js';
import { noticesOf } from './notice-options.js';
import { reportDamaged } from './query-command.js';
import { type FilterOptions, queryOf, withFilters } from './query-options.js';
import { type StoredOptions, withStored, withStoredApp } from './stored-app.js';
import { progressBar, type Stream, table } from './terminal.js';
import { timeHeading, timeText } from './times.js';

interface Options extends StoredOptions, FilterOptions, YesOption {
  readonly json?: boolean;
}

const RESTARTABLE = ['failed', 'submitted'] as const;
const SHOWN = 20;
const AT_A_TIME = { local: 1, aws: 10 };
const MEANING: Readonly<Record<string, string>> = {
  started: 'analyses that are running now',
  submitted: 'waiting for a free job',
  duplicate: 'changed in the meantime, left as they are',
  failed: 'refused again',
  error: 'not restarted',
};

const NONE_PUT_OFF = 'no start was put off; other submitted calls start by themselves';

/** `earshot restart`: analyzes failed calls again. */
export function addRestartCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('restart')
    .description('analyze a failed call again, or all calls that match the filters; asks first if there are several')
    .argument('[call]', 'its id or its hash')
    .option('--json', 'end with the counts as one line of JSON');
  withStored(withYes(withFilters(command, RESTARTABLE))).action(async (call: string | undefined, options: Options) => {
    const name = call ?? options.callId ?? options.hash;
    if (name === undefined && options.state === undefined) throw aimless();
    const confirm = name === undefined ? confirmation(context, options) : async () => true;
    const restarted = await withStoredApp(
      context,
      options,
      (app) => restartMeant(context, app, name, { ...options, confirm }),
      await noticesOf(context, {}),
    );
    exit(restarted ? 0 : 1);
  });
}

async function callNamed(app: App, name: string): ReturnType<typeof callsToRestart> {
  const hash = await findHash(app, name);
  return { calls: hash === undefined ? [] : [{ hash, callId: name }], damaged: [] };
}

/**
 * Restarts the named call, or those that match the filters.
 * @returns whether all of them were restarted
 */
async function restartMeant(
  context: Context,
  app: App,
  name: string | undefined,
  options: Options & { readonly confirm: ReturnType<typeof confirmation> },
): Promise<boolean> {
  const { stdout, stderr } = context;
  const { calls, damaged } =
    name === undefined ? await callsToRestart(app, queryOf(options)) : await callNamed(app, name);
  reportDamaged(context, damaged);
  if (calls.length === 0) {
    const none = options.state === 'submitted' ? NONE_PUT_OFF : 'no call matches';
    stderr.write(`${name === undefined ? none : `no call is named ${printable(name)}`}\n`);
    return name === undefined && damaged.length === 0;
  }
  if (name === undefined) {
    stdout.write(`${failuresTable(stdout, calls.slice(0, SHOWN))}\n`);
    if (calls.length > SHOWN) stdout.write(`and ${calls.length - SHOWN} more\n`);
    if (
      !(await options.confirm(`Analyze ${calls.length === 1 ? 'this call' : `these ${calls.length} calls`} again?`))
    ) {
      stderr.write('no call was restarted\n');
      return false;
    }
  }
  return (await restart(context, app, calls, options)) && damaged.length === 0;
}

function failuresTable(stream: Stream, calls: readonly ListedCall[]): string {
  const columns = [
    { heading: timeHeading(stream, 'Recorded'), share: 0 },
    { heading: 'Call', share: 3 },
    { heading: 'Code', share: 0 },
    { heading: 'Reason', share: 5 },
  ];
  const rows = calls.map(({ callId, recordedAtMs, failure }) => [
    recordedAtMs === undefined ? '' : timeText(stream, new Date(recordedAtMs).toISOString()),
    callId,
    failure?.code ?? '',
    failure?.reason ?? '',
  ]);
  return table(stream, columns, rows);
}

async function restart(
  { stdout, stderr }: Context,
  app: App,
  calls: readonly ListedCall[],
  { adapters, json }: Options,
): Promise<boolean> {
  const progress = progressBar(stderr, calls.length, 'Restarting');
  const restarts = await restartCalls(app, calls, {
    concurrency: AT_A_TIME[adapters],
    onCall: progress.step,
  }).finally(() => progress.stop());
  stdout.write(`${json ? printableJson(restarts) : summaryOf(stdout, restarts)}\n`);
  if (adapters === 'local' && !json) stderr.write('Run "earshot serve" or "earshot watch" to transcribe them.\n');
  return restarts.problems.length === 0;
}

function summaryOf(stream: Stream, { counts, problems }: Restarts): string {
  const columns = ['Outcome', 'Calls', 'Meaning'].map((heading) => ({ heading, share: 0 }));
  const rows = Object.entries(counts).map(([outcome, count]) => [outcome, String(count), MEANING[outcome] ?? '']);
  const lines = problems
    .slice(0, SHOWN)
    .map(({ call, code, reason }) => `  ${printable(`${call}: ${code}: ${reason}`)}`);
  const more = problems.length > SHOWN ? [`  and ${problems.length - SHOWN} more`] : [];
  return [table(stream, columns, rows), ...lines, ...more].join('\n');
}

function aimless(): EarshotError {
  return new EarshotError('EARSHOT_INVALID_INPUT', 'name a call, or choose calls with --state failed', {
    details: { field: '--state', expected: 'a call, or --state', found: 'neither' },
  });
}
