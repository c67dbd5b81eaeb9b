import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Settings } from '../settings.ts';
import { Account } from './account.ts';
import { type Deployment, stackName } from './deployment.ts';
import { CommandError } from './fault.ts';
import { ENVIRONMENTS, loadSettings } from './load-settings.ts';
import type { Template } from './refused-changes.ts';

const INFRA = join(import.meta.dirname, '../..');
const BUNDLES = join(INFRA, '../packages/runtime-lambda/bundles');

/** What options say, each where a command takes it. */
const OPTIONS = {
  yes: 'go on without asking',
  'no-bootstrap': "leave the CDK's bootstrap stack alone, for credentials that may not make it",
  export: 'print lines for a shell to evaluate',
} as const;
type Option = keyof typeof OPTIONS;

/** A command, as its help describes it. */
export interface Command {
  readonly name: string;
  readonly does: string;
  readonly options?: readonly Option[];
}

/** What a command is told. */
export interface Told {
  readonly environment: string;
  readonly settings: Settings;
  readonly has: (option: Option) => boolean;
}

/** Runs a command, and says in a sentence what keeps it from its work. */
export async function runCommand(command: Command, work: (told: Told) => Promise<void>): Promise<void> {
  try {
    const told = await readArguments(command);
    if (told === undefined) console.log(helpOf(command));
    else await work(told);
  } catch (error) {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 1;
  }
}

function usageOf({ name, options = [] }: Command): string {
  const flags = options.map((option) => ` [--${option}]`).join('');
  return `usage: npm run ${name} -- --env <${ENVIRONMENTS.join(' | ')}>${flags}`;
}

function helpOf(command: Command): string {
  const lines = [
    ['env NAME', 'the environment: a file in infra/settings'] as const,
    ...(command.options ?? []).map((option) => [option, OPTIONS[option]] as const),
  ].map(([option, says]) => `  --${option.padEnd(14)}${says}`);
  return [usageOf(command), '', command.does, '', ...lines].join('\n');
}

/** Answers `undefined` when help was asked for. */
async function readArguments(command: Command): Promise<Told | undefined> {
  const { options = [] } = command;
  let values: Partial<Record<Option | 'env' | 'help', string | boolean>>;
  try {
    ({ values } = parseArgs({
      options: {
        env: { type: 'string' },
        help: { type: 'boolean' },
        ...Object.fromEntries(options.map((option) => [option, { type: 'boolean' as const }])),
      },
    }));
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${usageOf(command)}`);
  }
  if (values.help === true) return undefined;
  const environment = values.env === undefined ? undefined : String(values.env);
  const settings = await loadSettings(environment).catch((error: Error) => {
    throw new CommandError(`${error.message}\n${usageOf(command)}`);
  });
  return { environment: String(environment), settings, has: (option) => values[option] === true };
}

/** Makes sure that there is something to deploy. @throws CommandError */
export function needBundles(): void {
  if (existsSync(BUNDLES)) return;
  throw new CommandError('there are no bundles to deploy: run "npm run build" first');
}

/** The account that the credentials belong to, after making sure that there are any. @throws CommandError */
export async function openAccount(region: string): Promise<Account> {
  const s3 = new S3Client({ region });
  try {
    await s3.config.credentials();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      `no AWS credentials were found (${reason}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with "aws sso login".`,
    );
  }
  const [cloudFormation, dynamoDb] = [new CloudFormationClient({ region }), new DynamoDBClient({ region })];
  return new Account({ cloudFormation, dynamoDb, s3 });
}

/** What deploying an environment works with. */
export async function deploymentOf({ environment, settings }: Told): Promise<Deployment> {
  needBundles();
  return {
    settings,
    account: await openAccount(settings.region),
    synthesise: (isNew) => synthesise({ environment, settings }, isNew),
    cdk: (args) => cdk([...args, '--app', assemblyFolder(environment)]),
  };
}

/** Synthesises an environment, and answers its template. @throws CommandError */
export async function synthesise(
  { environment, settings }: Pick<Told, 'environment' | 'settings'>,
  isNew: boolean,
): Promise<Template> {
  const folder = assemblyFolder(environment);
  const context = [`environment=${environment}`, `isNew=${isNew}`].flatMap((each) => ['--context', each]);
  await cdk(['synth', '--quiet', '--output', folder, ...context]);
  return JSON.parse(readFileSync(join(folder, `${stackName(settings)}.template.json`), 'utf8')) as Template;
}

/** Runs the CDK's command line. @throws CommandError when it fails; it has said why */
async function cdk(args: readonly string[]): Promise<void> {
  const program = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin/cdk');
  const child = spawn(process.execPath, [program, ...args], {
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

/** Where an environment is synthesised to. */
export function assemblyFolder(environment: string): string {
  return join(INFRA, 'cdk.out', environment);
}
