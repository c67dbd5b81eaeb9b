import { ANY_HEAD, headOf, PADDING, type Phrase, phrasesOf } from './sentiment-phrase.js';
import { ANGER } from './sentiment-phrases-anger.js';
import { COMPLAINTS } from './sentiment-phrases-complaints.js';
import { FAULTS } from './sentiment-phrases-faults.js';
import { NEUTRAL } from './sentiment-phrases-neutral.js';
import { DELIGHT, PRAISE } from './sentiment-phrases-praise.js';
import { BAD_SERVICE } from './sentiment-phrases-service.js';
import type { Token } from './sentiment-tokens.js';
import { WORD_SCORES } from './sentiment-words.js';

/** Words of a sentence that say something: its tokens `from` up to, not including, `to`. */
export interface Rating {
  readonly from: number;
  readonly to: number;
  /** From -5 to 5, never 0. */
  readonly score: number;
}

/** Phrases of one score, by what they begin with. */
interface PhraseList {
  readonly score: number;
  readonly byHead: ReadonlyMap<string, readonly Phrase[]>;
}

function phraseList(score: number, lines: string): PhraseList {
  const byHead = new Map<string, Phrase[]>();
  for (const phrase of phrasesOf(lines)) {
    for (const head of phrase.heads) byHead.set(head, [...(byHead.get(head) ?? []), phrase]);
  }
  return { score, byHead };
}

/** In the order in which they are looked for: what one of them has found, no later one sees. */
const PHRASES: readonly PhraseList[] = [
  phraseList(0, NEUTRAL),
  phraseList(3.5, DELIGHT),
  phraseList(-3.5, ANGER),
  phraseList(2.5, PRAISE),
  phraseList(-2.5, [BAD_SERVICE, COMPLAINTS, FAULTS].join('\n')),
];

/** Where the longest phrase that begins at a word ends: at that word when there is none. */
function phraseEnd({ byHead }: PhraseList, words: readonly string[], at: number): number {
  const phrases = [...(byHead.get(headOf(words[at] ?? '')) ?? []), ...(byHead.get(ANY_HEAD) ?? [])];
  return phrases.reduce((end, phrase) => Math.max(end, phrase.endIn(words, at) ?? at), at);
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
  for (const list of PHRASES) {
    for (const [at, { index: from }] of spoken.entries()) {
      const end = phraseEnd(list, words, at);
      const to = (spoken[end - 1]?.index ?? from) + 1;
      const free = end > at && sentence.slice(from, to).every((_, nth) => !taken.has(from + nth));
      if (free) rate(from, to, list.score);
    }
  }
  sentence.forEach(({ text }, index) => {
    if (!taken.has(index)) rate(index, index + 1, WORD_SCORES.get(text) ?? 0);
  });
  return ratings.sort((a, b) => a.from - b.from);
}
