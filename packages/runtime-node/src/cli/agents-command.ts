import { AgentItem, AgentsList } from '@earshot/adapters-http';
import { MAX_PAGE_SIZE, printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import {
  type CoachingApi,
  type CoachingOptions,
  parametersOf,
  withCoaching,
  withCoachingSource,
} from './coaching-source.js';
import { agentText } from './coaching-views.js';
import type { Context } from './context.js';
import { wholeNumber } from './query-options.js';
import { parseTime } from './times.js';

interface Options extends CoachingOptions {
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ earshot agents
  $ earshot agents Zoe --from 2026-09-01`;

/** `earshot agents`: agents by name, and the numbers of one. */
export function addAgentsCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('agents')
    .description('list agents, or show the numbers of one: medians of single calls, in all and by week')
    .argument('[name]', 'the exact name of an agent')
    .option('--from <time>', 'only calls recorded at this time or later, such as 2026-09-14', parseTime)
    .option('--to <time>', 'only calls recorded before this time', parseTime)
    .option('--limit <count>', 'list at most this many agents', wholeNumber(1, 1_000_000), 1_000)
    .option('--json', 'print each agent as a line of JSON')
    .addHelpText('after', EXAMPLES);
  withCoachingSource(command).action(async (name: string | undefined, options: Options) => {
    exit(
      await withCoaching(context, options, (api) =>
        name === undefined ? list(context, api, options) : show(context, api, name, options),
      ),
    );
  });
}

async function list({ stdout, stderr }: Context, api: CoachingApi, { limit, json }: Options): Promise<number> {
  let left = limit;
  let nextToken: string | null | undefined;
  do {
    const query = parametersOf({ pageSize: Math.min(MAX_PAGE_SIZE, left), nextToken: nextToken ?? undefined });
    const page = await api.get(AgentsList, `/agents?${query}`);
    for (const agent of page?.agents ?? []) stdout.write(`${json ? printableJson(agent) : printable(agent.name)}\n`);
    left -= page?.count ?? 0;
    nextToken = page?.pagination.nextToken;
  } while (nextToken && left > 0);
  if (left === limit) stderr.write('no agent is known by name\n');
  else if (nextToken) stderr.write(`shown are ${limit}; --limit shows more\n`);
  return 0;
}

async function show({ stdout, stderr }: Context, api: CoachingApi, name: string, options: Options): Promise<number> {
  const query = parametersOf({ from: options.from, to: options.to });
  const agent = await api.get(AgentItem, `/agents/${encodeURIComponent(name)}?${query}`);
  if (agent === undefined) stderr.write(`no call has an agent named ${printable(name)}\n`);
  else stdout.write(`${options.json ? printableJson(agent) : agentText(stdout, agent)}\n`);
  return agent === undefined ? 1 : 0;
}
