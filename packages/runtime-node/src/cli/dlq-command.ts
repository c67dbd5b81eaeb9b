import { setTimeout as wait } from 'node:timers/promises';
import type { DeadLetter, MoveTask, SqsDeadLetters } from '@earshot/adapters-aws';
import { Command, Option } from 'commander';
import type { QueueName, QueueSettings } from '../aws/queues.js';
import type { Context } from './context.js';
import { wholeNumber } from './query-options.js';
import { printable, progressBar, type Stream, styled, table } from './terminal.js';
import { dayTime } from './times.js';

const LOOK_AGAIN_MS = 500;

interface QueueOptions {
  readonly queue?: QueueName;
}

/** A queue, and what was parked of it. */
interface Letters {
  readonly queue: QueueSettings;
  readonly letters: SqsDeadLetters;
}

/** `earshot dlq`: the messages that were parked. */
export function addDlqCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program
    .command('dlq')
    .description('look at the messages on AWS that were parked, and send them back');
  const list = new Command('list')
    .description('list the parked messages, and why each was parked')
    .option('--limit <count>', 'at most this many of each queue', wholeNumber(1, 10_000), 100)
    .option('--json', 'print each message as a line of JSON')
    .action((options: QueueOptions & { limit: number; json?: boolean }) => listLetters(context, options));
  const show = new Command('show')
    .description('show one parked message whole')
    .argument('<message>', 'its id, or the one that logs name, which it had before it was parked')
    .action(async (id: string, options: QueueOptions) => exit((await showLetter(context, id, options)) ? 0 : 1));
  const redrive = new Command('redrive')
    .description('send the parked messages back to be handled')
    .option('--per-second <count>', 'at most this many a second', wholeNumber(1, 500))
    .action(async (options: QueueOptions & { perSecond?: number }) => {
      exit((await redriveLetters(context, options)) ? 0 : 1);
    });
  for (const each of [list, show, redrive]) {
    each.addOption(new Option('--queue <name>', 'of this queue only').choices(['start', 'results']));
    command.addCommand(each.copyInheritedSettings(program));
  }
}

async function openLetters({ environment }: Context, { queue: only }: QueueOptions): Promise<readonly Letters[]> {
  const { deadLettersOf, QUEUE_VARIABLES, queuesOf, sqsClient } = await import('../aws/queues.js');
  const { readAwsVariables } = await import('@earshot/adapters-aws');
  const client = sqsClient();
  return queuesOf(readAwsVariables(environment, QUEUE_VARIABLES))
    .filter(({ name }) => only === undefined || name === only)
    .map((queue) => ({ queue, letters: deadLettersOf(queue, client) }));
}

async function listLetters(context: Context, options: QueueOptions & { limit: number; json?: boolean }): Promise<void> {
  const { stdout, stderr } = context;
  const listed: { readonly queue: QueueName; readonly letter: DeadLetter }[] = [];
  let cut = false;
  for (const { queue, letters } of await openLetters(context, options)) {
    const found = await letters.list({ max: options.limit });
    cut ||= found.length === options.limit;
    for (const letter of found) {
      if (options.json) stdout.write(`${JSON.stringify({ queue: queue.name, ...letter })}\n`);
      listed.push({ queue: queue.name, letter });
    }
  }
  if (listed.length === 0) stderr.write('no message is parked\n');
  else if (!options.json) stdout.write(`${lettersTable(stdout, listed)}\n`);
  if (cut)
    stderr.write(`at most ${options.limit} of each queue are shown; a greater --limit shows more, if there are more\n`);
}

/** A row for each message, and under it the reason: whole, since it is what people look for here. */
function lettersTable(stdout: Stream, listed: readonly { queue: QueueName; letter: DeadLetter }[]): string {
  const columns = ['QUEUE', 'MESSAGE', 'SENT (UTC)', 'CODE'].map((heading) => ({ heading, share: 0 }));
  const rows = listed.map(({ queue, letter }) => [queue, letter.messageId, dayTime(sentAt(letter)), codeOf(letter)]);
  const [heading = '', ...lines] = table(stdout, columns, rows).split('\n');
  const reasons = listed.map(({ letter }) => `  ${printable(reasonOf(letter))}`);
  return [heading, ...lines.flatMap((line, index) => [line, reasons[index] ?? ''])].join('\n');
}

async function showLetter(context: Context, id: string, options: QueueOptions): Promise<boolean> {
  const { stdout, stderr } = context;
  for (const { queue, letters } of await openLetters(context, options)) {
    const letter = await letters.show(id);
    if (letter === undefined) continue;
    for (const [name, value] of factsOf(queue.name, letter)) {
      stdout.write(`${styled(stdout, 'bold', name.padEnd(9))} ${printable(value)}\n`);
    }
    stdout.write(`\n${stdout.isTTY ? printable(letter.body) : letter.body}\n`);
    return true;
  }
  stderr.write(`no parked message has the id ${id}\n`);
  return false;
}

function factsOf(queue: QueueName, letter: DeadLetter): readonly (readonly [name: string, value: string])[] {
  const { messageId, origin, receiveCount } = letter;
  const before = origin?.messageId;
  const received = origin?.receiveCount;
  return [
    ['message', messageId],
    ...(before === undefined ? [] : [['before', before] as const]),
    ['queue', queue],
    ['sent', sentAt(letter)],
    ['received', received === undefined ? `${times(receiveCount)}, this look included` : times(received)],
    ['code', codeOf(letter)],
    ['reason', reasonOf(letter)],
  ];
}

async function redriveLetters(context: Context, options: QueueOptions & { perSecond?: number }): Promise<boolean> {
  const { stdout } = context;
  let well = true;
  for (const { queue, letters } of await openLetters(context, options)) {
    const { waiting, inFlight } = await letters.count();
    if (waiting + inFlight === 0) {
      stdout.write(`${queue.name}: no message is parked\n`);
      continue;
    }
    await letters.redrive(options.perSecond === undefined ? {} : { maxPerSecond: options.perSecond });
    const task = await untilMoved(context, letters, waiting);
    const completed = task.status === 'COMPLETED';
    well &&= completed;
    const why = task.failureReason === undefined ? '' : `: ${task.failureReason}`;
    const end = completed ? '' : `, then ${task.status.toLowerCase()}${why}`;
    stdout.write(`${queue.name}: ${task.moved} ${task.moved === 1 ? 'message' : 'messages'} sent back${end}\n`);
  }
  return well;
}

async function untilMoved({ stderr }: Context, letters: SqsDeadLetters, total: number): Promise<MoveTask> {
  const progress = progressBar(stderr, total, 'Sending back');
  try {
    for (let shown = 0; ; await wait(LOOK_AGAIN_MS)) {
      const [task] = await letters.status();
      for (; task !== undefined && shown < Math.min(task.moved, total); shown++) progress.step();
      if (task !== undefined && !['RUNNING', 'CANCELLING'].includes(task.status)) return task;
    }
  } finally {
    progress.stop();
  }
}

function sentAt({ origin, sentAtMs }: DeadLetter): string {
  return origin?.sentAt ?? new Date(sentAtMs).toISOString();
}

function codeOf({ failure }: DeadLetter): string {
  return failure?.code ?? '-';
}

function reasonOf({ failure }: DeadLetter): string {
  return failure?.reason ?? 'received too often without an answer: put away by the redrive policy of the queue';
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
