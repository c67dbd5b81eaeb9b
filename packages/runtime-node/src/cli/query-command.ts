import { type AnalyticsItem, type CallSort, MAX_PAGE_SIZE, printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { callsTable } from './call-views.js';
import type { CallsReader } from './calls-reader.js';
import type { Context } from './context.js';
import { type FilterOptions, queryOf, wholeNumber, withFilters, withSort } from './query-options.js';
import { type SourceOptions, withCalls, withSource } from './source-option.js';
import { unknownNames } from './suggestions.js';
import { note, styled } from './terminal.js';

interface Options extends SourceOptions, FilterOptions {
  readonly json?: boolean;
  readonly limit: number;
}

/** `earshot query`: lists calls. */
export function addQueryCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('query')
    .description('list calls')
    .option('--limit <count>', 'at most this many', wholeNumber(1, 1_000_000), 20)
    .option('--json', 'print each call as a line of JSON');
  withSource(withSort(withFilters(command))).action(async (options: Options) => {
    const code = await withCalls(context, options, async (calls) => {
      const { found, damaged, isMore = false } = await callsMeant(calls, options, options.limit);
      if (options.json) for (const call of found) context.stdout.write(`${printableJson(call)}\n`);
      else if (found.length > 0) context.stdout.write(`${callsTable(context.stdout, found)}\n`);
      else note(context.stderr, 'no call matches\n');
      const { sort = 'newest', ...filter } = queryOf(options);
      if (found.length === 0 && (options.callId ?? options.hash) === undefined) {
        for (const line of await unknownNames(calls, filter)) note(context.stderr, `${line}\n`);
      }
      if (isMore && !options.json) {
        const totals = await calls.totals(filter);
        note(context.stderr, shownText(found.length, totals?.count, sort));
      }
      reportDamaged(context, damaged);
      return damaged.length === 0 && (found.length > 0 || !(options.callId ?? options.hash)) ? 0 : 1;
    });
    exit(code);
  });
}

/** Calls that filters mean. */
export interface CallsMeant {
  readonly found: readonly AnalyticsItem[];
  /** Hashes of those whose records are damaged. */
  readonly damaged: readonly string[];
  /** Whether the limit left calls out, as far as that is known. */
  readonly isMore?: boolean;
}

/** The calls that filters mean, up to a limit; named ones whole, listed ones short. */
export async function callsMeant(calls: CallsReader, options: FilterOptions, limit: number): Promise<CallsMeant> {
  const name = options.callId ?? options.hash;
  if (name !== undefined) {
    const call = await calls.get(name);
    return { found: call === undefined ? [] : [call], damaged: [] };
  }
  const found: AnalyticsItem[] = [];
  const damaged: string[] = [];
  let nextToken: string | undefined;
  do {
    const pageSize = Math.min(MAX_PAGE_SIZE, limit - found.length);
    const page = await calls.list({ ...queryOf(options), pageSize, nextToken });
    found.push(...page.items);
    damaged.push(...(page.damaged ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && found.length < limit);
  return { found, damaged, isMore: nextToken !== undefined };
}

function shownText(shown: number, total: number | undefined, sort: CallSort): string {
  const which = sort === 'most-negative' ? 'most negative' : sort;
  return total === undefined ? `Showing the ${which} ${shown}\n` : `Showing ${shown} of ${total}\n`;
}

/** Says which calls were left out, and what can be done. */
export function reportDamaged({ stderr }: Pick<Context, 'stderr'>, damaged: readonly string[]): void {
  if (damaged.length === 0) return;
  const what =
    damaged.length === 1 ? '1 call is damaged and left out' : `${damaged.length} calls are damaged and left out`;
  const hint = 'Restore a backup, or "earshot erase" them by their hash and analyze them again.';
  stderr.write(`${styled(stderr, 'yellow', `${what}:`)} ${printable(damaged.join(', '))}. ${hint}\n`);
}
