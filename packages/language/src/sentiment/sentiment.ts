import type { Embedder, Sentiment } from '@earshot/core';
import { embedded } from '../embedded.js';
import { SentenceModel, trainedWeights } from '../sentence-model.js';
import { sentencesOf, spanOf, tokensOf, wordsOf } from '../tokens.js';
import { type RatedText, ratedText, ratingStrengths, type Sound, withoutConsolation } from './rated-text.js';

/** Segments as they sound, and by what means that was told, for people. */
export interface Sentiments {
  readonly sentiments: readonly Sentiment[];
  readonly means: string;
}

/** What there must be of good and of bad for a segment to be mixed, and how much of the stronger side the weaker one is. */
const MIXED = { each: 2, share: 0.6 };
/** A rating that is weaker is not named. */
const NAMED = 0.5;
/** What has fewer words has no meaning that its words alone don't tell. */
const MIN_EMBEDDED = 3;

const MODEL = new SentenceModel(trainedWeights<Sound>('sentiment'));

/** How segments sound in words. Courtesies are neutral. */
export async function sentimentsOf(texts: readonly string[], embedder: Embedder): Promise<Sentiments> {
  const told = texts.map(withoutConsolation);
  const telling = [...new Set(told)].filter((text) => text.trim().split(/\s+/).length >= MIN_EMBEDDED);
  const { vectors, means } = await embedded(telling, embedder, MODEL.embedding);
  const vectorOf = new Map(telling.map((text, nth) => [text, vectors?.[nth]]));
  return { sentiments: told.map((text) => judged(text, vectorOf.get(text))), means };
}

/** How a segment sounds by its words alone. */
export function sentimentOf(text: string): Sentiment {
  return judged(withoutConsolation(text), undefined);
}

function judged(text: string, embedding: Float32Array | undefined): Sentiment {
  if (sentencesOf(tokensOf(text)).length === 0) return { label: 'neutral', score: 0, words: [] };
  const rated = ratedText(text);
  const { positive, neutral, negative } = MODEL.likelihoods(wordsOf(text), ratingStrengths(rated, text), embedding);
  const balance = positive - negative;
  const score = (Math.sign(balance) * Math.ceil(100 * Math.abs(balance))) / 100;
  if (isMixed(rated)) return { label: 'mixed', score, words: namedIn(rated, () => true) };
  if (neutral >= Math.max(positive, negative)) return { label: 'neutral', score, words: [] };
  const label = balance > 0 ? 'positive' : 'negative';
  const words = namedIn(rated, (rating) => rating > 0 === balance > 0);
  return { label, score, words: words.length > 0 ? words : [tellingSentence(text, label)] };
}

function isMixed({ good, bad }: RatedText): boolean {
  const weaker = Math.min(good, bad);
  return weaker >= MIXED.each && weaker >= MIXED.share * Math.max(good, bad);
}

function namedIn({ ratings }: RatedText, speaks: (score: number) => boolean): string[] {
  return ratings.filter(({ score }) => Math.abs(score) >= NAMED && speaks(score)).map(({ words }) => words);
}

/** The sentence of a text that by itself sounds most like the whole. */
function tellingSentence(text: string, label: 'positive' | 'negative'): string {
  const sentences = sentencesOf(tokensOf(text)).map((tokens) => {
    const sentence = spanOf(tokens, text);
    const strengths = ratingStrengths(ratedText(sentence), sentence);
    return { sentence, likelihood: MODEL.likelihoods(wordsOf(sentence), strengths, undefined)[label] };
  });
  return sentences.reduce((best, each) => (each.likelihood > best.likelihood ? each : best)).sentence;
}
