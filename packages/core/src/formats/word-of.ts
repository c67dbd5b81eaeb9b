import type { Word } from '../model/analysis.js';

/**
 * A word, with what is known of it; its end is never before its start. A call has tens of thousands: one that is made at once, as
 * most are, is one object in memory, and one that is made member by member is two.
 */
export function wordOf(
  text: string,
  startMs: number | undefined,
  endMs: number | undefined,
  confidence: number | undefined,
): Word {
  if (startMs !== undefined && endMs !== undefined && confidence !== undefined) {
    return { text, startMs, endMs: endMs < startMs ? startMs : endMs, confidence };
  }
  const word: Word = { text };
  if (startMs !== undefined) word.startMs = startMs;
  if (endMs !== undefined) word.endMs = Math.max(startMs ?? 0, endMs);
  if (confidence !== undefined) word.confidence = confidence;
  return word;
}
