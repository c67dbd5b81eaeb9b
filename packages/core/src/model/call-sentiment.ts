import * as z from 'zod/mini';
import type { Analysis } from './analysis.js';
import { SENTIMENT_LABELS, SentimentScore } from './finding.js';

/** The sentiment of a call as a whole. */
export const CallSentiment = z.object({
  label: z.enum(SENTIMENT_LABELS),
  /**
   * The mean over the call, from -1 (most negative) to 1. Absent where segments have no sentiment.
   */
  score: z.optional(SentimentScore),
});
export type CallSentiment = z.infer<typeof CallSentiment>;

/** A mean beyond this, either way, makes a call positive or negative where no analyzer says what it is. */
const TELLING_SCORE = 0.1;

/**
 * The sentiment of a call: what the analyzer found for the whole call, with the mean of its segments by their length, or of its
 * speakers where segments have none. `undefined` when the analysis says nothing.
 */
export function callSentimentOf(analysis: Analysis): CallSentiment | undefined {
  const { findings = [], transcript, speakerStatistics = [] } = analysis;
  const ofSegments = (transcript?.segments ?? []).flatMap(({ sentiment, startMs, endMs }) =>
    sentiment === undefined ? [] : [{ score: sentiment.score, weight: Math.max(1, endMs - startMs) }],
  );
  const ofSpeakers = speakerStatistics.flatMap(({ sentiment, talkMs = 1 }) =>
    sentiment === undefined ? [] : [{ score: sentiment, weight: Math.max(1, talkMs) }],
  );
  const score = meanOf(ofSegments) ?? meanOf(ofSpeakers);
  const found = findings.find(({ kind }) => kind === 'sentiment')?.value;
  const label = SENTIMENT_LABELS.find((one) => one === found) ?? labelOf(score);
  return label && { label, ...(score !== undefined && { score }) };
}

function meanOf(rated: readonly { readonly score: number; readonly weight: number }[]): number | undefined {
  const weight = rated.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return undefined;
  return rated.reduce((sum, one) => sum + one.score * one.weight, 0) / weight;
}

function labelOf(score: number | undefined): CallSentiment['label'] | undefined {
  if (score === undefined || Math.abs(score) <= TELLING_SCORE) return score === undefined ? undefined : 'neutral';
  return score < 0 ? 'negative' : 'positive';
}
