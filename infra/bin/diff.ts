import { cdk, needBundles, needCredentials, runCommand } from '../lib/commands/command.ts';

await runCommand('diff', async ({ environment, settings }) => {
  needBundles();
  await needCredentials(settings.region);
  await cdk(environment, ['diff', '--all']);
});
