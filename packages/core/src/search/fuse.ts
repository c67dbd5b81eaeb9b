/** A moment in the order of a query. */
export interface RankedMoment {
  /** Names the moment in its index. */
  readonly key: string;
  readonly matched: readonly ('words' | 'meaning')[];
  readonly score: number;
}

/** How much the first ranks outweigh later ones: reciprocal rank fusion (Cormack and others, 2009) found 60 to do well. */
const RANK_OFFSET = 60;

/** No query ranks more moments than this. */
export const MAX_RANKED = 1_000;

/**
 * Fuses the order by words and the order by meaning, each with the best moment first: a moment's score is the sum of
 * 1 / (60 + rank) over the orders that have it. At most {@link MAX_RANKED}; words come first where scores are equal.
 */
export function fuse(words: readonly string[], meaning: readonly string[]): RankedMoment[] {
  const ranked = new Map<string, { key: string; matched: ('words' | 'meaning')[]; score: number }>();
  for (const [arm, keys] of [['words', words] as const, ['meaning', meaning] as const]) {
    for (const [at, key] of keys.entries()) {
      const known = ranked.get(key) ?? { key, matched: [], score: 0 };
      known.matched.push(arm);
      known.score += 1 / (RANK_OFFSET + 1 + at);
      ranked.set(key, known);
    }
  }
  return [...ranked.values()].toSorted((a, b) => b.score - a.score).slice(0, MAX_RANKED);
}

/** Moments of the same call after each other, calls in the order of their best moment. */
export function byCall(ranked: readonly RankedMoment[], callOf: (key: string) => string): RankedMoment[] {
  const calls = new Map<string, RankedMoment[]>();
  for (const moment of ranked) {
    const call = callOf(moment.key);
    const others = calls.get(call);
    if (others === undefined) calls.set(call, [moment]);
    else others.push(moment);
  }
  return [...calls.values()].flat();
}

/**
 * How much a word of the query says: the fewer moments have it, the more. Always above 0.
 * @param having how many of the moments have it
 */
export function weightOfWord(moments: number, having: number): number {
  return Math.log(1 + (moments - having + 0.5) / (having + 0.5));
}
