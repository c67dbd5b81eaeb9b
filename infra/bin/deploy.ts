import { deploymentOf, runCommand } from '../lib/commands/command.ts';
import { deploy } from '../lib/commands/deployment.ts';

const COMMAND = {
  name: 'deploy',
  does: 'Deploys an environment to AWS, after checking that it can be. Bootstraps the CDK where it is missing.',
  options: ['yes', 'no-bootstrap'],
} as const;

await runCommand(COMMAND, async (told) => {
  const deployArgs = ['--require-approval', told.has('yes') ? 'never' : 'broadening'];
  await deploy(await deploymentOf(told), { bootstrap: !told.has('no-bootstrap'), deployArgs });
  const { environment, settings } = told;
  if (settings.alarms.emails.length === 0) {
    console.warn(`Nobody hears the alarms yet: name who should in alarms.emails of infra/settings/${environment}.ts.`);
  }
  console.log(`What was made: npm run outputs -- --env ${environment}`);
});
