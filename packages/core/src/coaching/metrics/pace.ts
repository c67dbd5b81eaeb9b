import { COACHED_ROLES, type CoachedRole, type Conversation, type Voice } from '../conversation.js';
import { type Figure, type MetricDefinition, missingTimes, ofVoice, unavailable } from '../metric-definition.js';
import { totalMs } from '../spans.js';
import { wordsIn } from '../turns.js';

const MINUTE_MS = 60_000;

function pace(voice: Voice, conversation: Conversation): Figure {
  const missing = missingTimes(conversation, voice);
  if (missing !== undefined) return missing;
  const understood = voice.segments.filter((segment) => segment.understood !== false);
  const words = understood.reduce((sum, { text }) => sum + wordsIn(text).length, 0);
  const spokenMs = totalMs(understood);
  if (words === 0 || spokenMs === 0) return unavailable('No words of this role were understood.');
  return {
    value: words / (spokenMs / MINUTE_MS),
    method: 'Words per minute of speaking, pauses between segments left out.',
  };
}

const paceOf = (role: CoachedRole): MetricDefinition => ({
  name: `${role}_pace`,
  unit: 'words_per_minute',
  measure: ofVoice(role, pace),
});

export const paceMetrics: readonly MetricDefinition[] = COACHED_ROLES.map(paceOf);
