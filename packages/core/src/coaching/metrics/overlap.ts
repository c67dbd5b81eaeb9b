import type { TimeSpan } from '../../model/span.js';
import type { Conversation } from '../conversation.js';
import { MAX_EVIDENCE_SPANS } from '../metric.js';
import { type Figure, type MetricDefinition, missingTimes, unavailable } from '../metric-definition.js';
import { atOnce, longest, totalMs } from '../spans.js';

const overlap =
  (value: (spans: readonly TimeSpan[], conversation: Conversation) => number) =>
  (conversation: Conversation): Figure => {
    const missing = missingTimes(conversation);
    if (missing !== undefined) return missing;
    if (!conversation.hasSpeakers) return unavailable('The transcript has no speaker labels.');
    const spans = atOnce(conversation.voices.map((voice) => voice.spans));
    const isMeasured = conversation.isTwoChannel;
    const method = isMeasured
      ? 'The time in which segments of different speakers overlap.'
      : 'The time in which segments of different speakers overlap. On one channel, little of it is recognized.';
    return { value: value(spans, conversation), isMeasured, method, evidence: longest(spans, MAX_EVIDENCE_SPANS) };
  };

export const overlapMetrics: readonly MetricDefinition[] = [
  { name: 'overlap_total', unit: 'ms', measure: overlap(totalMs) },
  // Some speech has a length wherever times are known.
  { name: 'overlap_share', unit: 'ratio', measure: overlap((spans, { speech }) => totalMs(spans) / totalMs(speech)) },
];
