import { EarshotError } from '@earshot/core';
import { type Command, Option } from 'commander';
import type { App, AppSettings } from '../container.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, openData, withData } from './data-option.js';
import { type RulesetOptions, rulesetsOf } from './rulesets-option.js';

/** Which stored calls a command works on. */
export interface StoredOptions extends DataOptions, RulesetOptions {
  readonly adapters: 'local' | 'aws';
}

/** Adds the choice of stored calls: those in a folder of this machine, or those on AWS. */
export function withStored(command: Command): Command {
  const adapters = new Option('--adapters <name>', 'where the calls are').choices(['local', 'aws']).default('local');
  return withData(command.addOption(adapters));
}

/**
 * Opens the stored calls, works on them, and closes them.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when the folder contains no calls
 */
export async function withStoredApp<T>(
  context: Context,
  options: StoredOptions,
  work: (app: App) => Promise<T>,
  notices?: AppSettings['notices'],
): Promise<T> {
  if (options.adapters === 'aws') {
    // The SDK takes a while to load.
    const { APP_VARIABLES, composeAwsApp } = await import('../aws/aws-app.js');
    const { readAwsVariables } = await import('@earshot/adapters-aws');
    const { environment, formats } = context;
    const rulesets = await rulesetsOf(context, options);
    return work(composeAwsApp(readAwsVariables(environment, APP_VARIABLES), { formats, notices, rulesets }));
  }
  const folder = dataFolder(context, options);
  if (!hasData(folder)) throw new EarshotError('EARSHOT_NOT_FOUND', `${folder} contains no calls`);
  const { app, close } = await openData(context, options, notices);
  try {
    return await work(app);
  } finally {
    await close();
  }
}
