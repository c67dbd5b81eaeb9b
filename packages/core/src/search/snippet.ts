import type { SearchTerms } from './search-terms.js';
import { stemOf, type TextWord, wordsIn } from './words.js';

/** Characters of a snippet, in UTF-16 units. */
export interface Mark {
  readonly start: number;
  /** Behind the last one. */
  readonly end: number;
}

/** The part of a moment's text that shows why it was found. */
export interface Snippet {
  /** Begins or ends with `…` where the moment's text goes on. */
  readonly text: string;
  /** The words of the query in it, in order. Words that follow each other are marked one by one. */
  readonly marks: readonly Mark[];
}

/** The most UTF-16 units of a snippet, without `…`. */
export const MAX_SNIPPET_LENGTH = 240;
/** How much of a longer text is shown before the first marked word. */
const LEAD = 60;

/** The part of a text that has the most of what is searched for, with that marked: the beginning when it has nothing of it. */
export function snippetOf(text: string, terms: SearchTerms): Snippet {
  const found = matchesIn(text, terms);
  const { start, end } = windowOf(text, found);
  const before = start === 0 ? '' : '…';
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${end === text.length ? '' : '…'}`,
    marks: found
      .filter((word) => word.start >= start && word.end <= end)
      .map((word) => ({ start: word.start + shift, end: word.end + shift })),
  };
}

function matchesIn(text: string, { words, prefixes, phrases }: SearchTerms): TextWord[] {
  const all = wordsIn(text);
  const stems = all.map(({ word }) => stemOf(word));
  const wanted = new Set(words.map(stemOf));
  const begun = prefixes.map(stemOf);
  const inPhrases = new Set<number>();
  for (const phrase of phrases.map((words) => words.map(stemOf))) {
    for (const start of stems.keys()) {
      if (!phrase.every((stem, at) => stems[start + at] === stem)) continue;
      for (const at of phrase.keys()) inPhrases.add(start + at);
    }
  }
  return all.filter((_, at) => {
    const stem = stems[at] ?? '';
    return wanted.has(stem) || inPhrases.has(at) || begun.some((prefix) => stem.startsWith(prefix));
  });
}

function windowOf(text: string, found: readonly TextWord[]): Mark {
  if (text.length <= MAX_SNIPPET_LENGTH) return { start: 0, end: text.length };
  let best = 0;
  let most = 0;
  for (const { start } of found) {
    const from = Math.max(0, start - LEAD);
    const within = found.filter((word) => word.start >= start && word.end <= from + MAX_SNIPPET_LENGTH);
    const different = new Set(within.map(({ word }) => stemOf(word))).size;
    if (different > most) [best, most] = [from, different];
  }
  const start = atBlank(text, Math.min(best, text.length - MAX_SNIPPET_LENGTH), 1);
  return { start, end: atBlank(text, Math.min(start + MAX_SNIPPET_LENGTH, text.length), -1) };
}

/** The nearest place between two words, within 20 characters, else between two characters. */
function atBlank(text: string, at: number, step: 1 | -1): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  for (let near = at; Math.abs(near - at) <= 20; near += step) {
    if (/\s/.test(text[step === 1 ? near - 1 : near] ?? '')) return near;
  }
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at - step : at;
}
