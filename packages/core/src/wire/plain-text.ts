import type { AnalyticsItem } from './analytics-item.js';
import { markedText } from './not-understood.js';
import { printable } from './safe-text.js';

/** What is said in a call, and nothing else: a line for each segment that has words. */
export function toText({
  segments = [],
  transcript = '',
  understood,
}: Pick<AnalyticsItem, 'segments' | 'transcript' | 'understood'>): string {
  const said = segments.length > 0 ? segments : [{ text: transcript, understood }];
  const lines = said.map(({ text, understood }) => ({ text: printable(text).trim(), understood }));
  return lines
    .filter(({ text }) => text !== '')
    .map((line) => `${markedText(line)}\n`)
    .join('');
}
