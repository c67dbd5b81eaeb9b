import { type DeadLetter, type DeadLetters, dayTime, printable } from '@earshot/core';
import { type Stream, table } from './terminal.js';

/** A queue's dead letters, and its name. */
export interface Queue {
  readonly name: string;
  readonly letters: DeadLetters;
}

/** A row for each message, and under it the reason: whole, since it is what people look for here. */
export function messagesTable(stdout: Stream, listed: readonly { queue: string; message: DeadLetter }[]): string {
  const columns = ['QUEUE', 'MESSAGE', 'SENT (UTC)', 'CODE'].map((heading) => ({ heading, share: 0 }));
  const rows = listed.map(({ queue, message }) => [
    queue,
    message.messageId,
    dayTime(sentAt(message)),
    codeOf(message),
  ]);
  const [heading = '', ...lines] = table(stdout, columns, rows).split('\n');
  const reasons = listed.map(({ message }) => `  ${printable(reasonOf(message))}`);
  return [heading, ...lines.flatMap((line, index) => [line, reasons[index] ?? ''])].join('\n');
}

/** When it was sent at first: ISO 8601, UTC. */
export function sentAt({ origin, sentAtMs }: DeadLetter): string {
  return origin?.sentAt ?? new Date(sentAtMs).toISOString();
}

/** Why it was dead-lettered, as a code; a dash if the queue did that. */
export function codeOf({ failure }: DeadLetter): string {
  return failure?.code ?? '-';
}

/** Why it was dead-lettered, in words. */
export function reasonOf({ failure }: DeadLetter): string {
  return failure?.reason ?? 'received too often without an answer: put away by the redrive policy of the queue';
}
