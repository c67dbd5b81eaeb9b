import { cdk, needBundles, needCredentials, outputsFile, runCommand } from '../lib/commands/command.ts';

await runCommand('deploy', async ({ environment, settings, yes }) => {
  needBundles();
  await needCredentials(settings.region);
  await cdk(environment, ['bootstrap']);
  const approval = yes ? 'never' : 'broadening';
  const outputs = outputsFile(environment);
  await cdk(environment, ['deploy', '--all', '--require-approval', approval, '--outputs-file', outputs]);
  if (settings.alarms.emails.length === 0) {
    console.warn(`Nobody hears the alarms yet: name who should in alarms.emails of infra/settings/${environment}.ts.`);
  }
  console.log(`What was made is listed in ${outputs}.`);
});
