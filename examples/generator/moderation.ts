import type { BdaModeration } from '@earshot/core/testing/bda';
import { between, randomFor, uuidFor } from './random.ts';
import type { Segment } from './timeline.ts';

/** Every category of the service, with the score of clean speech and how much a rude word adds. */
const CATEGORIES = [
  { category: 'profanity', clean: 0.128, weight: 1 },
  { category: 'hate_speech', clean: 0.119, weight: 0.08 },
  { category: 'sexual', clean: 0.124, weight: 0.05 },
  { category: 'insult', clean: 0.131, weight: 0.75 },
  { category: 'violence_or_threat', clean: 0.126, weight: 0.12 },
  { category: 'graphic', clean: 0.117, weight: 0.04 },
  { category: 'harassment_or_abuse', clean: 0.121, weight: 0.45 },
];

/** The scores for each segment. The service always lists all the categories, also for clean speech. */
export function moderationOf(segments: readonly Segment[], callId: string): BdaModeration[] {
  const random = randomFor(`${callId}:moderation`);
  return segments.map(({ index, start, end, turn }) => {
    const rude = turn.cues.rude ?? 0;
    const scores = CATEGORIES.map(({ category, clean, weight }) => ({
      category,
      confidence: Math.max(clean, rude * weight) + between(random, -0.008, 0.008),
    }));
    const mean = scores.reduce((sum, { confidence }) => sum + confidence, 0) / scores.length;
    return {
      id: uuidFor(`${callId}:moderation:${index}`),
      confidence: score(mean * 0.93),
      startMs: start,
      endMs: end,
      categories: Object.fromEntries(scores.map(({ category, confidence }) => [category, score(confidence)])),
    };
  });
}

function score(value: number): number {
  return Number(value.toFixed(4));
}
