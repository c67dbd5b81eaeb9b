import type { TimeSpan } from '../../model/span.js';
import { COACHED_ROLES, type CoachedRole, type Conversation, type Voice } from '../conversation.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';

/** Who begins to speak this long before another is done interrupts. Less is how people take turns. */
const OVERLAP_MS = 500;

/** The turns of one voice that begin while the other has the floor, and go on talking into it. */
function interruptionsBy(voice: Voice, other: Voice): TimeSpan[] {
  const found: TimeSpan[] = [];
  let at = 0;
  for (const turn of voice.floor) {
    while ((other.floor[at]?.endMs ?? turn.startMs + 1) <= turn.startMs) at++;
    const interrupted = other.floor[at];
    if (interrupted === undefined || interrupted.startMs >= turn.startMs) continue;
    const endMs = Math.min(turn.endMs, interrupted.endMs);
    if (endMs - turn.startMs >= OVERLAP_MS) found.push({ ...turn, endMs });
  }
  return found;
}

const counted =
  (role: CoachedRole) =>
  (voice: Voice, conversation: Conversation): Figure => {
    const { interruptions } = conversation;
    if (interruptions !== undefined) {
      const own = interruptions.filter(({ speaker }) => speaker !== undefined && voice.labels.has(speaker));
      return {
        value: own.length,
        isMeasured: true,
        method: 'The interruptions that the vendor states.',
        evidence: own,
      };
    }
    const other = conversation[role === 'agent' ? 'customer' : 'agent'];
    if (!conversation.isTwoChannel || other === undefined) {
      return unavailable('Only recordings with a channel for each of them show who interrupts whom.');
    }
    const missing = missingTimes(conversation, voice);
    if (missing !== undefined) return missing;
    const evidence = interruptionsBy(voice, other);
    const method =
      'Turns that begin while the other speaks, and overlap that by 0.5 s or more; "mhm" and the like don\'t count.';
    return { value: evidence.length, isMeasured: other.isCertain, method, evidence };
  };

const interruptionsOf = (role: CoachedRole): MetricDefinition => ({
  name: `${role}_interruptions`,
  unit: 'count',
  measure: ofVoice(role, counted(role)),
});

export const interruptionMetrics: readonly MetricDefinition[] = COACHED_ROLES.map(interruptionsOf);
