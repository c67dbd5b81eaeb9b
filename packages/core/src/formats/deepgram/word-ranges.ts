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
  /** How many of them each segment has. */
  readonly counts: ReadonlyMap<number, number>;
  /** Those of each segment. */
  evidence(): Evidence[];
}

/** As many words of a range are looked at: a document may have as many ranges as words. */
const MAX_WORDS = 500;

/** Finds the words of a channel that `start_word` and `end_word` count. Where several channels have words, they may be any. */
export function wordRanges(segments: readonly TranscriptSegment[]): (raw: JsonObject, channel?: Channel) => WordRange {
  const segmentAt = segmentFinder(segments);
  const indices = new Map<Channel, (number | undefined)[]>();
  /** The index of the segment of each word. */
  const indicesIn = (channel: Channel) => {
    const known = indices.get(channel);
    if (known !== undefined) return known;
    const found = channel.words.map(({ word: { startMs } }) =>
      startMs === undefined ? undefined : segmentAt(startMs, channel.label)?.index,
    );
    indices.set(channel, found);
    return found;
  };
  return (raw, channel) => {
    const start = count(raw, 'start_word');
    if (channel === undefined || start === undefined) return { counts: new Map(), evidence: () => [] };
    const end = Math.min(Math.max(start + 1, count(raw, 'end_word') ?? 0), start + MAX_WORDS);
    const words = channel.words.slice(start, end);
    const ofWords = indicesIn(channel).slice(start, end);
    const counts = new Map<number, number>();
    for (const index of ofWords) if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
    const evidence = () => {
      const said = new Map([...counts.keys()].map((index): [number | undefined, string[]] => [index, []]));
      words.forEach(({ word }, place) => {
        said.get(ofWords[place])?.push(word.text);
      });
      return [...counts.keys()].map((index) => ({ segmentIndex: index, quote: said.get(index)?.join(' ') ?? '' }));
    };
    return { startMs: words[0]?.word.startMs, endMs: words.at(-1)?.word.endMs, counts, evidence };
  };
}
