/**
 * What a person searches for, as `parseSearchText` reads it. Words are folded but not stemmed: without letter case and
 * diacritics.
 *
 * A moment is **found by words** when it has every phrase, every prefix and nothing excluded, and, where the query has neither
 * phrases nor prefixes, words that make up {@link MIN_COVERED} of the query's weight: see `weightOfWord`.
 */
export interface SearchTerms {
  /** Without those that every text has, unless there is nothing else. The more of them a moment has, the better. */
  readonly words: readonly string[];
  /** Beginnings of words, without the `*`. A moment must have a word whose stem begins with the prefix's. */
  readonly prefixes: readonly string[];
  /** The words of each phrase. They must follow each other in the moment. */
  readonly phrases: readonly (readonly string[])[];
  /** Words and phrases that the moment must not have, however it is found. */
  readonly excluded: readonly (readonly string[])[];
}

/** A moment that is found by words has words of at least this part of the query's weight. */
export const MIN_COVERED = 0.4;
