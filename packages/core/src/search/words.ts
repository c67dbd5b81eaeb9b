import { stemmed } from './porter.js';

/** A word, and where it is in its text, in UTF-16 units. */
export interface TextWord {
  /** Without letter case and diacritics. Not stemmed: see {@link stemOf}. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and numbers, with the marks on them: what SQLite's tokenizer `unicode61` keeps together. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;
const ASCII = /^[\0-\x7f]*$/;

/** The words of a text, in order. */
export function wordsIn(text: string): TextWord[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index }) => ({
    word: folded(found),
    start: index,
    end: index + found.length,
  }));
}

function folded(word: string): string {
  const lower = word.toLowerCase();
  return ASCII.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .normalize('NFC');
}

const stems = new Map<string, string>();
const MAX_STEMS = 50_000;

/**
 * The stem of a folded word, by which words are compared: `refunds`, `refunded` and `refunding` are one. As SQLite's
 * tokenizer `porter` gives it.
 */
export function stemOf(word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) {
    stem = stemmed(word);
    if (stems.size >= MAX_STEMS) stems.clear();
    stems.set(word, stem);
  }
  return stem;
}
