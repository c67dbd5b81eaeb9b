import type { JsonObject } from '../../input/json.js';
import { each, type FieldReader, ratio, requiredText, text } from '../../input/read-fields.js';
import type { Word } from '../../model/analysis.js';
import { wordOf } from '../word-of.js';

/** A word, with what a document says of it besides. */
export interface SpokenWord {
  readonly word: Word;
  readonly speaker?: string | undefined;
  readonly channel?: string | undefined;
  readonly language?: string | undefined;
}

/** Reads the words under a key. Vendors name the text and its confidence differently, and some words have no times. */
export function wordsIn(object: JsonObject, key: string, time: FieldReader<number>): SpokenWord[] {
  return each(object, key, (raw): SpokenWord => {
    const said = text(raw, 'punctuated_word') ?? text(raw, 'word') ?? requiredText(raw, 'text');
    const likely = ratio(raw, 'confidence') ?? ratio(raw, 'score') ?? ratio(raw, 'probability');
    const word = wordOf(said.trim(), time(raw, 'start'), time(raw, 'end'), likely);
    return {
      word,
      speaker: labelIn(raw, 'speaker'),
      channel: labelIn(raw, 'channel'),
      language: labelIn(raw, 'language'),
    };
  }).filter(({ word }) => word.text !== '');
}

/** A label; an empty one stands for none. */
export function labelIn(raw: JsonObject, key: string): string | undefined {
  return text(raw, key) || undefined;
}

/** Where a document names no turns, a pause of this length ends one. */
const PAUSE_MS = 1_000;

/** Words in the turns that they make: one ends where the speaker or the channel changes, and at a pause. */
export function turnsOf(words: readonly SpokenWord[], pauseMs = PAUSE_MS): SpokenWord[][] {
  const turns: SpokenWord[][] = [];
  for (const next of words) {
    const last = turns.at(-1)?.at(-1);
    if (last === undefined || endsBetween(last, next, pauseMs)) turns.push([next]);
    else turns.at(-1)?.push(next);
  }
  return turns;
}

function endsBetween(last: SpokenWord, next: SpokenWord, pauseMs: number): boolean {
  const { startMs } = next.word;
  // What couldn't be put in time has no speaker either.
  if (startMs === undefined && next.speaker === undefined) return false;
  if (last.speaker !== next.speaker || last.channel !== next.channel) return true;
  const { endMs } = last.word;
  return startMs !== undefined && endMs !== undefined && startMs - endMs >= pauseMs;
}

/** The words of each of some spans, which are in the order of time: those that begin in it or in the gap after it. */
export function sharedOut(words: readonly SpokenWord[], startsMs: readonly (number | undefined)[]): SpokenWord[][] {
  const shares: SpokenWord[][] = startsMs.map(() => []);
  let at = 0;
  for (const word of words) {
    const { startMs = -1 } = word.word;
    while (at + 1 < startsMs.length && (startsMs[at + 1] ?? Number.POSITIVE_INFINITY) <= startMs) at++;
    shares[at]?.push(word);
  }
  return shares;
}

/** Words as a text. Some languages, such as Japanese, have no spaces between them, as the text of the whole call shows. */
export function textOfWords(words: readonly SpokenWord[], whole: string): string {
  const first = words.slice(0, 8).map(({ word }) => word.text);
  const space = !whole.includes(first.join(' ')) && whole.includes(first.join('')) ? '' : ' ';
  return words.map(({ word }) => word.text).join(space);
}
