import {
  type CallRecord,
  type CorrectedParticipant,
  EarshotError,
  type ParticipantRole,
  printable,
  printableJson,
  toAnalyticsItem,
} from '@earshot/core';
import type { Command } from 'commander';
import { findCall } from '../find-call.js';
import type { Context } from './context.js';
import { noticesOf } from './notice-options.js';
import { participantsTable } from './participants-view.js';
import { type StoredOptions, withStored, withStoredApp } from './stored-app.js';
import { userName } from './user-name.js';

interface Options extends StoredOptions {
  readonly agent?: readonly string[];
  readonly customer?: readonly string[];
  readonly name?: readonly string[];
  readonly reset?: boolean;
  readonly json?: boolean;
}

/** `earshot roles`: who takes part in a call, and the correction of that. */
export function addRolesCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('roles')
    .description('show who takes part in a call and how that is known, or correct it')
    .argument('<call>', 'its id or its hash')
    .option('--agent <label>', 'a speaker who is an agent, such as spk_1; may be given several times', collected)
    .option('--customer <label>', 'a speaker who is a customer; may be given several times', collected)
    .option('--name <label=name>', 'the name of a speaker, such as spk_1=Zoe', collected)
    .option('--reset', 'withdraw earlier corrections')
    .option('--json', 'print the participants as JSON');
  withStored(command).action(async (call: string, options: Options) => {
    const said = correctionIn(options);
    const isShown = await withStoredApp(
      context,
      options,
      async (app) => {
        const found = await findCall(app, call);
        if (found === undefined) {
          context.stderr.write(`no call is named ${printable(call)}\n`);
          return false;
        }
        const participants = options.reset ? said([]) : said(found.correction?.roles ?? []);
        const isAsked = options.reset || options.agent || options.customer || options.name;
        const record = isAsked
          ? await app.correctParticipants.execute(found.hash, { participants }, userName())
          : found;
        context.stdout.write(`${options.json ? jsonOf(record) : textOf(context, record)}\n`);
        return true;
      },
      await noticesOf(context, {}),
    );
    exit(isShown ? 0 : 1);
  });
}

/** Of an option that may be given several times. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/**
 * What the options make of the correction before. Who is named an agent takes the place of those who were corrected to be
 * agents, and so for customers.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when a name has no label, or a speaker has two roles
 */
function correctionIn({ agent, customer, name = [] }: Options) {
  const names = name.map((written): readonly [string, string] => {
    const [label = '', ...rest] = written.split('=');
    if (label !== '' && rest.join('=') !== '') return [label, rest.join('=')];
    const details = { field: '--name', expected: 'label=name', found: written };
    throw new EarshotError('EARSHOT_INVALID_INPUT', `--name must be label=name (got ${written})`, { details });
  });
  const both = agent?.find((label) => customer?.includes(label));
  if (both !== undefined) {
    const details = { field: '--customer', expected: 'speakers who are no agents', found: both };
    throw new EarshotError('EARSHOT_INVALID_INPUT', `--agent and --customer both name ${both}`, { details });
  }
  const roles = { agent, customer } satisfies { [Role in ParticipantRole]?: readonly string[] | undefined };
  return (before: readonly CorrectedParticipant[]): CorrectedParticipant[] => {
    const people = new Map(before.map((one) => [one.label, { ...one }]));
    const entry = (label: string) => people.get(label) ?? people.set(label, { label }).get(label) ?? { label };
    for (const [role, labels] of Object.entries(roles) as [ParticipantRole, readonly string[] | undefined][]) {
      if (labels === undefined) continue;
      for (const one of people.values()) if (one.role === role) delete one.role;
      for (const label of labels) entry(label).role = role;
    }
    for (const [label, given] of names) entry(label).name = given;
    return [...people.values()].filter((one) => one.role !== undefined || one.name !== undefined);
  };
}

function jsonOf(record: CallRecord): string {
  const { hash, call_id, participants = [], correction } = toAnalyticsItem(record);
  return printableJson({ hash, call_id, participants, correction });
}

function textOf({ stdout }: Context, record: CallRecord): string {
  const { participants = [], correction } = toAnalyticsItem(record);
  return participants.length === 0
    ? 'no speakers are known'
    : participantsTable(stdout, participants, correction?.actor);
}
