import { type DeadLetter, type DeadLetters, printable, toDeadLetterItem } from '@earshot/core';
import { type Stream, table } from './terminal.js';
import { timeHeading, timeText } from './times.js';

/** A queue's dead letters, and its name. */
export interface Queue {
  readonly name: string;
  readonly letters: DeadLetters;
}

/** What is shown of a message that its queue dead-lettered by itself. */
export const NO_CODE = '-';

/** A row for each message. On a terminal the reason is under it: whole, since it is what people look for here. */
export function messagesTable(stdout: Stream, listed: readonly { queue: string; message: DeadLetter }[]): string {
  const columns = ['QUEUE', 'MESSAGE', timeHeading(stdout, 'SENT'), 'CODE'].map((heading) => ({ heading, share: 0 }));
  const items = listed.map(({ queue, message }) => toDeadLetterItem(queue, message));
  const rows = items.map(({ queue, id, sent_at, code = NO_CODE }) => [queue, id, timeText(stdout, sent_at), code]);
  if (!stdout.isTTY) {
    const whole = rows.map((row, index) => [...row, items[index]?.reason ?? '']);
    return table(stdout, [...columns, { heading: 'REASON', share: 0 }], whole);
  }
  const [heading = '', ...lines] = table(stdout, columns, rows).split('\n');
  return [heading, ...lines.flatMap((line, index) => [line, `  ${printable(items[index]?.reason ?? '')}`])].join('\n');
}
