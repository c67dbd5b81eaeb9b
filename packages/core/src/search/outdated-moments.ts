import { isOutdated } from '../coaching/call-score.js';
import type { IndexedRevision } from '../ports/moment-index.js';
import type { MomentsOfCall } from './moment.js';

/**
 * Whether moments change nothing that is kept: since they are from an older state of the call, or lack the vectors that those
 * kept from the same state have. An embedder that fails takes nothing away.
 */
export function areOutdatedMoments(call: MomentsOfCall, kept: IndexedRevision): boolean {
  if (isOutdated(call, kept)) return true;
  const isSame = !isOutdated(kept, call) && call.rules === kept.rules;
  return isSame && call.vectors === undefined && kept.model !== undefined;
}
