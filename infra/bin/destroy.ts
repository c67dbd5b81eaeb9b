import { createInterface } from 'node:readline/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { deploymentOf, runCommand, type Told } from '../lib/commands/command.ts';
import { outputsOf } from '../lib/commands/deployment.ts';
import { emptyBucket } from '../lib/commands/empty-bucket.ts';
import { CommandError } from '../lib/commands/fault.ts';
import type { Settings } from '../lib/settings.ts';

const COMMAND = {
  name: 'destroy',
  does: 'Removes an environment with all its calls. Leaves one alone that keeps its data.',
  options: ['yes'],
} as const;

await runCommand(COMMAND, async (told) => {
  const { environment, settings } = told;
  if (settings.keepData) {
    throw new CommandError(
      `${environment} keeps its data: set keepData to false in infra/settings/${environment}.ts and deploy that first`,
    );
  }
  const { account, synthesise, cdk } = await deploymentOf(told);
  const buckets = ownBuckets(settings, await outputsOf(settings, account));
  await confirm(told);
  const client = new S3Client({ region: settings.region });
  for (const bucket of buckets) console.log(`${bucket}: ${await emptyBucket(client, bucket)} objects removed`);
  client.destroy();
  await synthesise(false);
  await cdk(['destroy', '--all', '--force']);
});

async function confirm({ environment, has }: Told): Promise<void> {
  if (has('yes')) return;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`This removes ${environment} with all its calls. Type its name to go on: `);
  terminal.close();
  if (answer !== environment) throw new CommandError('nothing was removed');
}

/** The buckets that the stack made. */
function ownBuckets({ media, results }: Settings, outputs: Readonly<Record<string, string>>): readonly string[] {
  const { MediaBucket, ResultsBucket, AccessLogsBucket } = outputs;
  return [
    ...(media.existingBucket === undefined ? [MediaBucket] : []),
    ...(results.existingBucket === undefined ? [ResultsBucket] : []),
    AccessLogsBucket,
  ].filter((bucket) => bucket !== undefined);
}
