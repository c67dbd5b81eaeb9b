import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { S3Client } from '@aws-sdk/client-s3';
import {
  CommandError,
  cdk,
  needBundles,
  needCredentials,
  outputsFile,
  runCommand,
  type Told,
} from '../lib/commands/command.ts';
import { emptyBucket } from '../lib/commands/empty-bucket.ts';

await runCommand('destroy', async (told) => {
  const { environment, settings } = told;
  if (settings.keepData) {
    throw new CommandError(
      `${environment} keeps its data: set keepData to false in infra/settings/${environment}.ts and deploy that first`,
    );
  }
  needBundles();
  await needCredentials(settings.region);
  await confirm(told);
  const client = new S3Client({ region: settings.region });
  for (const bucket of ownBuckets(told)) console.log(`${bucket}: ${await emptyBucket(client, bucket)} objects removed`);
  client.destroy();
  await cdk(environment, ['destroy', '--all', '--force']);
});

async function confirm({ environment, yes }: Told): Promise<void> {
  if (yes) return;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`This removes ${environment} with all its calls. Type its name to go on: `);
  terminal.close();
  if (answer !== environment) throw new CommandError('nothing was removed');
}

/** The buckets that the stack made, by what it told when it was deployed. */
function ownBuckets({ environment, settings }: Told): readonly string[] {
  const file = outputsFile(environment);
  if (!existsSync(file))
    throw new CommandError(`${file} is missing: deploy once more, so that it is known what to remove`);
  const stacks = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>);
  const { MediaBucket, ResultsBucket, AccessLogsBucket } = stacks[0] ?? {};
  return [
    ...(settings.media.existingBucket === undefined ? [MediaBucket] : []),
    ...(settings.results.existingBucket === undefined ? [ResultsBucket] : []),
    AccessLogsBucket,
  ].filter((bucket) => bucket !== undefined);
}
