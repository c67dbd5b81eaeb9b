import * as z from 'zod/mini';
import { Natural, NonEmpty } from './primitives.js';

/** Words of one segment that support a finding. */
export const Evidence = z.object({
  segmentIndex: Natural,
  /** As the transcript has them. */
  quote: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * How something became known. `measured`: read off the recording itself. `estimated`: derived by
 * rules or by a model. `unavailable`: looked for but not found.
 */
export const FINDING_BASES = ['measured', 'estimated', 'unavailable'] as const;

/** One thing that an analyzer found in a call, how it knows, and the words that say so. */
export const Finding = z.object({
  /** What was looked for, such as `reason`, `resolution`, `next_step`, `category`, `topic`, `sentiment`, `speakers`. */
  kind: NonEmpty,
  /** What was found. Absent when it is unavailable. */
  value: z.optional(z.union([z.string(), z.number()])),
  basis: z.enum(FINDING_BASES),
  /** How often it was found, where the vendor says so; 0 for a category that matches what is not said. */
  count: z.optional(Natural),
  evidence: z.array(Evidence),
  /** How it was found, or why it wasn't, in words for people. */
  explanation: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;

/** Kinds of findings that are concluded from the words of a call. */
export const CONCLUSIONS = [
  'agent',
  'caller',
  'reason',
  'resolution',
  'next_step',
  'category',
  'topic',
  'sentiment',
] as const;

/** The `kind` of a finding that warns. */
const WARNING = 'warning';

/**
 * Something that a person should know before relying on a call that was stored despite a problem.
 */
export interface Warning {
  /** Stable, in snake_case, such as `recording_cut_off`. */
  readonly code: string;
  /** For people. Redacted copies carry it too: it repeats nothing that was said. */
  readonly explanation: string;
}

/** Records a {@link Warning} among the findings of a call. */
export function warningFinding({ code, explanation }: Warning): Finding {
  return { kind: WARNING, value: code, basis: 'measured', evidence: [], explanation };
}

/** The warnings among the findings of a call. */
export function warningsIn(findings: readonly Pick<Finding, 'kind' | 'value' | 'explanation'>[] = []): Warning[] {
  return findings.flatMap(({ kind, value = kind, explanation = '' }) =>
    kind === WARNING ? [{ code: String(value), explanation }] : [],
  );
}

/** The sentiment of a segment as a label. */
export const SENTIMENT_LABELS = ['positive', 'neutral', 'negative', 'mixed'] as const;

/** From -1 (most negative) to 1. */
export const SentimentScore = z.number().check(z.minimum(-1), z.maximum(1));

/** The sentiment of one segment. */
export const Sentiment = z.object({
  label: z.enum(SENTIMENT_LABELS),
  score: SentimentScore,
  /** The supporting words, as they appear in the segment. */
  words: z.array(z.string()),
});
export type Sentiment = z.infer<typeof Sentiment>;
