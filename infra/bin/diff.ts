import { deploymentOf, runCommand } from '../lib/commands/command.ts';
import { prepare } from '../lib/commands/deployment.ts';

const COMMAND = {
  name: 'diff',
  does: 'Says what a deployment would change, and whether it would be refused.',
} as const;

await runCommand(COMMAND, async (told) => {
  const deployment = await deploymentOf(told);
  await prepare(deployment);
  await deployment.cdk(['diff', '--all']);
});
