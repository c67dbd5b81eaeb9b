import type { SensitiveDataFinding } from '@earshot/core';

/** A text, and the words in it that are to be found or to be left alone. */
export interface MarkedText {
  readonly text: string;
  readonly remove: readonly string[];
  readonly keep: readonly string[];
}

/** The outcome of marked words. */
export interface Removal {
  /** Words to remove of which every letter and digit is covered. */
  readonly found: number;
  readonly toFind: number;
  /** Words to keep of which any character is covered. */
  readonly damaged: number;
  readonly toKeep: number;
}

/** How many labels are as expected, place by place. */
export function agreement(expected: readonly string[], actual: readonly (string | undefined)[]): number {
  return expected.filter((label, place) => label === actual[place]).length;
}

/** What the findings of one call do to its marked words. A finding that names no characters covers its whole segment. */
export function removalOf(segments: readonly MarkedText[], findings: readonly SensitiveDataFinding[]): Removal {
  return sumOf(segments.map((segment, index) => removalIn(segment, coverOf(segment.text, index, findings))));
}

/** The removals of several calls together. */
export function sumOf(removals: readonly Removal[]): Removal {
  return removals.reduce(
    (sum, one) => ({
      found: sum.found + one.found,
      toFind: sum.toFind + one.toFind,
      damaged: sum.damaged + one.damaged,
      toKeep: sum.toKeep + one.toKeep,
    }),
    { found: 0, toFind: 0, damaged: 0, toKeep: 0 },
  );
}

/** For each character of a segment, whether a finding covers it. */
type Cover = readonly boolean[];

function coverOf(text: string, index: number, findings: readonly SensitiveDataFinding[]): Cover {
  const here = findings.filter(({ segmentIndex }) => segmentIndex === index);
  return Array.from({ length: text.length }, (_, at) =>
    here.some(({ startCharacter = 0, endCharacter = text.length }) => startCharacter <= at && at < endCharacter),
  );
}

function removalIn({ text, remove, keep }: MarkedText, cover: Cover): Removal {
  const found = remove.filter((words) =>
    placesOf(words, text).every((at) => cover[at] || !/[\p{L}\p{N}]/u.test(text.charAt(at))),
  );
  const damaged = keep.filter((words) => placesOf(words, text).some((at) => cover[at]));
  return { found: found.length, toFind: remove.length, damaged: damaged.length, toKeep: keep.length };
}

/** Where the characters of the words are in the text. */
function placesOf(words: string, text: string): number[] {
  const start = text.indexOf(words);
  if (start === -1) throw new Error('marked words do not occur in their text');
  return Array.from({ length: words.length }, (_, offset) => start + offset);
}
