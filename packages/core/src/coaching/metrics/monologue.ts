import { joined, type TimeSpan } from '../../model/span.js';
import { COACHED_ROLES, type CoachedRole, type Conversation, type Voice } from '../conversation.js';
import { MAX_EVIDENCE_SPANS } from '../metric.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice } from '../metric-definition.js';
import { lengthOf, longest } from '../spans.js';

/** A speaker's own pause of less than this doesn't end a monologue. */
const PAUSE_MS = 2_000;

interface Monologue extends TimeSpan {
  readonly segmentIndex: number;
}

/** A monologue ends with a long pause, or with a pause in which somebody else takes the floor. */
function monologuesOf(voice: Voice, voices: readonly Voice[]): Monologue[] {
  const others = joined(voices.flatMap((other) => (other === voice ? [] : other.floor)));
  const monologues: { startMs: number; endMs: number; segmentIndex: number }[] = [];
  let next = 0;
  for (const { startMs, endMs, segmentIndex } of voice.turns) {
    const last = monologues.at(-1);
    const saidMs = last?.endMs ?? startMs;
    while ((others[next]?.endMs ?? Number.POSITIVE_INFINITY) <= saidMs) next++;
    const isTaken = (others[next]?.startMs ?? startMs) < startMs;
    if (last === undefined || isTaken || startMs - saidMs >= PAUSE_MS) {
      monologues.push({ startMs, endMs, segmentIndex });
    } else {
      last.endMs = endMs;
    }
  }
  return monologues;
}

function longestMonologue(voice: Voice, conversation: Conversation): Figure {
  const missing = missingTimes(conversation, voice);
  if (missing !== undefined) return missing;
  const evidence = longest(monologuesOf(voice, conversation.voices), MAX_EVIDENCE_SPANS);
  const value = Math.max(...evidence.map(lengthOf));
  const method = 'The longest run of this role. Pauses under 2 s and short signs of listening by others do not end it.';
  return { value, isMeasured: conversation.isTwoChannel, method, evidence };
}

const monologueOf = (role: CoachedRole): MetricDefinition => ({
  name: `${role}_longest_monologue`,
  unit: 'ms',
  measure: ofVoice(role, longestMonologue),
});

export const monologueMetrics: readonly MetricDefinition[] = COACHED_ROLES.map(monologueOf);
