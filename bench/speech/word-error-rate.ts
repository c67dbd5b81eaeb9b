import { spokenWords } from './spoken-words.ts';

/** How a text that was heard differs from what was said. */
export interface WordErrors {
  /** Words that are wrong, missing or too many: the fewest that explain the difference. */
  readonly errors: number;
  /** Words that were said. */
  readonly words: number;
}

/**
 * Compares two texts word by word, as they are spoken. Where a word is divided can't be heard: "voice mail" and
 * "voicemail" are equal.
 */
export function wordErrors(said: string, heard: string): WordErrors {
  const reference = spokenWords(said);
  const hypothesis = spokenWords(heard);
  const rows: number[][] = [];
  for (let at = 0; at <= reference.length; at++) {
    const row: number[] = [];
    rows.push(row);
    for (let to = 0; to <= hypothesis.length; to++) {
      const word = reference[at - 1];
      const other = hypothesis[to - 1];
      let least = at === 0 && to === 0 ? 0 : Number.POSITIVE_INFINITY;
      const cell = (up: number, left: number) => rows[at - up]?.[to - left] ?? Number.POSITIVE_INFINITY;
      if (word !== undefined) least = Math.min(least, cell(1, 0) + 1);
      if (other !== undefined) least = Math.min(least, cell(0, 1) + 1);
      if (word !== undefined && other !== undefined) {
        least = Math.min(least, cell(1, 1) + (word === other ? 0 : 1));
        if (at > 1 && reference[at - 2] + word === other) least = Math.min(least, cell(2, 1));
        if (to > 1 && word === hypothesis[to - 2] + other) least = Math.min(least, cell(1, 2));
      }
      row.push(least);
    }
  }
  return { errors: rows.at(-1)?.at(-1) ?? 0, words: reference.length };
}

/** The share of words that are wrong, in percent. */
export function errorRate(counts: readonly WordErrors[]): number {
  const errors = counts.reduce((sum, count) => sum + count.errors, 0);
  const words = counts.reduce((sum, count) => sum + count.words, 0);
  return (100 * errors) / words;
}
