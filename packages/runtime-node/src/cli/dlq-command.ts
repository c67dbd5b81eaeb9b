import { type DeadLetter, EarshotError, printable, printableJson, toDeadLetterItem } from '@earshot/core';
import { Command, Option } from 'commander';
import { withYes, type YesOption } from './confirmation.js';
import type { Context } from './context.js';
import { type DataOptions, dataFolder, hasData, openData, withData } from './data-option.js';
import { discard } from './dlq-discard.js';
import { messagesTable, NO_CODE, type Queue } from './dlq-messages.js';
import { wholeNumber } from './query-options.js';
import { barTo, progressBar, styled } from './terminal.js';

interface QueueOptions extends DataOptions {
  readonly adapters: 'local' | 'aws';
  readonly queue?: 'start' | 'results';
}

/** `earshot dlq`: dead-lettered messages. */
export function addDlqCommand(program: Command, context: Context, exit: (code: number) => void): void {
  const command = program.command('dlq').description('list dead-lettered messages, send them back, or delete them');
  const list = new Command('list')
    .description('list dead-lettered messages, and why each one failed')
    .option('--limit <count>', 'at most this many of each queue', wholeNumber(1, 10_000), 100)
    .option('--json', 'print each message as a line of JSON')
    .action((options: QueueOptions & { limit: number; json?: boolean }) =>
      withQueues(context, options, (queues) => listMessages(context, queues, options)),
    );
  const show = new Command('show')
    .description('show one dead-lettered message in full')
    .argument('<message>', 'its id, or the id in the logs, which it had before it was dead-lettered')
    .action((id: string, options: QueueOptions) =>
      withQueues(context, options, async (queues) => exit((await showMessage(context, queues, id)) ? 0 : 1)),
    );
  const redrive = new Command('redrive')
    .description('send dead-lettered messages back to their queue')
    .option('--per-second <count>', 'at most this many a second, on AWS', wholeNumber(1, 500))
    .action((options: QueueOptions & { perSecond?: number }) =>
      withQueues(context, options, async (queues) => exit((await redriveAll(context, queues, options)) ? 0 : 1)),
    );
  const discarding = new Command('discard')
    .description('permanently delete dead-lettered messages, all or those named; asks first')
    .argument('[message...]', 'their ids (default: all)')
    .action((ids: string[], options: QueueOptions & YesOption) =>
      withQueues(context, options, async (queues) => exit((await discard(context, queues, ids, options)) ? 0 : 1)),
    );
  for (const each of [list, show, redrive, withYes(discarding)]) {
    withData(each)
      .addOption(new Option('--adapters <name>', 'whose queues').choices(['local', 'aws']).default('local'))
      .addOption(new Option('--queue <name>', 'of this queue on AWS only').choices(['start', 'results']));
    command.addCommand(each.copyInheritedSettings(program));
  }
}

async function withQueues(
  context: Context,
  options: QueueOptions,
  work: (queues: readonly Queue[]) => Promise<void>,
): Promise<void> {
  if (options.adapters === 'aws') {
    const { deadLetterQueues } = await import('../aws/queues.js');
    const queues = deadLetterQueues(context.environment);
    return work(queues.filter(({ name }) => options.queue === undefined || name === options.queue));
  }
  const folder = dataFolder(context, options);
  if (!hasData(folder)) throw new EarshotError('EARSHOT_NOT_FOUND', `${folder} contains no calls`);
  const { local, close } = await openData(context, options);
  try {
    await work([{ name: 'local', letters: local.deadLetters }]);
  } finally {
    await close();
  }
}

async function listMessages(
  { stdout, stderr }: Context,
  queues: readonly Queue[],
  { limit, json }: { limit: number; json?: boolean },
): Promise<void> {
  const listed: { readonly queue: string; readonly message: DeadLetter }[] = [];
  let cut = false;
  for (const queue of queues) {
    const found = await queue.letters.list({ max: limit });
    cut ||= found.length === limit;
    for (const message of found) {
      if (json) stdout.write(`${printableJson({ queue: queue.name, ...message })}\n`);
      listed.push({ queue: queue.name, message });
    }
  }
  if (listed.length === 0) stderr.write('no dead-lettered messages\n');
  else if (!json) stdout.write(`${messagesTable(stdout, listed)}\n`);
  if (cut) stderr.write(`only the first ${limit} of each queue are listed; raise --limit to see more\n`);
}

async function showMessage({ stdout, stderr }: Context, queues: readonly Queue[], id: string): Promise<boolean> {
  for (const queue of queues) {
    const message = await queue.letters.show(id);
    if (message === undefined) continue;
    for (const [name, value] of factsOf(queue, message)) {
      stdout.write(`${styled(stdout, 'bold', name.padEnd(9))} ${printable(value)}\n`);
    }
    stdout.write(`\n${stdout.isTTY ? printable(message.body) : message.body}\n`);
    return true;
  }
  stderr.write(`no dead-lettered message has the id ${printable(id)}\n`);
  return false;
}

function factsOf({ name, letters }: Queue, message: DeadLetter): readonly (readonly [name: string, value: string])[] {
  const { id, original_id: before, sent_at, receive_count, code = NO_CODE, reason } = toDeadLetterItem(name, message);
  const isLook = letters.countsLooks && message.origin?.receiveCount === undefined;
  return [
    ['message', id],
    ...(before === undefined ? [] : [['before', before] as const]),
    ['queue', name],
    ['sent', sent_at],
    ['received', `${times(receive_count)}${isLook ? ', this look included' : ''}`],
    ['code', code],
    ['reason', reason],
  ];
}

async function redriveAll(
  { stdout, stderr }: Context,
  queues: readonly Queue[],
  { perSecond }: { perSecond?: number },
): Promise<boolean> {
  let well = true;
  for (const queue of queues) {
    const { waiting, inFlight = 0 } = await queue.letters.count();
    const total = waiting + inFlight;
    if (total === 0) {
      stdout.write(`${queue.name}: no dead-lettered messages\n`);
      continue;
    }
    const progress = progressBar(stderr, total, 'Sending back');
    const redriven = queue.letters.redrive({ maxPerSecond: perSecond, onMoved: barTo(progress, total) });
    const { moved, stoppedBy } = await redriven.finally(() => progress.stop());
    well &&= stoppedBy === undefined;
    const end = stoppedBy === undefined ? '' : `, then ${stoppedBy}`;
    stdout.write(`${queue.name}: ${moved} ${moved === 1 ? 'message' : 'messages'} sent back${printable(end)}\n`);
  }
  return well;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
