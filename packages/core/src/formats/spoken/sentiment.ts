import type { Sentiment } from '../../model/finding.js';

/** The sentiment of a part of what was said. */
export interface PartSentiment {
  readonly label: Sentiment['label'];
  readonly score: number;
  /** Its length, in any unit. */
  readonly weight: number;
}

/** The sentiment of what has parts: mixed where they are positive and negative. `undefined` without parts. */
export function sentimentOver(parts: readonly PartSentiment[]): Sentiment | undefined {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight <= 0) return undefined;
  const labels = new Set(parts.map(({ label }) => label).filter((label) => label !== 'neutral'));
  const [label = 'neutral'] = labels;
  const score = parts.reduce((sum, part) => sum + part.score * part.weight, 0) / weight;
  return { label: labels.size > 1 ? 'mixed' : label, score: Math.min(Math.max(score, -1), 1), words: [] };
}
