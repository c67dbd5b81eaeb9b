import { createInterface } from 'node:readline/promises';
import { EarshotError } from '@earshot/core';
import type { Command } from 'commander';
import type { Context } from './context.js';

/** Whether to go on without asking. */
export interface YesOption {
  readonly yes?: boolean;
}

/** Adds the option that answers every question with yes. */
export function withYes(command: Command): Command {
  return command.option('--yes', "don't ask");
}

/**
 * How to ask whether to go on; everything but a plain yes is a no.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when there is no terminal to ask on, before anything is done
 */
export function confirmation(
  { stdin, stderr }: Pick<Context, 'stdin' | 'stderr'>,
  { yes = false }: YesOption,
): (question: string) => Promise<boolean> {
  if (yes) return async () => true;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new EarshotError('EARSHOT_INVALID_INPUT', 'no terminal to ask on: confirm with --yes', {
      details: { field: '--yes', expected: '--yes, or a terminal', found: 'neither' },
    });
  }
  return async (question) => {
    const lines = createInterface({ input: stdin, output: stderr });
    // Ctrl-C and Ctrl-D close it without an answer.
    const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    try {
      const answer = await Promise.race([lines.question(`${question} [y/N] `), closed]);
      return /^y(es)?$/i.test(answer.trim());
    } finally {
      lines.close();
    }
  };
}
