import type { AnalyticsItem } from './analytics-item.js';

/** Why a call was not understood, for people; `undefined` when it was. */
export function notUnderstood({
  understood,
  not_understood_reason: reason,
}: Pick<AnalyticsItem, 'understood' | 'not_understood_reason'>): string | undefined {
  return understood === false ? (reason ?? 'what was said could not be recognized reliably') : undefined;
}

/** The text of a segment, marked where it should not be relied on. */
export function markedText({ text, understood }: { text: string; understood?: boolean | undefined }): string {
  return understood === false ? `[not understood] ${text}` : text;
}
