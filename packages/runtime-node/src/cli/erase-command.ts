import { EarshotError, type ErasureReceipt, isEarshotError, iso, printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import type { App } from '../container.js';
import { findHash } from '../find-call.js';
import { callsTable } from './call-views.js';
import { readerOf } from './calls-reader.js';
import { confirmation, withYes, type YesOption } from './confirmation.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, openData, withData } from './data-option.js';
import { callsMeant, reportDamaged } from './query-command.js';
import { type FilterOptions, queryOf, withFilters } from './query-options.js';
import { note, type Stream, styled } from './terminal.js';
import { parseTime } from './times.js';

interface Options extends DataOptions, FilterOptions, YesOption {
  readonly before?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** A call to erase, under the name that the person knows. */
interface Meant {
  readonly name: string;
  readonly hash: ErasureReceipt['hash'];
}

const SHOWN = 20;
const EXAMPLES = `
Examples:
  $ earshot erase gym-charged-twice
  $ earshot erase --before 2026-01-01 --dry-run        list the calls that are older than this year
  $ earshot erase --before 90d --yes >> receipts.txt   for retention, without asking
  $ earshot erase --customer "Ms Dunn"`;

/** `earshot erase`: removes every trace of calls. */
export function addEraseCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('erase')
    .description(
      'delete calls and all their data from this machine, by name or by filters; asks first, and prints a receipt for each',
    )
    .argument('[call...]', 'whole ids or hashes')
    .option('--before <time>', 'calls recorded before this time: 2026-01-01, 90d (ago)', parseTime)
    .option('--dry-run', 'only list the calls that would be erased')
    .option('--json', 'print each receipt as a line of JSON')
    .addHelpText('after', EXAMPLES);
  withData(withYes(withFilters(command))).action(async (names: string[], options: Options) => {
    const { callId, hash } = options;
    const named = [...names, ...[callId, hash].flatMap((name) => name ?? [])];
    const to = earlier(options.to, options.before);
    const filters = to === undefined ? options : { ...options, to };
    refuseAimless(named, filters);
    const confirm = options.dryRun ? async () => false : confirmation(context, options);
    const folder = dataFolder(context, options);
    if (!hasData(folder)) throw new EarshotError('EARSHOT_NOT_FOUND', `${folder} contains no calls`);
    const { app, close } = await openData(context, options);
    try {
      const { calls, isWhole } =
        named.length > 0 ? await callsNamed(context, app, named, options) : await callsMatching(context, app, filters);
      if (calls.length === 0 || options.dryRun) return exit(isWhole ? 0 : 1);
      const question =
        calls.length === 1 ? `Erase ${calls[0]?.name} for good?` : `Erase these ${calls.length} calls for good?`;
      if (!(await confirm(printable(question)))) {
        context.stderr.write('no call was erased\n');
        return exit(1);
      }
      exit((await eraseAll(context, app, calls, options)) && isWhole ? 0 : 1);
    } finally {
      await close();
    }
  });
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

/** Nothing that is left out ever means all calls. */
function refuseAimless(named: readonly string[], filters: FilterOptions): void {
  const filtered = Object.keys(queryOf(filters)).length > 0;
  if (named.length > 0 !== filtered) return;
  const [problem, found] = filtered
    ? ['name calls, or choose them with filters, not both', 'both']
    : ['name a call, or choose calls with filters, such as --before 2026-01-01', 'neither'];
  const details = { field: 'call', expected: 'calls, or filters', found };
  throw new EarshotError('EARSHOT_INVALID_INPUT', problem, { details });
}

/** The calls to erase, and whether they are all that was meant. */
interface CallsToErase {
  readonly calls: readonly Meant[];
  readonly isWhole: boolean;
}

/** All of the calls with these names; none, if one of them doesn't exist. */
async function callsNamed(
  { stdout, stderr }: Context,
  app: App,
  names: readonly string[],
  { dryRun, json }: Options,
): Promise<CallsToErase> {
  const calls = new Map<string, Meant>();
  for (const name of names) {
    const hash = await findHash(app, name);
    if (hash === undefined) {
      stderr.write(`no call is named ${printable(name)}: erase takes whole ids and hashes\n`);
      return { calls: [], isWhole: false };
    }
    calls.set(hash, { name, hash });
  }
  if (dryRun) {
    for (const { name, hash } of calls.values()) {
      stdout.write(json ? `${printableJson({ call: name, hash })}\n` : `${printable(name)}  ${hash}\n`);
    }
  }
  return { calls: [...calls.values()], isWhole: true };
}

async function callsMatching(context: Context, app: App, options: Options): Promise<CallsToErase> {
  const { stdout, stderr } = context;
  const { found, damaged } = await callsMeant(readerOf(app), options, Number.POSITIVE_INFINITY);
  const calls = found.map(({ call_id: name, hash }) => ({ name, hash }));
  reportDamaged(context, damaged);
  if (found.length === 0) note(stderr, 'no call matches\n');
  else if (options.dryRun && options.json) {
    for (const { name, hash } of calls) stdout.write(`${printableJson({ call: name, hash })}\n`);
  } else if (options.dryRun) stdout.write(`${callsTable(stdout, found)}\n`);
  else if (!options.yes) {
    // Where the question is. Receipts may go to a file.
    stderr.write(`${callsTable(stderr, found.slice(0, SHOWN))}\n`);
    if (found.length > SHOWN) stderr.write(`and ${found.length - SHOWN} more\n`);
  }
  return { calls, isWhole: damaged.length === 0 };
}

/** @returns whether all are gone */
async function eraseAll(
  { stdout, stderr }: Context,
  app: App,
  calls: readonly Meant[],
  { json }: Options,
): Promise<boolean> {
  let isDone = true;
  for (const { name, hash } of calls) {
    try {
      const receipt = await app.eraseCall.execute(hash);
      const { erasedAtMs, ...others } = receipt;
      if (json) stdout.write(`${printableJson({ ...others, erasedAt: iso(erasedAtMs) })}\n`);
      else stdout.write(receiptText(stdout, name, receipt));
    } catch (error) {
      if (!isEarshotError(error)) throw error;
      if (calls.length === 1) throw error;
      stderr.write(`${printable(`${name}: ${error.code}: ${error.message}`)}\n`);
      isDone = false;
    }
  }
  return isDone;
}

function receiptText(stream: Stream, name: string, receipt: ErasureReceipt): string {
  const { hash, erasedAtMs, traces, documents, derived = [], recordRemoved, unreadable } = receipt;
  const lines = [
    `${styled(stream, 'bold', `erased ${printable(name)}`)}  ${hash}  ${iso(erasedAtMs)}`,
    ...[...traces, ...documents].map((trace) => `  ${printable(trace)}`),
    ...derived.filter(({ removed }) => removed > 0).map((part) => `  ${part.name}: ${part.removed} removed`),
    `  ${recordRemoved ? 'the record' : 'the record was gone already'}`,
    ...(unreadable === undefined
      ? []
      : [`  the record was damaged; unreadable: ${['record', ...unreadable].join(', ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}
