import { ALL_RULESETS, CoachingAnalytics } from '@earshot/adapters-http';
import {
  EarshotError,
  INSIGHT_PRIORITIES,
  INSIGHT_STATUSES,
  InsightItem,
  type InsightStatus,
  MAX_PAGE_SIZE,
  printable,
  printableJson,
} from '@earshot/core';
import { type Command, Option } from 'commander';
import {
  type CoachingApi,
  type CoachingOptions,
  parametersOf,
  withCoaching,
  withCoachingSource,
  withDecisionPlace,
  withDecisions,
} from './coaching-source.js';
import { insightsTable, insightText } from './coaching-views.js';
import type { Context } from './context.js';
import { wholeNumber } from './query-options.js';
import { parseTime } from './times.js';

interface ListOptions extends CoachingOptions {
  readonly ruleset: string;
  readonly agent?: string;
  readonly status?: string;
  readonly priority?: string;
  readonly type?: string;
  readonly category?: string;
  readonly call?: string;
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly json?: boolean;
}

interface OneOptions extends CoachingOptions {
  readonly comment?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ earshot insights list --priority high --status pending
  $ earshot insights list --agent Zoe --from 2026-09-01 --json
  $ earshot insights show 7d0c1f6b
  $ earshot insights done 7d0c1f6b --comment "Went through the call together."
  $ earshot insights dismiss 7d0c1f6b
  $ earshot insights comment 7d0c1f6b "Ask Zoe first."`;

const FULL_ID = /^[0-9a-f]{32}$/;
/** The beginning of an id is looked for among so many of the newest insights. */
const LOOKED_AT = 1_000;

const DECISIONS: readonly (readonly [string, InsightStatus, string])[] = [
  ['ack', 'acknowledged', 'acknowledge an insight'],
  ['done', 'completed', 'complete an insight'],
  ['dismiss', 'dismissed', 'dismiss an insight'],
  ['reopen', 'pending', 'reopen an insight'],
];

/** `earshot insights`: lists insights, and keeps what people decide about them. */
export function addInsightsCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const insights = program
    .command('insights')
    .description('list insights, newest first, and decide about them')
    .addHelpText('afterAll', EXAMPLES);

  const named = (name: string) => insights.command(name);
  const list = named('list')
    .description('list insights, newest first')
    .option('--ruleset <name>', 'only those of this ruleset; * for all', ALL_RULESETS)
    .option('--agent <name>', 'only those of calls of this agent; the name must match exactly')
    .addOption(new Option('--status <status>', 'only those with this status').choices(INSIGHT_STATUSES))
    .addOption(new Option('--priority <priority>', 'only those with this priority').choices(INSIGHT_PRIORITIES))
    .option('--type <type>', 'only those of this type, such as improvement or praise')
    .option('--category <name>', 'only those in this category, such as empathy')
    .option('--call <call>', 'only those of this call: its id or its hash, or the beginning of one')
    .option(
      '--from <time>',
      'only those of calls whose result was stored at this time or later, such as 2026-09-14',
      parseTime,
    )
    .option('--to <time>', 'only those of calls whose result was stored before this time', parseTime)
    .option('--limit <count>', 'list at most this many', wholeNumber(1, 1_000_000), 20)
    .option('--json', 'print each insight as a line of JSON');
  withCoachingSource(list).action(async (options: ListOptions) => {
    exit(await withCoaching(context, options, (api) => listInsights(context, api, options)));
  });

  const show = named('show')
    .description('show an insight in full')
    .argument('<id>', 'its id, or the first 4 digits of it or more')
    .option('--json', 'print it as JSON');
  withCoachingSource(show).action(async (id: string, options: OneOptions) => {
    const read = async (api: CoachingApi) => {
      const path = await pathOf(api, id);
      return printed(context, id, path === undefined ? undefined : await api.get(InsightItem, path), options);
    };
    exit(await withCoaching(context, options, read));
  });

  const decide = async (id: string, change: object, options: OneOptions) => {
    const patch = async (api: CoachingApi) => {
      const path = await pathOf(api, id);
      return printed(context, id, path === undefined ? undefined : await api.patch(InsightItem, path, change), options);
    };
    exit(await withDecisions(context, options, patch));
  };
  const changing = (name: string, description: string) =>
    named(name).description(description).argument('<id>', 'its id, or the first 4 digits of it or more');
  for (const [name, status, description] of DECISIONS) {
    const command = changing(name, description)
      .option('--comment <text>', 'a comment to keep with the decision')
      .option('--json', 'print the insight as JSON');
    withDecisionPlace(command).action((id: string, options: OneOptions) =>
      decide(id, { status, comment: options.comment }, options),
    );
  }
  const comment = changing('comment', 'comment on an insight')
    .argument('<text>', 'the comment')
    .option('--json', 'print the insight as JSON');
  withDecisionPlace(comment).action((id: string, text: string, options: OneOptions) =>
    decide(id, { comment: text }, options),
  );
}

async function listInsights(context: Context, api: CoachingApi, options: ListOptions): Promise<number> {
  const { stdout, stderr } = context;
  const { ruleset, agent, status, priority, type, category, call, from, to, limit, json } = options;
  const found: InsightItem[] = [];
  const damaged: string[] = [];
  let page: CoachingAnalytics | undefined;
  const hash = call && (await api.hashOf(call));
  do {
    const query = parametersOf({
      ...{ ruleset, agent, status, priority, type, category, call: hash, from, to },
      pageSize: Math.min(MAX_PAGE_SIZE, limit - found.length),
      nextToken: page?.pagination.nextToken ?? undefined,
    });
    page = await api.get(CoachingAnalytics, `/coaching-analytics?${query}`);
    if (page === undefined) {
      stderr.write(`no call is named ${printable(call ?? '')}\n`);
      return 1;
    }
    found.push(...page.insights);
    damaged.push(...(page.damaged ?? []));
  } while (page.pagination.hasMore && found.length < limit);
  if (json) for (const insight of found) stdout.write(`${printableJson(insight)}\n`);
  else if (found.length === 0) stderr.write('no insight matches\n');
  else stdout.write(`${insightsTable(stdout, found)}\n${totalsText(found.length, page)}\n`);
  if (damaged.length > 0) stderr.write(`damaged insights are left out: ${damaged.join(', ')}\n`);
  return damaged.length === 0 ? 0 : 1;
}

function totalsText(shown: number, { totalInsights, highPriorityInsights, totalsExact }: CoachingAnalytics): string {
  const least = totalsExact ? '' : 'at least ';
  return `\n${shown} of ${least}${totalInsights} insights, ${least}${highPriorityInsights} of high priority`;
}

function printed(
  { stdout, stderr }: Context,
  id: string,
  insight: InsightItem | undefined,
  { json }: OneOptions,
): number {
  if (insight === undefined) stderr.write(`no insight has the id ${printable(id)}\n`);
  else if (json) stdout.write(`${printableJson(insight)}\n`);
  else stdout.write(`${insightText(stdout, insight)}\n`);
  return insight === undefined ? 1 : 0;
}

/**
 * Where the insight is whose id begins so.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when several do
 */
async function pathOf(api: CoachingApi, beginning: string): Promise<string | undefined> {
  const id = beginning.toLowerCase();
  if (FULL_ID.test(id)) return `/insights/${id}`;
  if (!/^[0-9a-f]{4,31}$/.test(id)) return undefined;
  const found = new Set<string>();
  let nextToken: string | null | undefined;
  for (let seen = 0; seen < LOOKED_AT; seen += MAX_PAGE_SIZE) {
    const query = parametersOf({
      ruleset: ALL_RULESETS,
      pageSize: MAX_PAGE_SIZE,
      nextToken: nextToken ?? undefined,
    });
    const page = await api.get(CoachingAnalytics, `/coaching-analytics?${query}`);
    for (const insight of page?.insights ?? []) if (insight.id.startsWith(id)) found.add(insight.id);
    nextToken = page?.pagination.nextToken;
    if (!nextToken) break;
  }
  const [only] = found;
  if (found.size <= 1) return only && `/insights/${only}`;
  throw new EarshotError('EARSHOT_INVALID_INPUT', `${found.size} ids begin with ${id}: ${[...found].join(', ')}`, {
    details: { field: 'id', found: id, expected: 'more digits' },
  });
}
