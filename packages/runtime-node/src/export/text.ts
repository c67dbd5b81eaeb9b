import { type AnalyticsItem, markedText, printable } from '@earshot/core';

/** What was said in a call and nothing else: a line for each segment. */
export function toText({ segments = [], transcript = '' }: AnalyticsItem): string {
  const texts = segments.length > 0 ? segments.map(markedText) : [transcript];
  return texts.flatMap((text) => (text.trim() === '' ? [] : [`${printable(text)}\n`])).join('');
}
