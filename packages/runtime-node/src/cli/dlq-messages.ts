import { type DeadLetter, type DeadLetters, dayTime, printable, toDeadLetterItem } from '@earshot/core';
import { type Stream, table } from './terminal.js';

/** A queue's dead letters, and its name. */
export interface Queue {
  readonly name: string;
  readonly letters: DeadLetters;
}

/** What is shown of a message that its queue dead-lettered by itself. */
export const NO_CODE = '-';

/** A row for each message, and under it the reason: whole, since it is what people look for here. */
export function messagesTable(stdout: Stream, listed: readonly { queue: string; message: DeadLetter }[]): string {
  const columns = ['QUEUE', 'MESSAGE', 'SENT (UTC)', 'CODE'].map((heading) => ({ heading, share: 0 }));
  const items = listed.map(({ queue, message }) => toDeadLetterItem(queue, message));
  const rows = items.map(({ queue, id, sent_at, code = NO_CODE }) => [queue, id, dayTime(sent_at), code]);
  const [heading = '', ...lines] = table(stdout, columns, rows).split('\n');
  return [heading, ...lines.flatMap((line, index) => [line, `  ${printable(items[index]?.reason ?? '')}`])].join('\n');
}
