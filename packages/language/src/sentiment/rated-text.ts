import { sentencesOf, spanOf, tokensOf } from '../tokens.js';
import { acknowledged, consoles, inContext } from './context.js';
import { ratingsIn } from './ratings.js';

/** How a text can sound. */
export const SOUNDS = ['positive', 'neutral', 'negative'] as const;

/** One of {@link SOUNDS}. */
export type Sound = (typeof SOUNDS)[number];

/** Words of a text that say something, as it has them, and how much they say where they stand. */
export interface RatedWords {
  readonly words: string;
  /** From -6.5 to 6.5. */
  readonly score: number;
}

export interface RatedText {
  readonly ratings: readonly RatedWords[];
  /** What the good ones add up to. */
  readonly good: number;
  /** What the bad ones add up to, as a positive number. */
  readonly bad: number;
}

/** What a word counts that only says that the last answer was heard. */
const COURTESY_SHARE = 0.25;
/** How far good and bad are apart before they are heard. */
const HEARD = 0.8;
/** The same, and before they are clear, and before they leave little doubt. */
const DISTANCES = [HEARD, 2, 3.3];
const STRONGEST = 6;
/** How much it says, as a strength, that something is so. */
const SO = 2;

/**
 * Rates a text by a list of words and phrases of calls, weighed by negation, emphasis, questions and conditions.
 * Courtesies count little.
 */
export function ratedText(text: string): RatedText {
  const sentences = sentencesOf(tokensOf(text));
  const ratings = sentences.flatMap((sentence, nth) => {
    const courtesy = acknowledged(sentence, sentences[nth + 1]);
    return inContext(sentence, ratingsIn(sentence)).map(({ from, to, score }) => ({
      score: from < courtesy ? COURTESY_SHARE * score : score,
      words: text.slice(sentence[from]?.start, sentence[to - 1]?.end),
    }));
  });
  const sumOf = (sign: 1 | -1): number => ratings.reduce((sum, { score }) => sum + Math.max(0, sign * score), 0);
  return { ratings, good: sumOf(1), bad: sumOf(-1) };
}

/** A text without the sentences that only feel for somebody: they tell how somebody else feels. */
export function withoutConsolation(text: string): string {
  const sentences = sentencesOf(tokensOf(text));
  const told = sentences.filter((sentence) => {
    if (!consoles(sentence)) return true;
    const { good, bad } = ratedText(spanOf(sentence, text));
    return Math.abs(good - bad) > HEARD;
  });
  return told.length === sentences.length ? text : told.map((sentence) => spanOf(sentence, text)).join(' ');
}

/** What a sentence model receives the ratings of a text, and of how it asks. */
export function ratingStrengths({ good, bad }: RatedText, text: string): number[] {
  const apart = good - bad;
  const facts = [
    ...DISTANCES.flatMap((distance) => [apart > distance, apart < -distance]),
    good === 0 && bad === 0,
    text.trimEnd().endsWith('?'),
    text.includes('?'),
  ];
  const amounts = [good, bad].map((sum) => (SO / 3) * Math.min(STRONGEST, sum));
  return [...amounts, ...facts.map((fact) => (fact ? SO : 0))];
}
