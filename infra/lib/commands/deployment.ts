import type { Stack } from '@aws-sdk/client-cloudformation';
import { namesOf } from '../names.ts';
import type { Settings } from '../settings.ts';
import type { Account } from './account.ts';
import { checkExisting } from './existing-resources.ts';
import { CommandError } from './fault.ts';
import { refusedChanges, type Template } from './refused-changes.ts';

/** What a deployment works with. */
export interface Deployment {
  readonly settings: Settings;
  readonly account: Account;
  /** Runs the CDK's command line on the app. */
  readonly synthesise: (isNew: boolean) => Promise<Template>;
  /** Runs it on what was synthesised. */
  readonly cdk: (args: readonly string[]) => Promise<void>;
}

/** What is left of a creation that failed; the CDK deletes it before it tries again. */
const LEFT_BEHIND = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];

/** Synthesises a stack for what is there of it, and refuses what would fail halfway. Says whether it is yet to be created. */
export async function prepare({ settings, account, synthesise }: Deployment) {
  const name = stackName(settings);
  const stack = await account.stack(name);
  if (stack?.StackStatus?.endsWith('_IN_PROGRESS') && stack.StackStatus !== 'REVIEW_IN_PROGRESS') {
    throw new CommandError(`${name} is being changed (${stack.StackStatus}): wait until that has ended`);
  }
  const isNew = !isThere(stack);
  const template = await synthesise(isNew);
  if (isNew) await checkNames(settings, account);
  else refuse(name, refusedChanges(await account.template(name), template));
  refuse(name, await checkExisting(settings, account));
  return { stack, isNew };
}

/**
 * Deploys a stack. One that keeps its data is created without protection from deletion, and protected once it is there:
 * otherwise a creation that failed couldn't be taken back, and the next one would find its names taken.
 */
export async function deploy(
  deployment: Deployment,
  { bootstrap, deployArgs }: { bootstrap: boolean; deployArgs: readonly string[] },
): Promise<void> {
  const { settings, account, synthesise, cdk } = deployment;
  const { stack, isNew } = await prepare(deployment);
  if (bootstrap && (await account.stack('CDKToolkit')) === undefined) await cdk(['bootstrap']);
  if (isNew && stack?.EnableTerminationProtection) await account.unprotect(stackName(settings));
  await cdk(['deploy', '--all', ...deployArgs]);
  if (!isNew || !settings.keepData) return;
  await synthesise(false);
  await cdk(['deploy', '--all', ...deployArgs]);
}

/** The name of an environment's stack. */
export function stackName(settings: Settings): string {
  return namesOf(settings, settings.account ?? '').stack;
}

function isThere(stack: Stack | undefined): boolean {
  const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
  return !['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS', ...LEFT_BEHIND].includes(status);
}

/** Names that another stack has already would fail a creation after minutes. */
async function checkNames(settings: Settings, account: Account): Promise<void> {
  const names = namesOf(settings, settings.account ?? '');
  const owner = await account.ownerOf(names.function('retrieval'));
  if (owner === undefined || owner === names.stack) return;
  throw new CommandError(
    `prefix: ${settings.prefix} belongs to the stack ${owner} in ${settings.region}. Give each environment of an account and Region a prefix of its own.`,
  );
}

function refuse(name: string, reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  throw new CommandError([`${name} can't be deployed like this:`, ...reasons.map((each) => `- ${each}`)].join('\n'));
}

/** The outputs of a deployed stack. @throws CommandError when there is none */
export async function outputsOf(settings: Settings, account: Account): Promise<Readonly<Record<string, string>>> {
  const name = stackName(settings);
  const stack = await account.stack(name);
  if (stack === undefined) throw new CommandError(`${name} isn't deployed in ${settings.region}`);
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}
