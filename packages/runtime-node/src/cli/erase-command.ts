import { EarshotError, printable, printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { findHash } from '../find-call.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, openData, withData } from './data-option.js';
import { styled } from './terminal.js';

/** `earshot erase`: removes every trace of a call. */
export function addEraseCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('erase')
    .description('remove every trace of a call from this machine: recording, results, record, messages')
    .argument('<call>', 'its id or its hash')
    .option('--json', 'print the receipt as JSON');
  withData(command).action(async (name: string, options: DataOptions & { json?: boolean }) => {
    const folder = dataFolder(context, options);
    if (!hasData(folder)) throw new EarshotError('EARSHOT_NOT_FOUND', `${folder} holds no calls`);
    exit((await erase(context, name, options)) ? 0 : 1);
  });
}

async function erase(context: Context, name: string, options: DataOptions & { json?: boolean }): Promise<boolean> {
  const { stdout, stderr } = context;
  const { app, close } = await openData(context, options);
  try {
    const hash = await findHash(app, name);
    if (hash === undefined) {
      stderr.write(`no call is named ${printable(name)}\n`);
      return false;
    }
    const receipt = await app.eraseCall.execute(hash);
    const erasedAt = new Date(receipt.erasedAtMs).toISOString();
    if (options.json) {
      stdout.write(`${printableJson({ ...receipt, erasedAtMs: undefined, erasedAt })}\n`);
      return true;
    }
    stdout.write(`${styled(stdout, 'bold', `erased ${printable(name)}`)}  ${receipt.hash}  ${erasedAt}\n`);
    for (const trace of [...receipt.traces, ...receipt.documents]) stdout.write(`  ${printable(trace)}\n`);
    for (const { name, removed } of receipt.derived ?? []) {
      if (removed > 0) stdout.write(`  ${name}: ${removed} removed\n`);
    }
    stdout.write(`  ${receipt.recordRemoved ? 'the record' : 'the record was gone already'}\n`);
    if (receipt.unreadable !== undefined) {
      stdout.write(`  the record was damaged; unreadable: ${['record', ...receipt.unreadable].join(', ')}\n`);
    }
    return true;
  } finally {
    await close();
  }
}
