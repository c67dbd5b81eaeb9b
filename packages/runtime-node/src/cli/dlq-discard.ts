import { type DeadLetter, printable } from '@earshot/core';
import { confirmation, type YesOption } from './confirmation.js';
import type { Context } from './context.js';
import { messagesTable, type Queue } from './dlq-messages.js';
import { barTo, progressBar } from './terminal.js';

/** Dead letters of one queue that are to be discarded. */
interface Doomed {
  readonly queue: Queue;
  /** Some of them, to show. */
  readonly shown: readonly DeadLetter[];
  readonly total: number;
  /** Absent: all. */
  readonly messageIds?: readonly string[];
}

const SHOWN = 20;

/**
 * Shows the dead letters that go, asks, and deletes them.
 * @param ids of those that are meant; none means all
 * @returns whether everything that was meant is gone
 */
export async function discard(
  context: Context,
  queues: readonly Queue[],
  ids: readonly string[],
  options: YesOption,
): Promise<boolean> {
  const { stdout, stderr } = context;
  const confirm = confirmation(context, options);
  const doomed = ids.length === 0 ? await allOf(queues) : await named(queues, ids);
  const found = new Set(doomed.flatMap(({ messageIds = [] }) => messageIds));
  const missing = ids.filter((id) => !found.has(id));
  for (const id of missing) stderr.write(`no dead-lettered message has the id ${printable(id)}\n`);
  const total = doomed.reduce((sum, each) => sum + each.total, 0);
  if (total === 0) {
    if (ids.length === 0) stderr.write('no dead-lettered messages\n');
    return missing.length === 0;
  }
  const rows = doomed.flatMap(({ queue, shown }) => shown.map((message) => ({ queue: queue.name, message })));
  stdout.write(`${messagesTable(stdout, rows)}\n`);
  if (rows.length < total) stdout.write(`and ${total - rows.length} more\n`);
  if (!(await confirm(`Delete ${counted(total)} for good?`))) {
    stderr.write('nothing was deleted\n');
    return false;
  }
  for (const { queue, messageIds, total: ofQueue } of doomed) {
    const progress = progressBar(stderr, ofQueue, 'Deleting');
    const discarding = queue.letters.discard({ messageIds, onDiscarded: barTo(progress, ofQueue) });
    const { discarded } = await discarding.finally(() => progress.stop());
    stdout.write(`${queue.name}: ${counted(discarded)} deleted\n`);
  }
  return missing.length === 0;
}

async function allOf(queues: readonly Queue[]): Promise<readonly Doomed[]> {
  const doomed: Doomed[] = [];
  for (const queue of queues) {
    const { waiting, inFlight = 0 } = await queue.letters.count();
    const shown = await queue.letters.list({ max: SHOWN });
    const total = Math.max(waiting + inFlight, shown.length);
    if (total > 0) doomed.push({ queue, shown, total });
  }
  return doomed;
}

async function named(queues: readonly Queue[], ids: readonly string[]): Promise<readonly Doomed[]> {
  const doomed: Doomed[] = [];
  for (const queue of queues) {
    const shown = new Map<string, DeadLetter>();
    const messageIds: string[] = [];
    for (const id of ids) {
      const letter = await queue.letters.show(id);
      if (letter === undefined) continue;
      shown.set(letter.messageId, letter);
      messageIds.push(id);
    }
    if (shown.size > 0) doomed.push({ queue, shown: [...shown.values()], total: shown.size, messageIds });
  }
  return doomed;
}

function counted(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}
