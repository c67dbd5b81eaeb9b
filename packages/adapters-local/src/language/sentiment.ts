import type { Sentiment } from '@earshot/core';
import { acknowledged, inContext } from './sentiment-context.js';
import { ratingsIn } from './sentiment-ratings.js';
import { sentencesOf, tokensOf } from './sentiment-tokens.js';

/** What the ratings of a segment must add up to before it is called positive or negative. */
const AUDIBLE = 0.8;
/** What there must be of both for a segment to be mixed, and how much of the stronger side the weaker one is at least. */
const MIXED = { each: 2, share: 0.6 };
/** Half of it is a score of ±0.45: one strong phrase. */
const SOFTNESS = 25;

/**
 * How a segment sounds in words: by a list of rated words and phrases of calls, weighed by negation, emphasis, questions
 * and conditions. Courtesies are neutral.
 */
export function sentimentOf(text: string): Sentiment {
  const sentences = sentencesOf(tokensOf(text));
  const ratings = sentences.flatMap((sentence, nth) => {
    const courtesy = acknowledged(sentence, sentences[nth + 1]);
    return inContext(sentence, ratingsIn(sentence)).map(({ from, to, score }) => ({
      score: from < courtesy ? 0.25 * score : score,
      words: text.slice(sentence[from]?.start, sentence[to - 1]?.end),
    }));
  });
  const total = (sign: 1 | -1): number =>
    ratings.reduce((sum, { score }) => sum + (Math.sign(score) === sign ? score : 0), 0);
  const good = total(1);
  const bad = total(-1);
  const sum = good + bad;
  return {
    label: labelOf(good, -bad),
    score: Math.round((100 * sum) / Math.sqrt(sum * sum + SOFTNESS)) / 100 || 0,
    words: ratings.filter(({ score }) => Math.abs(score) >= 0.5).map(({ words }) => words),
  };
}

function labelOf(good: number, bad: number): Sentiment['label'] {
  const [weaker = 0, stronger = 0] = [good, bad].sort((a, b) => a - b);
  if (weaker >= MIXED.each && weaker >= MIXED.share * stronger) return 'mixed';
  if (Math.abs(good - bad) < AUDIBLE) return 'neutral';
  return good > bad ? 'positive' : 'negative';
}
