import type { Finding } from '../model/finding.js';

interface PerhapsTimed {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
}

/**
 * What was said, each with the times that a segment must have: one without times begins where the one before ends. A finding
 * says how many those are.
 */
export function withTimes<T>(said: readonly (T & PerhapsTimed)[]): {
  readonly timed: (T & { startMs: number; endMs: number })[];
  readonly findings: Finding[];
} {
  let untimed = 0;
  let atMs = 0;
  const timed = said.map((one) => {
    if (one.startMs === undefined) untimed++;
    const startMs = one.startMs ?? atMs;
    const endMs = one.endMs ?? startMs;
    atMs = Math.max(startMs, endMs);
    return { ...one, startMs, endMs };
  });
  if (untimed === 0) return { timed, findings: [] };
  const explanation = `Segments without times, which begin where the one before ends: ${untimed}.`;
  return { timed, findings: [{ kind: 'times', basis: 'unavailable', evidence: [], explanation }] };
}
