import { printableJson } from '@earshot/core';
import type { Command } from 'commander';
import { examine } from '../local/doctor.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, openData, withData } from './data-option.js';
import { styled, styleOfState, table } from './terminal.js';

/** `earshot doctor`: what is installed, and whether it can transcribe. */
export function addDoctorCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('doctor')
    .description('check the installation: models, formats, and whether recordings can be transcribed')
    .option('--json', 'print each finding as a line of JSON');
  withData(command).action(async (options: DataOptions & { json?: boolean }) => {
    const { stdout } = context;
    const { settings, version } = context;
    const folder = dataFolder(context, options);
    const checks = await examine({
      version,
      settings,
      folder,
      withLocal: async (look) => {
        if (!hasData(folder)) return look(undefined);
        const { local, close } = await openData(context, options);
        return look(local).finally(close);
      },
    });
    if (options.json) for (const check of checks) stdout.write(`${printableJson(check)}\n`);
    else {
      const columns = [
        { heading: 'What', share: 0 },
        { heading: 'State', share: 0, styleOf: styleOfState },
        { heading: 'Details', share: 1 },
      ];
      stdout.write(
        `${table(
          stdout,
          columns,
          checks.map(({ name, state, detail }) => [name, state, detail]),
        )}\n`,
      );
    }
    const ill = checks.filter(({ state }) => state === 'missing' || state === 'failed');
    const damaged = checks.filter(({ state }) => state === 'damaged');
    const verdict =
      ill.length === 0
        ? 'Earshot can transcribe recordings.'
        : `Earshot can't transcribe recordings: see ${ill.map(({ name }) => name).join(', ')}.`;
    if (!options.json) {
      stdout.write(`\n${styled(stdout, ill.length === 0 ? 'green' : 'red', verdict)}\n`);
      for (const { detail } of damaged) stdout.write(`${styled(stdout, 'red', `Calls: ${detail}.`)}\n`);
    }
    exit(ill.length + damaged.length === 0 ? 0 : 1);
  });
}
