import type { Analysis } from '@earshot/core';
import { dataFile, wordsIn } from './data-files.js';

const ENGLISH = /^en(?:g|glish)?(?:[-_(\s]|$)/i;

/** Whether an analyzer's name for a language means English. */
export function isEnglish(name: string): boolean {
  return ENGLISH.test(name);
}

/** What analyzers write in place of a language: BDA writes `DEFAULT`. */
const UNNAMED = /^(?:default|unknown|und|auto)?$/i;

/** Whether this names a language. */
export function isNamed(name: string): boolean {
  return !UNNAMED.test(name);
}

const WORD = /\p{L}[\p{L}'’]*/gu;
/** Fewer words may be English without a common one among them. */
const MIN_WORDS = 25;
/** In English calls, a quarter of the words and more are common ones; in other languages, 5 % at most. */
const COMMON_SHARE = 0.1;
const COMMON_WORDS = wordsIn(dataFile('english.txt'));

/**
 * The language that a call is in, where it is another one than English: as the analyzer names it, else by how few of its
 * words are common in English.
 * @returns the analyzer's name for it, empty if it has none; `undefined` for English, and where nothing speaks against it
 */
export function foreignLanguage({
  language,
  transcript,
}: Pick<Analysis, 'language' | 'transcript'>): string | undefined {
  const { segments = [] } = transcript ?? {};
  const ofCall = [language?.dominant ?? ''].filter(isNamed);
  const named = ofCall.length > 0 ? ofCall : segments.map((segment) => segment.language ?? '').filter(isNamed);
  const foreign = named.filter((name) => !isEnglish(name));
  if (named.length > 0) return foreign.length * 2 > named.length ? foreign[0] : undefined;
  return hasCommonWords(segments.map(({ text }) => text).join(' ')) ? undefined : '';
}

function hasCommonWords(text: string): boolean {
  const words = text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  const common = words.filter((word) => COMMON_WORDS.has(word));
  return words.length < MIN_WORDS || common.length >= COMMON_SHARE * words.length;
}
