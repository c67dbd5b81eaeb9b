import { EarshotError, printable, printableJson, type RederivableCall, type Rederived } from '@earshot/core';
import type { Command } from 'commander';
import type { App } from '../container.js';
import { findHash } from '../find-call.js';
import type { Context } from './context.js';
import { reportDamaged } from './query-command.js';
import { type FilterOptions, queryOf, withFilters } from './query-options.js';
import { withRulesets } from './rulesets-option.js';
import { type StoredOptions, withStored, withStoredApp } from './stored-app.js';
import { progressBar, type Stream, table } from './terminal.js';

interface DeriveOptions extends StoredOptions {
  readonly rebuild?: boolean;
  readonly json?: boolean;
}

interface RescoreOptions extends StoredOptions, FilterOptions {
  readonly ruleset?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Which calls are derived again, by which derivation. */
interface Task extends Pick<FilterOptions, 'callId' | 'hash'> {
  /** @defaultValue all of them */
  readonly derivation?: string;
  readonly call?: string | undefined;
  readonly filters?: FilterOptions;
  readonly isForced: boolean;
  readonly ruleset?: string | undefined;
  readonly json: boolean;
}

const COACHING = 'coaching';
const SEARCH = 'search';
const SHOWN = 20;
/** On one machine, calls in work at once share a commit. */
const AT_A_TIME = { local: 16, aws: 10 };

/** `earshot rescore`: recomputes metrics and insights of stored calls. */
export function addRescoreCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('rescore')
    .description('recompute the metrics and insights of a call, or of all calls that match, if they are out of date')
    .argument('[call]', 'its id or its hash')
    .option('--ruleset <name>', 'only calls to which the current version of this ruleset was not applied')
    .option('--force', 'recompute calls that are up to date, too')
    .option('--json', 'print the changes as one line of JSON at the end');
  withStored(withRulesets(withFilters(command, ['completed', 'no_match']))).action(
    async (call: string | undefined, options: RescoreOptions) => {
      const { ruleset, force: isForced = false, json = false } = options;
      const named = call ?? options.callId ?? options.hash;
      const task = { derivation: COACHING, call: named, filters: options, isForced, ruleset, json };
      exit((await withStoredApp(context, options, (app) => rederive(context, app, options, task))) ? 0 : 1);
    },
  );
}

/** `earshot derive`: recomputes everything that is kept of calls besides their records. */
export function addDeriveCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('derive')
    .description('recompute what is derived from stored calls, such as insights, if it is missing or out of date')
    .option('--rebuild', 'recompute everything')
    .option('--json', 'print the changes as one line of JSON at the end');
  withStored(withRulesets(command)).action(async (options: DeriveOptions) => {
    const task = { isForced: options.rebuild ?? false, json: options.json ?? false };
    exit((await withStoredApp(context, options, (app) => rederive(context, app, options, task))) ? 0 : 1);
  });
}

/** `earshot index`: indexes stored calls for search. */
export function addIndexCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('index')
    .description('index calls for search that are not indexed yet, by words and by what they mean')
    .option('--rebuild', 'index all calls again')
    .option('--json', 'print the changes as one line of JSON at the end');
  withStored(command).action(async (options: DeriveOptions) => {
    const task = { derivation: SEARCH, isForced: options.rebuild ?? false, json: options.json ?? false };
    exit((await withStoredApp(context, options, (app) => rederive(context, app, options, task))) ? 0 : 1);
  });
}

/** @returns whether all calls could be derived */
async function rederive(context: Context, app: App, { adapters }: StoredOptions, task: Task): Promise<boolean> {
  const { stdout, stderr } = context;
  const derivations = app.derivations.filter(({ name }) => name === (task.derivation ?? name));
  if (derivations.length === 0) {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'no derivations are configured');
  }
  const rules = task.ruleset === undefined ? undefined : [knownRuleset(app, task.ruleset)];
  const listed = task.call === undefined ? await listedCalls(app, task) : await callNamed(app, task.call);
  if (listed === undefined) {
    stderr.write(`no call is named ${printable(task.call ?? '')}\n`);
    return false;
  }
  reportDamaged(context, listed.damaged);
  const progress = progressBar(stderr, listed.calls.length, 'Deriving');
  const rederived = await app.rederiveCalls
    .execute(listed.calls, {
      derivations: derivations.map(({ name }) => name),
      isForced: task.isForced,
      rules,
      concurrency: AT_A_TIME[adapters],
      onCall: progress.step,
    })
    .finally(() => progress.stop());
  stdout.write(`${task.json ? printableJson(jsonOf(rederived, listed.damaged)) : summaryOf(stdout, rederived)}\n`);
  return rederived.failed.length + listed.damaged.length === 0;
}

function knownRuleset({ rulesets }: App, name: string): string {
  if (rulesets.some((ruleset) => ruleset.name === name)) return name;
  const expected = rulesets.map((ruleset) => ruleset.name).join(', ') || 'no ruleset: none is in use';
  throw new EarshotError('EARSHOT_INVALID_INPUT', `--ruleset: expected ${expected} (got ${name})`, {
    details: { field: '--ruleset', expected, found: name },
  });
}

function listedCalls({ rederiveCalls }: App, { filters = {} }: Task): ReturnType<App['rederiveCalls']['list']> {
  return rederiveCalls.list(queryOf(filters));
}

async function callNamed(
  app: App,
  name: string,
): Promise<{ readonly calls: RederivableCall[]; readonly damaged: [] } | undefined> {
  const hash = await findHash(app, name);
  const call = hash && (await app.repository.get(hash));
  return call && { calls: [call], damaged: [] };
}

function summaryOf(stream: Stream, { derived, current, changes, failed }: Rederived): string {
  const columns = ['Derived', 'Added', 'Changed', 'Withdrawn', 'Unchanged'].map((heading) => ({ heading, share: 0 }));
  const rows = Object.entries(changes).map(([name, { added, changed, withdrawn, unchanged }]) => [
    name,
    ...[added, changed, withdrawn, unchanged].map(String),
  ]);
  const calls = `${derived} ${derived === 1 ? 'call' : 'calls'} recomputed, ${current} current, ${failed.length} failed`;
  const lines = failed
    .slice(0, SHOWN)
    .map(({ hash, callId, error }) => `  ${printable(`${callId ?? hash}: ${error.code}: ${error.message}`)}`);
  const more = failed.length > SHOWN ? [`  and ${failed.length - SHOWN} more`] : [];
  return [table(stream, columns, rows), calls, ...lines, ...more].join('\n');
}

function jsonOf({ failed, ...counts }: Rederived, damaged: readonly string[]) {
  const problems = failed.map(({ hash, callId, error }) => ({
    call: callId,
    hash,
    code: error.code,
    reason: error.message,
  }));
  return { ...counts, failed: problems, ...(damaged.length > 0 && { damaged }) };
}
