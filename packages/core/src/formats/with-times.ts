import { type Finding, warningFinding } from '../model/finding.js';

interface PerhapsTimed {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

/**
 * What was said, each with the times that a segment must have: one without a start begins where the one before ends, and one
 * without an end has no duration. A finding and a warning
 * say how many those are.
 */
export function withTimes<T>(said: readonly (T & PerhapsTimed)[]): {
  readonly timed: (T & { startMs: number; endMs: number })[];
  readonly findings: Finding[];
} {
  let untimed = 0;
  let endless = 0;
  let atMs = 0;
  const timed = said.map((one) => {
    if (one.startMs === undefined) untimed++;
    else if (one.endMs === undefined) endless++;
    const startMs = one.startMs ?? atMs;
    const endMs = one.endMs ?? startMs;
    atMs = Math.max(startMs, endMs);
    return { ...one, startMs, endMs };
  });
  return { timed, findings: [...withoutTimes(untimed), ...withoutEnd(endless)] };
}

function withoutTimes(count: number): Finding[] {
  const explanation = `Segments without times, which begin where the one before ends: ${count}.`;
  return count === 0 ? [] : [{ kind: 'times', basis: 'unavailable', evidence: [], explanation }];
}

function withoutEnd(count: number): Finding[] {
  const explanation = `segments without an end, which are kept as moments: ${count}`;
  return count === 0 ? [] : [warningFinding({ code: 'bad_time', explanation })];
}
