import { digitRunsIn, digitsOf } from './digits.js';
import { givenName, isUnknown } from './name-words.js';
import { isCompany } from './namesakes.js';
import type { Span } from './speech.js';

/** Shorter numbers are said by chance. */
const TELLING_DIGITS = 6;
const NAME_WORD = /\p{Lu}[\p{L}'’-]{2,}/gu;
const POSSESSIVE = /['’]s$/;

/** Something that was found to be sensitive, as it was said. */
export interface Said {
  readonly entityType: string;
  readonly text: string;
}

/** What a call's sensitive data look like when they are said again. */
export interface Repeatable {
  /** Digits, and what they are. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly names: ReadonlySet<string>;
}

/** Names that are words or places as well, and short numbers, tell nothing elsewhere. */
export function repeatable(found: readonly Said[]): Repeatable {
  const numbers = found.flatMap(({ entityType, text }) =>
    digitRunsIn(text)
      .map(({ groups }) => digitsOf(groups))
      .filter((digits) => digits.length >= TELLING_DIGITS)
      .map((digits) => [digits, entityType] as const),
  );
  const names = found
    .filter(({ entityType }) => entityType === 'NAME')
    .flatMap(({ text }) => text.match(NAME_WORD) ?? [])
    .filter((name) => givenName(name) === 'sure' || (givenName(name) === 'none' && isUnknown(name)));
  return { numbers: new Map(numbers), names: new Set(names) };
}

/** Where sensitive data are said again: a number read back, a name used later, with nothing around that says what it is. */
export function repeatSpans(text: string, { numbers, names }: Repeatable): Span[] {
  const readBack = digitRunsIn(text).flatMap(({ groups, start, end }) => {
    const entityType = numbers.get(digitsOf(groups));
    return entityType === undefined ? [] : [{ entityType, start, end }];
  });
  const named = Array.from(text.matchAll(NAME_WORD)).flatMap(({ 0: word, index }) => {
    const name = word.replace(POSSESSIVE, '');
    const place = { start: index, end: index + name.length };
    return names.has(name) && !isCompany(text, place) ? [{ entityType: 'NAME', ...place }] : [];
  });
  return [...readBack, ...named];
}
