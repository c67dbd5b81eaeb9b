import type { CallHash, CallId } from '../model/call.js';

/** What coaching keeps of one call besides its insights: for numbers per agent and week. */
export interface CallScore {
  readonly hash: CallHash;
  readonly callId: CallId;
  /** When the record was made, epoch ms. A call that was erased and came back begins at revision 1 again. */
  readonly recordCreatedAtMs: number;
  /** The revision of the record that this was computed from. */
  readonly revision: number;
  /** As `agentNameOf` gives it. Absent when the agent isn't known by name. */
  readonly agentName?: string | undefined;
  readonly recordedAtMs: number;
  /** The values of the metrics that are available. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The versions of the rulesets that were applied, by name. */
  readonly rulesets: Readonly<Record<string, number>>;
  /** The versions of the rules by which it was computed. Absent in scores that are older than these versions. */
  readonly versions?: { readonly metrics: number; readonly participants: number } | undefined;
}

/** A place in the newest-first order of an agent's calls: by `recordedAtMs` descending, then by `hash` ascending. */
export function compareScores(
  a: Pick<CallScore, 'recordedAtMs' | 'hash'>,
  b: Pick<CallScore, 'recordedAtMs' | 'hash'>,
): number {
  return b.recordedAtMs - a.recordedAtMs || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}

/** Which state of which record something was computed from. */
type Origin = Pick<CallScore, 'recordCreatedAtMs' | 'revision'>;

/** Whether a score was computed from an older record than the kept one: then it changes nothing. */
export function isOutdated(score: Origin, kept: Origin): boolean {
  if (score.recordCreatedAtMs !== kept.recordCreatedAtMs) return score.recordCreatedAtMs < kept.recordCreatedAtMs;
  return score.revision < kept.revision;
}
