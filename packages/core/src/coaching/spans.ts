import { inOrder, joined, type TimeSpan } from '../model/span.js';

export function lengthOf({ startMs, endMs }: TimeSpan): number {
  return endMs - startMs;
}

export function totalMs(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, span) => sum + lengthOf(span), 0);
}

/** How much of a span is within another, ms. */
export function sharedMs(a: TimeSpan, b: TimeSpan): number {
  return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
}

/** What is between {@link joined} spans. */
export function gapsIn(spans: readonly TimeSpan[]): TimeSpan[] {
  return spans.slice(1).map(({ startMs }, before) => ({ startMs: spans[before]?.endMs ?? startMs, endMs: startMs }));
}

/** When spans of more than one list are under way. The spans within each list are {@link joined}. */
export function atOnce(lists: readonly (readonly TimeSpan[])[]): TimeSpan[] {
  const shared: TimeSpan[] = [];
  let untilMs = 0;
  for (const { startMs, endMs } of inOrder(lists.flat())) {
    if (startMs < untilMs) shared.push({ startMs, endMs: Math.min(endMs, untilMs) });
    untilMs = Math.max(untilMs, endMs);
  }
  return joined(shared);
}

/** The longest spans, the longest first. Of two of the same length, the earlier first. */
export function longest<T extends TimeSpan>(spans: readonly T[], count: number): T[] {
  return spans.toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.startMs - b.startMs).slice(0, count);
}
