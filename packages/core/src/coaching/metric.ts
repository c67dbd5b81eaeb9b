import * as z from 'zod/mini';
import { FINDING_BASES } from '../model/finding.js';
import { Natural, NonEmpty } from '../model/primitives.js';
import { TimeSpan } from '../model/span.js';

/** The version of the definitions of metrics. Raise it with every change of what they give. */
export const METRICS_VERSION = 1;

/** A span of a call that one can jump to. */
export const EvidenceSpan = z.extend(TimeSpan, {
  /** The segment in which it begins, where it has one. */
  segmentIndex: z.optional(Natural),
});
export type EvidenceSpan = z.infer<typeof EvidenceSpan>;

/** How many moments a metric or an insight names at most. */
export const MAX_EVIDENCE_SPANS = 3;

/** `ratio`: 0–1. `score`: sentiment from -5 to 5, the scale of Post Call Analytics. */
export const METRIC_UNITS = ['ratio', 'ms', 'count', 'per_10_minutes', 'words_per_minute', 'score'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** One figure of one call, and what it rests on. */
export const Metric = z.object({
  name: NonEmpty,
  /** Absent when it is unavailable: then nothing is known, which isn't 0. */
  value: z.optional(z.number()),
  unit: z.enum(METRIC_UNITS),
  /** `measured` only if both the times and who is who are known for certain. */
  basis: z.enum(FINDING_BASES),
  /** How it was computed or whose figure it is, or why it is unavailable. For people. */
  method: z.string(),
  /** Where in the call it shows most, best first. */
  evidence: z.array(EvidenceSpan).check(z.maxLength(MAX_EVIDENCE_SPANS)),
});
export type Metric = z.infer<typeof Metric>;
