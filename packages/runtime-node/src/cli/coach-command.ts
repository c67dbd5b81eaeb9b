import { CallCoachingItem } from '@earshot/adapters-http';
import { printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { type CoachingOptions, withCoaching, withCoachingSource } from './coaching-source.js';
import { coachingText } from './coaching-views.js';
import type { Context } from './context.js';

const EXAMPLES = `
Examples:
  $ earshot coach parcel-missing
  $ earshot coach parcel-missing --ingest examples --rulesets ./our-ruleset.json
  $ earshot coach parcel-missing --json`;

/** `earshot coach`: what coaching says of one call. */
export function addCoachCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('coach')
    .description('show who takes part in a call, its metrics and how each is known, and its insights')
    .argument('<call>', 'its id or its hash, or the beginning of one')
    .option('--json', 'print them as JSON')
    .addHelpText('after', EXAMPLES);
  withCoachingSource(command).action(async (call: string, options: CoachingOptions & { readonly json?: boolean }) => {
    const { stdout, stderr } = context;
    const code = await withCoaching(context, options, async (api) => {
      const coaching = await api.get(CallCoachingItem, `/calls/${encodeURIComponent(await api.hashOf(call))}/coaching`);
      if (coaching === undefined) stderr.write(`no call is named ${printable(call)}\n`);
      else stdout.write(`${options.json ? printableJson(coaching) : coachingText(stdout, coaching)}\n`);
      return coaching === undefined ? 1 : 0;
    });
    exit(code);
  });
}
