/*
 * Porter's stemmer (An algorithm for suffix stripping, 1980), in the form of SQLite's FTS5: the suffix of a step that matches
 * first is the only one tried.
 */

type Condition = (stem: string) => boolean;
/** Suffix, what replaces it, and what must hold of the rest. */
type Step = readonly (readonly [suffix: string, by: string, holds?: Condition])[];

/** Longer words, and those of one or two letters, are left alone. */
const SHORTEST = 3;
const LONGEST = 64;

/** The letters as `v` and `c`: `y` is a vowel behind a consonant. */
function shapeOf(stem: string): string {
  let shape = '';
  for (const letter of stem) {
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && shape.endsWith('c'));
    shape += isVowel ? 'v' : 'c';
  }
  return shape;
}

/** How many times vowels are followed by consonants. */
function measureOf(stem: string): number {
  return shapeOf(stem).match(/v+c+/g)?.length ?? 0;
}

const hasMeasure: Condition = (stem) => measureOf(stem) > 0;
const isLong: Condition = (stem) => measureOf(stem) > 1;
const hasVowel: Condition = (stem) =>
  [...stem].some((letter, at) => 'aeiou'.includes(letter) || (at > 0 && letter === 'y'));
const endsShort: Condition = (stem) => !/[wxy]$/.test(stem) && shapeOf(stem).endsWith('cvc');

const PAST: Step = [
  ['eed', 'ee', hasMeasure],
  ['ed', '', hasVowel],
  ['ing', '', hasVowel],
];
const RESTORED: Step = [
  ['at', 'ate'],
  ['bl', 'ble'],
  ['iz', 'ize'],
];
const DOUBLE_SUFFIXES: Step = [
  ['ational', 'ate', hasMeasure],
  ['tional', 'tion', hasMeasure],
  ['enci', 'ence', hasMeasure],
  ['anci', 'ance', hasMeasure],
  ['izer', 'ize', hasMeasure],
  ['logi', 'log', hasMeasure],
  ['bli', 'ble', hasMeasure],
  ['alli', 'al', hasMeasure],
  ['entli', 'ent', hasMeasure],
  ['eli', 'e', hasMeasure],
  ['ousli', 'ous', hasMeasure],
  ['ization', 'ize', hasMeasure],
  ['ation', 'ate', hasMeasure],
  ['ator', 'ate', hasMeasure],
  ['alism', 'al', hasMeasure],
  ['iveness', 'ive', hasMeasure],
  ['fulness', 'ful', hasMeasure],
  ['ousness', 'ous', hasMeasure],
  ['aliti', 'al', hasMeasure],
  ['iviti', 'ive', hasMeasure],
  ['biliti', 'ble', hasMeasure],
];
const SUFFIXES: Step = [
  ['ical', 'ic', hasMeasure],
  ['ness', '', hasMeasure],
  ['icate', 'ic', hasMeasure],
  ['iciti', 'ic', hasMeasure],
  ['ful', '', hasMeasure],
  ['ative', '', hasMeasure],
  ['alize', 'al', hasMeasure],
];
const ENDINGS: Step = [
  ...['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent'].map(
    (suffix) => [suffix, '', isLong] as const,
  ),
  ['ion', '', (stem) => /[st]$/.test(stem) && isLong(stem)],
  ...['ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'].map((suffix) => [suffix, '', isLong] as const),
];

/** @param word lower case, without diacritics */
export function stemmed(word: string): string {
  if (word.length < SHORTEST || word.length > LONGEST) return word;
  let stem = withoutPlural(word);
  const past = applied(PAST, stem);
  stem = past === undefined ? stem : past.endsWith('ee') && stem.endsWith('eed') ? past : withEnding(past);
  if (stem.endsWith('y') && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  for (const step of [DOUBLE_SUFFIXES, SUFFIXES, ENDINGS]) stem = applied(step, stem) ?? stem;
  if (stem.endsWith('e')) {
    const rest = stem.slice(0, -1);
    const measure = measureOf(rest);
    if (measure > 1 || (measure === 1 && !endsShort(rest))) stem = rest;
  }
  return stem.endsWith('ll') && isLong(stem.slice(0, -1)) ? stem.slice(0, -1) : stem;
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || word.endsWith('ss')) return word;
  const isLongPlural = (word.length > 4 && word.endsWith('sses')) || (word.length > 3 && word.endsWith('ies'));
  return word.slice(0, isLongPlural ? -2 : -1);
}

/** After `-ed` or `-ing` is gone: `hopp` is `hop`, and `hop` is `hope`. */
function withEnding(stem: string): string {
  const restored = applied(RESTORED, stem);
  if (restored !== undefined) return restored;
  if (/([^aeioulsz])\1$/.test(stem)) return stem.slice(0, -1);
  return measureOf(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

/** `undefined` when nothing changes. */
function applied(step: Step, stem: string): string | undefined {
  const found = step.find(([suffix]) => stem.length > suffix.length && stem.endsWith(suffix));
  if (found === undefined) return undefined;
  const [suffix, by, holds] = found;
  const rest = stem.slice(0, -suffix.length);
  return holds === undefined || holds(rest) ? rest + by : undefined;
}
