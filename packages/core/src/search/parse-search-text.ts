import { EarshotError } from '../errors.js';
import type { SearchTerms } from './search-terms.js';
import { STOP_WORDS } from './stop-words.js';
import { stemOf, wordsIn } from './words.js';

/** The longest text that is searched for, in UTF-16 units. */
export const MAX_QUERY_LENGTH = 1_000;
/** A prefix has at least so many letters: shorter ones begin most words. */
const SHORTEST_PREFIX = 2;

/** What a person searches for, read. */
export interface SearchText {
  readonly terms: SearchTerms;
  /** What is embedded: the text without operators and what is excluded. */
  readonly meaning: string;
}

/** A phrase, perhaps unfinished, or a word: with the minus sign in front of it. */
const TOKEN = /(?<not>-?)"(?<quoted>[^"]*)(?:"|$)|(?<plain>[^\s"]+)/g;

/**
 * Reads what a person searches for: words, `"phrases"`, `prefix*`, and `-excluded` words or phrases.
 * @throws EarshotError `EARSHOT_INVALID_INPUT` when the text is empty or too long, or has nothing to find in it
 */
export function parseSearchText(text: string): SearchText {
  if (text.length > MAX_QUERY_LENGTH) refuse(`${text.length} characters`, `at most ${MAX_QUERY_LENGTH} characters`);
  const words: string[] = [];
  const prefixes: string[] = [];
  const phrases: string[][] = [];
  const excluded: string[][] = [];
  const meaning: string[] = [];
  for (const { groups = {} } of text.replace(/[“”„«»]/g, '"').matchAll(TOKEN)) {
    const { not = '', quoted, plain = '' } = groups;
    const found = wordsIn(quoted ?? plain).map(({ word }) => word);
    if (found.length === 0) continue;
    const isPrefix = plain.endsWith('*');
    if (not === '-' || plain.startsWith('-')) {
      if (isPrefix) refuse(plain, 'whole words behind a minus sign');
      excluded.push(found);
      continue;
    }
    meaning.push((quoted ?? plain).replace(/\*$/, '').trim());
    if (quoted !== undefined) phrases.push(found);
    else if (isPrefix) {
      const prefix = found.pop() ?? '';
      if ([...prefix].length < SHORTEST_PREFIX) refuse(plain, `at least ${SHORTEST_PREFIX} letters before *`);
      prefixes.push(prefix);
      words.push(...found);
    } else words.push(...found);
  }
  if (words.length + prefixes.length + phrases.length === 0) {
    refuse(excluded.length > 0 ? 'only what is excluded' : 'no words', 'a word, a "phrase" or a prefix*');
  }
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  const isAllUsual = telling.length + prefixes.length + phrases.length === 0;
  return {
    terms: { words: unique(isAllUsual ? words : telling), prefixes, phrases, excluded },
    meaning: meaning.join(' '),
  };
}

/** Each stem once, as it was first written. */
function unique(words: readonly string[]): string[] {
  const stems = words.map(stemOf);
  return words.filter((_, at) => stems.indexOf(stems[at] ?? '') === at);
}

function refuse(found: string, expected: string): never {
  throw new EarshotError('EARSHOT_INVALID_INPUT', `text: expected ${expected}, found ${found}`, {
    details: { field: 'text', expected: `expected ${expected}`, found },
  });
}
