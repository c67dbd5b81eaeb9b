import type { Command } from 'commander';
import type { Context } from './context.js';

/** Whether results are understood that were not yet. */
export interface UnderstandOptions {
  readonly understand?: boolean;
}

/** Adds the choice to understand results. */
export function withUnderstand(command: Command): Command {
  return command.option(
    '--understand',
    'find reasons, topics, sentiment and more in English results that have none (loads a model of 250 MB)',
  );
}

/** The context in which results are read as asked for. */
export async function understandingContext(context: Context, { understand }: UnderstandOptions): Promise<Context> {
  if (!understand) return context;
  // Its word lists take a while to load, and only this needs them.
  const { withUnderstanding } = await import('@earshot/language');
  return { ...context, formats: context.formats.map((format) => withUnderstanding(format)) };
}
