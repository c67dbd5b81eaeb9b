import { dataFile } from '../data-files.js';
import { PhraseList } from '../phrases.js';
import type { Token } from '../tokens.js';
import { WORD_SCORES } from './words.js';

/** Words of a sentence that say something: its tokens `from` up to, not including, `to`. */
export interface Rating {
  readonly from: number;
  readonly to: number;
  /** From -5 to 5, never 0. */
  readonly score: number;
}

/** Words that stand anywhere and change no phrase; no phrase has them. */
export const PADDING =
  /^(?:really|just|actually|literally|even|basically|honestly|obviously|clearly|definitely|absolutely|completely|totally|simply|also|probably|apparently|seriously|personally|certainly|frankly|genuinely|truly|incredibly|extremely)$/;

/** In the order in which they are looked for: what one of them has found, no later one sees. */
const PHRASES: readonly { readonly score: number; readonly phrases: PhraseList }[] = [
  { score: 0, phrases: phrasesIn('neutral') },
  { score: 3.5, phrases: phrasesIn('delight') },
  { score: -3.5, phrases: phrasesIn('anger') },
  { score: 2.5, phrases: phrasesIn('praise') },
  { score: -2.5, phrases: phrasesIn('bad-service', 'complaints', 'faults') },
];

function phrasesIn(...names: readonly string[]): PhraseList {
  return new PhraseList(names.map((name) => dataFile(`sentiment/${name}.txt`)).join('\n'));
}

/** What is said in a sentence, in order: phrases first, then the words that are part of none. */
export function ratingsIn(sentence: readonly Token[]): Rating[] {
  const spoken = sentence.flatMap(({ text }, index) => (PADDING.test(text) ? [] : [{ text, index }]));
  const words = spoken.map(({ text }) => text);
  const taken = new Set<number>();
  const ratings: Rating[] = [];
  const rate = (from: number, to: number, score: number): void => {
    for (let index = from; index < to; index++) taken.add(index);
    if (score !== 0) ratings.push({ from, to, score });
  };
  for (const { score, phrases } of PHRASES) {
    for (const [at, { index: from }] of spoken.entries()) {
      const end = phrases.endIn(words, at);
      const to = (spoken[end - 1]?.index ?? from) + 1;
      const free = end > at && sentence.slice(from, to).every((_, nth) => !taken.has(from + nth));
      if (free) rate(from, to, score);
    }
  }
  sentence.forEach(({ text }, index) => {
    if (!taken.has(index)) rate(index, index + 1, WORD_SCORES.get(text) ?? 0);
  });
  return ratings.sort((a, b) => a.from - b.from);
}
