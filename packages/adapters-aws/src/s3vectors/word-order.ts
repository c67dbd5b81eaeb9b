import { MIN_COVERED, type SearchTerms, stemOf, weightOfWord, wordsIn } from '@earshot/core';

/** A moment that may be found. */
export interface Candidate {
  /** Names the moment. */
  readonly key: string;
  readonly text: string;
  /** Stems of the query that it was found by: its text may be cut. */
  readonly foundBy: ReadonlySet<string>;
}

/** A word of a query, by its stem. */
export interface QueryStem {
  readonly stem: string;
  /** How many moments have it, as far as they were counted. */
  readonly having: number;
}

/**
 * The index can't say how many moments it has, so weights are relative: the most frequent word of a query counts as one that is
 * in a twentieth of them.
 */
const MOMENTS_PER_USUAL_WORD = 20;
/** As in BM25. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const USUAL_WORDS = 20;

/**
 * The moments that are found by the words of a query, the best first: those that have its phrases as they are written before
 * those that only have their words, then those that have all of its words, and each by how much its words weigh in a text of its length (BM25).
 */
export function inWordOrder<C extends Candidate>(
  candidates: readonly C[],
  terms: SearchTerms,
  stems: readonly QueryStem[],
): C[] {
  const words = new Set(terms.words.map(stemOf));
  const moments = MOMENTS_PER_USUAL_WORD * Math.max(1, ...stems.map(({ having }) => having));
  const weights = new Map(stems.map(({ stem, having }) => [stem, weightOfWord(moments, having)]));
  const whole = sum([...words].map((stem) => weights.get(stem) ?? 0));
  const phrases = terms.phrases.map((phrase) => phrase.map(stemOf));
  const ranked = candidates.flatMap((candidate) => {
    const found = wordsIn(candidate.text).map(({ word }) => stemOf(word));
    const counts = new Map<string, number>();
    for (const stem of found) if (weights.has(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    for (const stem of candidate.foundBy) counts.set(stem, counts.get(stem) ?? 1);
    if (!phrases.flat().every((stem) => counts.has(stem))) return [];
    const covered = sum([...words].map((stem) => (counts.has(stem) ? (weights.get(stem) ?? 0) : 0)));
    if (phrases.length === 0 && (counts.size === 0 || covered < MIN_COVERED * whole)) return [];
    const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * found.length) / USUAL_WORDS;
    const score = sum(
      [...counts].map(([stem, count]) => {
        return ((weights.get(stem) ?? 0) * count * (SATURATION + 1)) / (count + SATURATION * length);
      }),
    );
    const written = phrases.filter((phrase) => follows(phrase, found)).length;
    return [{ candidate, score, written, hasAll: [...words].every((stem) => counts.has(stem)) }];
  });
  return ranked
    .toSorted((a, b) => b.written - a.written || Number(b.hasAll) - Number(a.hasAll) || b.score - a.score)
    .map(({ candidate }) => candidate);
}

/** Whether a text has a word that the query excludes, or all words of such a phrase. */
export function isExcluded(text: string, { excluded }: SearchTerms): boolean {
  if (excluded.length === 0) return false;
  const found = new Set(wordsIn(text).map(({ word }) => stemOf(word)));
  return excluded.some((phrase) => phrase.every((word) => found.has(stemOf(word))));
}

function follows(phrase: readonly string[], found: readonly string[]): boolean {
  return found.some((_, at) => phrase.every((stem, offset) => found[at + offset] === stem));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
