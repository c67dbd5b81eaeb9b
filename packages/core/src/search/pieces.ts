import type { Word } from '../model/analysis.js';
import type { TimeSpan } from '../model/span.js';
import { wordsIn } from './words.js';

/** A piece has at most so many UTF-16 units: what is longer means many things at once, and embedders may cut it. */
const LONGEST_PIECE = 400;

/** A part of a text, and when it is said. */
export interface Piece {
  readonly text: string;
  readonly span?: TimeSpan | undefined;
}

/** A text, and when its words are said, as far as that is known. */
type Timed = Partial<TimeSpan> & { readonly text: string; readonly words?: readonly Word[] | undefined };

/** Cuts a text between sentences, or else between words. Pieces without words are left out. */
export function piecesOf({ text, startMs, endMs, words = [] }: Timed): Piece[] {
  const whole = startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
  const cuts = cutsOf(text);
  const times = cuts.length > 1 && whole !== undefined ? timesIn(text, words) : [];
  return cuts.flatMap(({ start, end }) => {
    const piece = text.slice(start, end).trim();
    if (wordsIn(piece).length === 0) return [];
    return [{ text: piece, span: whole && spanAmong(times, start, end, whole) }];
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function cutsOf(text: string): Range[] {
  const cuts: Range[] = [];
  let start = 0;
  while (text.length - start > LONGEST_PIECE) {
    const end = start + cutOf(text.slice(start, start + LONGEST_PIECE));
    cuts.push({ start, end });
    start = end;
  }
  return [...cuts, { start, end: text.length }];
}

/** Where to cut: behind the last sentence in the second half, else behind the last blank, else between two characters. */
function cutOf(text: string): number {
  const sentence = /^.*[.!?。！？…]["'”’)]*(?=\s|$)/su.exec(text)?.[0].length ?? 0;
  if (sentence > LONGEST_PIECE / 2) return sentence;
  const blank = /^.*\s/su.exec(text)?.[0].length ?? 0;
  if (blank > 0) return blank;
  return /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
}

/** Where the words are that have times. */
function timesIn(text: string, words: readonly Word[]): (Range & TimeSpan)[] {
  let from = 0;
  return words.flatMap(({ text: word, startMs, endMs }) => {
    const start = text.indexOf(word, from);
    if (start === -1) return [];
    from = start + word.length;
    return startMs === undefined || endMs === undefined ? [] : [{ start, end: from, startMs, endMs }];
  });
}

/** That of the words within a range of the text, else the whole one. */
function spanAmong(times: readonly (Range & TimeSpan)[], start: number, end: number, whole: TimeSpan): TimeSpan {
  const within = times.filter((word) => word.start >= start && word.start < end);
  const [first, last] = [within[0], within.at(-1)];
  return first === undefined || last === undefined ? whole : { startMs: first.startMs, endMs: last.endMs };
}
