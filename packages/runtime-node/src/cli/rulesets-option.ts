import type { Ruleset } from '@earshot/core';
import type { Command } from 'commander';
import { loadRulesets } from '../load-rulesets.js';
import type { Context } from './context.js';

/** By which rulesets calls are coached. */
export interface RulesetOptions {
  readonly rulesets?: string;
}

/** Adds the choice of rulesets. */
export function withRulesets(command: Command): Command {
  return command.option(
    '--rulesets <list>',
    'coach calls with these rulesets: names or JSON files, separated by commas, or "none" (default: all that Earshot ships)',
  );
}

/** The rulesets that options and environment name. @throws EarshotError as {@link loadRulesets} does */
export function rulesetsOf(
  { settings }: Pick<Context, 'settings'>,
  { rulesets }: RulesetOptions,
): Promise<readonly Ruleset[]> {
  if (rulesets === undefined) return loadRulesets(settings.rulesets, 'EARSHOT_RULESETS');
  const named = rulesets.split(',').map((name) => name.trim());
  return loadRulesets(
    named.filter((name) => name !== ''),
    '--rulesets',
  );
}
