import { MIN_COVERED, type SearchTerms, stemOf, weightOfWord, wordsIn } from '@earshot/core';

/** A word of a query, and how much it says. */
export interface WeighedWord {
  /** Not stemmed. */
  readonly word: string;
  readonly weight: number;
}

/** How moments are found by words in FTS5. */
export interface WordSearch {
  /** An expression that all moments found match. */
  readonly match: string;
  /** An expression that those match which have all words of the query. Absent: all that are found. */
  readonly whole?: string | undefined;
  /** Which of those that match are found. Absent: all. */
  readonly isFound?: ((text: string) => boolean) | undefined;
}

/** Above this many words, an expression that says exactly which moments have enough of them would be too long. */
const MAX_EXACT = 5;

/** The distinct words of a query, the one that says most first. @param having how many moments have a stem */
export function weighed(words: readonly string[], moments: number, having: (stem: string) => number): WeighedWord[] {
  const byStem = new Map(words.map((word) => [stemOf(word), word]));
  const each = Array.from(byStem, ([stem, word]) => ({ word, weight: weightOfWord(moments, having(stem)) }));
  return each.sort((a, b) => b.weight - a.weight);
}

/** What phrases, prefixes and exclusions ask of a moment; `undefined` when they ask nothing. */
export function required({ phrases, prefixes }: SearchTerms): string | undefined {
  const all = [...phrases.map((words) => quoted(words.join(' '))), ...prefixes.map((prefix) => `${quoted(prefix)} *`)];
  return all.length === 0 ? undefined : all.join(' AND ');
}

/** Matches what is excluded; `undefined` when nothing is. */
export function excluded({ excluded: terms }: SearchTerms): string | undefined {
  return terms.length === 0 ? undefined : terms.map((words) => quoted(words.join(' '))).join(' OR ');
}

/** Finds by words; `undefined` when nothing can be found. @param words of the query, the one that says most first */
export function wordSearch(terms: SearchTerms, words: readonly WeighedWord[]): WordSearch | undefined {
  const unwanted = excluded(terms);
  const without = (match: string) => (unwanted === undefined ? match : `(${match}) NOT (${unwanted})`);
  const musts = required(terms);
  const whole = words.map(({ word }) => quoted(word)).join(' AND ');
  if (musts !== undefined) {
    const any = words.map(({ word }) => quoted(word)).join(' OR ');
    // Words only improve the rank.
    if (any === '') return { match: without(musts) };
    return { match: without(`(${musts}) AND ((${musts}) OR ${any})`), whole };
  }
  if (words.length === 0) return undefined;
  if (words.length === 1) return { match: without(whole) };
  if (words.length <= MAX_EXACT) return { match: without(covering(words)), whole };
  // Who has enough of all words has enough of those of some group.
  const groups = Array.from({ length: Math.ceil(words.length / MAX_EXACT) }, (_, nth) =>
    words.slice(nth * MAX_EXACT, (nth + 1) * MAX_EXACT),
  );
  const weights = new Map(words.map(({ word, weight }) => [stemOf(word), weight]));
  return {
    match: without(groups.map((group) => `(${covering(group)})`).join(' OR ')),
    whole,
    isFound(text) {
      const stems = new Set(wordsIn(text).map(({ word }) => stemOf(word)));
      return isEnough(
        [...stems].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0),
        total(words),
      );
    },
  };
}

/** Matches what has {@link MIN_COVERED} of the words' weight. */
function covering(words: readonly WeighedWord[]): string {
  const all = total(words);
  const matching = (at: number, covered: number): string | undefined => {
    const word = words[at];
    if (word === undefined || !isEnough(covered + total(words.slice(at)), all)) return undefined;
    const more = covered + word.weight;
    const rest = isEnough(more, all) ? undefined : matching(at + 1, more);
    const having = rest === undefined ? quoted(word.word) : `(${quoted(word.word)} AND ${rest})`;
    const others = matching(at + 1, covered);
    return others === undefined ? having : `(${having} OR ${others})`;
  };
  return matching(0, 0) ?? quoted('');
}

/** Sums of the same weights in another order differ a little. */
function isEnough(covered: number, all: number): boolean {
  return covered >= MIN_COVERED * all - 1e-9;
}

function total(words: readonly WeighedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
