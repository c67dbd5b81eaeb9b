import { between, type Random } from './random.ts';
import type { Turn } from './script.ts';

/** A word with its times, or a punctuation mark, which has none. */
export interface Item {
  readonly index: number;
  readonly content: string;
  /** Where the item starts in the text of its segment. */
  readonly offset: number;
  readonly times?: { readonly start: number; readonly end: number };
}

/** A turn with its place in the recording, in milliseconds. */
export interface Segment {
  readonly index: number;
  readonly turn: Turn;
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
}

const PUNCTUATION = [',', '.', '?'];

/** Says the turns one after the other at a natural pace, about 2.6 words a second. */
export function layOut(turns: readonly Turn[], random: Random): Segment[] {
  const segments: Segment[] = [];
  let itemCount = 0;
  let silentFrom = 0;
  let main: Segment | undefined;
  for (const [index, turn] of turns.entries()) {
    const start = startOf(turn, main, silentFrom, random);
    if (start <= (segments.at(-1)?.start ?? -1)) {
      throw new Error(`Turn ${index} starts before the one it follows: ${turn.said.text}`);
    }
    const segment: Segment = { index, turn, start, ...say(turn.said.text, start, itemCount, random) };
    segments.push(segment);
    itemCount += segment.items.length;
    silentFrom = Math.max(silentFrom, segment.end);
    main = turn.cues.within === undefined ? segment : main;
  }
  return segments;
}

/** The number of words in segments: items that have times. */
export function countWords(segments: readonly Segment[]): number {
  return segments.flatMap(({ items }) => items).filter(({ times }) => times !== undefined).length;
}

function startOf({ cues }: Turn, main: Segment | undefined, silentFrom: number, random: Random): number {
  const breath = between(random, 250, 1300);
  if (main === undefined) {
    return tens(breath + 700);
  }
  if (cues.within !== undefined) {
    return tens(main.start + (main.end - main.start) * cues.within);
  }
  if (cues.overlap !== undefined) {
    return tens(main.end - cues.overlap);
  }
  return tens(silentFrom + breath + (cues.pause ?? 0));
}

function say(text: string, start: number, firstIndex: number, random: Random): Pick<Segment, 'items' | 'end'> {
  const items: Item[] = [];
  let now = start;
  let end = start;
  for (const match of text.matchAll(/\S+/g)) {
    const token = match[0];
    const mark = PUNCTUATION.find((each) => token.endsWith(each));
    const word = mark === undefined ? token : token.slice(0, -1);
    end = tens(now + lengthOf(word, random));
    items.push({ index: firstIndex + items.length, content: word, offset: match.index, times: { start: now, end } });
    if (mark !== undefined) {
      const offset = match.index + word.length;
      items.push({ index: firstIndex + items.length, content: mark, offset });
    }
    now = tens(end + gapAfter(mark, random));
  }
  return { items, end };
}

function lengthOf(word: string, random: Random): number {
  const digits = word.replace(/\D/g, '').length;
  const letters = word.length - digits;
  return (112 + 46 * letters + 190 * digits) * between(random, 0.8, 1.25);
}

function gapAfter(mark: string | undefined, random: Random): number {
  if (mark === undefined) {
    return between(random, 0, 60);
  }
  return mark === ',' ? between(random, 110, 270) : between(random, 260, 560);
}

function tens(millis: number): number {
  return Math.round(millis / 10) * 10;
}
