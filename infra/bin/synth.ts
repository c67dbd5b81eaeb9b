import { assemblyFolder, needBundles, runCommand, synthesise } from '../lib/commands/command.ts';

const COMMAND = {
  name: 'synth',
  does: 'Writes the template of an environment, and checks it by the rules of AWS and of cdk-nag. Needs no account.',
} as const;

await runCommand(COMMAND, async (told) => {
  needBundles();
  await synthesise(told, false);
  console.log(`The template is in ${assemblyFolder(told.environment)}.`);
});
