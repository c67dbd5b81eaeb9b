import { printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { callText } from './call-views.js';
import type { Context } from './context.js';
import { type SourceOptions, withCalls, withSource } from './source-option.js';

/** `earshot show`: one call in full. */
export function addShowCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('show')
    .description('show one call: summary, topics, and the transcript by speaker with times')
    .argument('<call>', 'its id or its hash, or the beginning of one')
    .option('--json', 'print it as JSON');
  withSource(command).action(async (name: string, options: SourceOptions & { json?: boolean }) => {
    const code = await withCalls(context, options, async (calls) => {
      const call = await calls.get(name);
      if (call === undefined) context.stderr.write(`no call is named ${printable(name)}\n`);
      else if (options.json) context.stdout.write(`${printableJson(call)}\n`);
      else context.stdout.write(`${callText(context.stdout, call)}\n`);
      return call === undefined ? 1 : 0;
    });
    exit(code);
  });
}
