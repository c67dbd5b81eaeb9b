import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import type { Settings } from '../settings.ts';
import { ENVIRONMENTS, loadSettings } from './load-settings.ts';

const INFRA = join(import.meta.dirname, '../..');
const BUNDLES = join(INFRA, '../packages/runtime-lambda/bundles');

/** What a command is told. */
export interface Told {
  readonly environment: string;
  readonly settings: Settings;
  /** Whether to go on without asking. */
  readonly yes: boolean;
}

/** A fault that its message says all about. */
export class CommandError extends Error {}

/** Runs a command, and says in a sentence what keeps it from its work. */
export async function runCommand(name: string, work: (told: Told) => Promise<void>): Promise<void> {
  try {
    await work(await readArguments(name));
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  }
}

async function readArguments(name: string): Promise<Told> {
  const usage = `usage: npm run ${name} -- --env <${ENVIRONMENTS.join(' | ')}>`;
  let values: { env?: string | undefined; yes?: boolean | undefined };
  try {
    ({ values } = parseArgs({ options: { env: { type: 'string' }, yes: { type: 'boolean' } } }));
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${usage}`);
  }
  const settings = await loadSettings(values.env).catch((error: Error) => {
    throw new CommandError(`${error.message}\n${usage}`);
  });
  return { environment: String(values.env), settings, yes: values.yes ?? false };
}

/** Makes sure that there is something to deploy. @throws CommandError */
export function needBundles(): void {
  if (existsSync(BUNDLES)) return;
  throw new CommandError('there are no bundles to deploy: run "npm run build" first');
}

/** Makes sure that AWS can be asked at all. @throws CommandError */
export async function needCredentials(region: string): Promise<void> {
  const client = new S3Client({ region });
  try {
    await client.config.credentials();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `no AWS credentials were found (${reason}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with "aws sso login".`,
    );
  } finally {
    client.destroy();
  }
}

/** Runs the CDK's command line. @throws CommandError when it fails; it has said why */
export async function cdk(environment: string, args: readonly string[]): Promise<void> {
  const program = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');
  const child = spawn(process.execPath, [program, ...args, '--context', `environment=${environment}`], {
    cwd: INFRA,
    stdio: 'inherit',
    // The app runs on the Node that runs this.
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new CommandError(`cdk ${args[0]} failed`);
}

/** Where the outputs of an environment are kept after it was deployed. */
export function outputsFile(environment: string): string {
  return join(INFRA, 'cdk.out', `outputs.${environment}.json`);
}
