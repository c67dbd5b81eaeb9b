import type { JsonObject } from '../../input/json.js';
import { count } from '../../input/read-fields.js';
import type { TranscriptSegment } from '../../model/analysis.js';
import type { Evidence } from '../../model/finding.js';
import { segmentFinder } from '../spoken/places.js';
import type { Channel } from './turns.js';

/** Where the words are that a document counts from one to another. */
export interface WordRange {
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  /** The words of each segment. */
  readonly evidence: readonly Evidence[];
  /** How many of them each segment has. */
  readonly counts: ReadonlyMap<number, number>;
}

/** As many words of a range are looked at: a document may have as many ranges as words. */
const MOST_WORDS = 1_000;

/** Finds the words of a channel that `start_word` and `end_word` count. Where several channels have words, they may be any. */
export function wordRanges(segments: readonly TranscriptSegment[]): (raw: JsonObject, channel?: Channel) => WordRange {
  const segmentAt = segmentFinder(segments);
  return (raw, channel) => {
    const start = count(raw, 'start_word');
    if (channel === undefined || start === undefined) return { evidence: [], counts: new Map() };
    const end = Math.max(start + 1, count(raw, 'end_word') ?? 0);
    const own = channel.words.slice(start, Math.min(end, start + MOST_WORDS));
    const said = new Map<number, string[]>();
    for (const { word } of own) {
      const segment = word.startMs === undefined ? undefined : segmentAt(word.startMs, channel.label);
      if (segment === undefined) continue;
      const words = said.get(segment.index);
      if (words === undefined) said.set(segment.index, [word.text]);
      else words.push(word.text);
    }
    return {
      startMs: own[0]?.word.startMs,
      endMs: own.at(-1)?.word.endMs,
      evidence: [...said].map(([segmentIndex, words]) => ({ segmentIndex, quote: words.join(' ') })),
      counts: new Map([...said].map(([segmentIndex, { length }]) => [segmentIndex, length])),
    };
  };
}
