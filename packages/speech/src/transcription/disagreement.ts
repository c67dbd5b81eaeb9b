/** How two texts of the same sound differ. */
export interface Disagreement {
  /** Words that are different, missing or too many: the fewest that explain the difference. */
  readonly differing: number;
  /** Words of the longer text. */
  readonly words: number;
}

/** Words for numbers. One model writes digits where the other writes words, so a number is one word however it is written. */
const NUMBERS = new Set(
  `zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million double triple first
  second third fourth fifth sixth seventh eighth ninth tenth`.split(/\s+/),
);
const NUMBER = '#';

/** Compares two texts word by word. Case, marks and how numbers are written make no difference. */
export function disagreement(one: string, other: string): Disagreement {
  const [words, others] = [comparableWords(one), comparableWords(other)];
  let above = [...others.keys(), others.length];
  for (const [index, word] of words.entries()) {
    const row = [index + 1];
    for (const [at, otherWord] of others.entries()) {
      const replaced = (above[at] as number) + (word === otherWord ? 0 : 1);
      row.push(Math.min(replaced, (above[at + 1] as number) + 1, (row[at] as number) + 1));
    }
    above = row;
  }
  return { differing: above[others.length] as number, words: Math.max(words.length, others.length) };
}

/** Writing without spaces has a word per character. */
function comparableWords(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/['\u2019]/g, '')
    .match(/\p{Script=Han}|[\p{L}\p{M}\p{N}]+/gu);
  const plain = (words ?? []).map((word) => (/^\p{N}/u.test(word) || NUMBERS.has(word) ? NUMBER : word));
  return plain.filter((word, index) => word !== NUMBER || plain[index - 1] !== NUMBER);
}
