/** The query of a person, read: what the words of a moment must satisfy. */
export interface SearchTerms {
  /** Words as they were written, without those that every text has; the more of them a moment has, the better. */
  readonly words: readonly string[];
  /** Beginnings of words, without the `*`; each must be in the moment. */
  readonly prefixes: readonly string[];
  /** The words of each phrase; each phrase must be in the moment. */
  readonly phrases: readonly (readonly string[])[];
  /** Words and phrases that must not be in it. */
  readonly excluded: readonly (readonly string[])[];
}
