import type { Cue } from './cues.js';
import { plainText } from './payload.js';

/** Cues of which each shows the lines of the one before again follow it at once. */
const AT_ONCE_MS = 100;

/**
 * Leaves each line of rolling captions where it is shown first. YouTube shows each up to three times: below the one before, alone
 * for 10 ms, and above the next. Other captions are left as they are, since people do repeat themselves: lines roll where a cue
 * repeats the end of the one before and adds to it, in a quarter of all cues.
 */
export function withoutRepetition(cues: readonly Cue[]): readonly Cue[] {
  const shown = cues.map(({ lines }) => lines.map(plainText));
  const repeated = shown.map((lines, at) => repeatedLines(cues[at - 1], shown[at - 1] ?? [], cues[at], lines));
  const rolling = repeated.filter((count, at) => count > 0 && count < (shown[at]?.length ?? 0)).length;
  if (rolling < 2 || rolling * 4 < cues.length) return cues;
  return cues.map((cue, at) => ({ ...cue, lines: cue.lines.slice(repeated[at]) }));
}

/** How many lines at the beginning of a cue are the last ones of the cue before. */
function repeatedLines(
  before: Cue | undefined,
  above: readonly string[],
  cue: Cue | undefined,
  lines: readonly string[],
): number {
  const gapMs = (cue?.startMs ?? Number.POSITIVE_INFINITY) - (before?.endMs ?? 0);
  if (gapMs > AT_ONCE_MS) return 0;
  let count = Math.min(above.length, lines.length, LONGEST);
  while (count > 0 && !lines.slice(0, count).every((line, at) => line === above[above.length - count + at])) count--;
  return count;
}

/** Lines on a screen. */
const LONGEST = 8;
