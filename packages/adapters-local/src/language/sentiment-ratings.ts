import { ANY_HEAD, headOf, phrasesOf } from './sentiment-phrase.js';
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
  readonly byHead: ReadonlyMap<string, readonly RegExp[]>;
}

function phraseList(score: number, lines: string): PhraseList {
  const byHead = new Map<string, RegExp[]>();
  for (const { heads, pattern } of phrasesOf(lines)) {
    for (const head of heads) byHead.set(head, [...(byHead.get(head) ?? []), pattern]);
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

/** Where the longest phrase that begins at a place ends. */
function phraseEnd({ byHead }: PhraseList, said: string, at: number, word: string): number {
  const patterns = [...(byHead.get(headOf(word)) ?? []), ...(byHead.get(ANY_HEAD) ?? [])];
  return patterns.reduce((end, pattern) => {
    pattern.lastIndex = at;
    return pattern.test(said) ? Math.max(end, pattern.lastIndex) : end;
  }, at);
}

/** Words that stand anywhere and change no phrase. */
const PADDING =
  /^(?:really|just|actually|literally|even|basically|honestly|obviously|clearly|definitely|absolutely|completely|totally|simply|also|probably|apparently|seriously|personally|certainly|frankly|genuinely|truly|incredibly|extremely)$/;

/** The words of a sentence as phrases are held against them, and the token that begins at each place of them. */
function spoken(sentence: readonly Token[]): { readonly said: string; readonly tokenAt: ReadonlyMap<number, number> } {
  const tokenAt = new Map<number, number>();
  let said = '';
  sentence.forEach(({ text }, index) => {
    if (PADDING.test(text)) return;
    tokenAt.set(said.length, index);
    said += `${text} `;
  });
  return { said, tokenAt };
}

/** What is said in a sentence, in order: phrases first, then the words that are part of none. */
export function ratingsIn(sentence: readonly Token[]): Rating[] {
  const { said, tokenAt } = spoken(sentence);

  const taken = new Set<number>();
  const ratings: Rating[] = [];
  const rate = (from: number, to: number, score: number): void => {
    for (let index = from; index < to; index++) taken.add(index);
    if (score !== 0) ratings.push({ from, to, score });
  };
  for (const list of PHRASES) {
    for (const [at, from] of tokenAt) {
      const end = phraseEnd(list, said, at, sentence[from]?.text ?? '');
      const to = tokenAt.get(end) ?? sentence.length;
      const free = end > at && sentence.slice(from, to).every((_, nth) => !taken.has(from + nth));
      if (free) rate(from, to, list.score);
    }
  }
  sentence.forEach(({ text }, index) => {
    if (!taken.has(index)) rate(index, index + 1, WORD_SCORES.get(text) ?? 0);
  });
  return ratings.sort((a, b) => a.from - b.from);
}
