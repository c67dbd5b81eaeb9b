import type { Conversation } from './conversation.js';
import { type EvidenceSpan, MAX_EVIDENCE_SPANS, type Metric } from './metric.js';
import type { Figure, MetricDefinition } from './metric-definition.js';
import { interruptionMetrics } from './metrics/interruptions.js';
import { lengthMetrics } from './metrics/length.js';
import { monologueMetrics } from './metrics/monologue.js';
import { overlapMetrics } from './metrics/overlap.js';
import { paceMetrics } from './metrics/pace.js';
import { questionMetrics } from './metrics/questions.js';
import { responseGapMetrics } from './metrics/response-gap.js';
import { sentimentMetrics } from './metrics/sentiment.js';
import { silenceMetrics } from './metrics/silence.js';
import { talkMetrics } from './metrics/talk.js';

/** Every metric there is, in the order in which they are shown. */
export const METRIC_DEFINITIONS: readonly MetricDefinition[] = [
  ...lengthMetrics,
  ...talkMetrics,
  ...monologueMetrics,
  ...silenceMetrics,
  ...interruptionMetrics,
  ...overlapMetrics,
  ...paceMetrics,
  ...questionMetrics,
  ...responseGapMetrics,
  ...sentimentMetrics,
];

/** All metrics of a call: those that are unavailable, too. None where there is nothing to measure. */
export function measureCall(conversation: Conversation | undefined): Metric[] {
  if (conversation === undefined) return [];
  return METRIC_DEFINITIONS.map(({ name, unit, measure }) => toMetric(name, unit, measure(conversation)));
}

function toMetric(name: string, unit: Metric['unit'], { value, isMeasured, method, evidence = [] }: Figure): Metric {
  if (value === undefined) return { name, unit, basis: 'unavailable', method, evidence: [] };
  const basis = isMeasured === true ? 'measured' : 'estimated';
  return {
    name,
    value: rounded(value),
    unit,
    basis,
    method,
    evidence: evidence.slice(0, MAX_EVIDENCE_SPANS).map(toMoment),
  };
}

/** To six places: sums of fractions differ in the last ones. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 || 0;
}

/** Other members of what was found are no part of a moment. */
function toMoment({ startMs, endMs, segmentIndex }: EvidenceSpan): EvidenceSpan {
  return { startMs, endMs, ...(segmentIndex !== undefined && { segmentIndex }) };
}
