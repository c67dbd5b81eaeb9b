import { openAccount, runCommand } from '../lib/commands/command.ts';
import { outputsOf } from '../lib/commands/deployment.ts';
import { exportsOf } from '../lib/commands/exports.ts';

const COMMAND = {
  name: 'outputs',
  does: 'Prints what a deployed environment is called and where it is reached.',
  options: ['export'],
} as const;

await runCommand(COMMAND, async ({ settings, has }) => {
  const outputs = await outputsOf(settings, await openAccount(settings.region));
  const lines = has('export')
    ? exportsOf(settings, outputs)
    : Object.entries(outputs).map(([name, value]) => `${name.padEnd(20)} ${value}`);
  for (const line of lines) console.log(line);
});
