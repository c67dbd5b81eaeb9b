import * as z from 'zod/mini';
import { Natural } from './primitives.js';

/** Milliseconds from the start of the recording, whole. */
export const OffsetMs = Natural;

/** A span of a recording. */
export const TimeSpan = z.object({ startMs: OffsetMs, endMs: OffsetMs });
export type TimeSpan = z.infer<typeof TimeSpan>;

/** Spans in the order of time, joined where they touch, overlap, or are at most `gapMs` apart. */
export function joined(spans: readonly TimeSpan[], gapMs = 0): TimeSpan[] {
  const all: { startMs: number; endMs: number }[] = [];
  let last: { startMs: number; endMs: number } | undefined;
  for (const { startMs, endMs } of inOrder(spans)) {
    if (last !== undefined && startMs - last.endMs <= gapMs) {
      if (endMs > last.endMs) last.endMs = endMs;
    } else {
      last = { startMs, endMs };
      all.push(last);
    }
  }
  return all;
}

/** Sorts by beginning. What is sorted already is given back as it is. */
export function inOrder<T extends TimeSpan>(spans: readonly T[]): readonly T[] {
  const isSorted = spans.every(({ startMs }, at) => at === 0 || startMs >= (spans[at - 1]?.startMs ?? 0));
  return isSorted ? spans : spans.toSorted((a, b) => a.startMs - b.startMs);
}
