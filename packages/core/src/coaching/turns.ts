import type { TranscriptSegment } from '../model/analysis.js';
import { inOrder, type TimeSpan } from '../model/span.js';
import { lengthOf } from './spans.js';

/** What one speaker says in one go, whatever others say meanwhile. It doesn't matter how the analyzer cut it into segments. */
export interface Turn extends TimeSpan {
  /** The first of its segments. */
  readonly segmentIndex: number;
  /** In the order of time. */
  readonly segments: readonly TranscriptSegment[];
}

/** A pause of at most this length doesn't end a turn. People who are done pause longer, as a rule. */
const PAUSE_MS = 300;

/** The turns of one speaker. */
export function turnsOf(segments: readonly TranscriptSegment[]): Turn[] {
  const turns: { startMs: number; endMs: number; segmentIndex: number; segments: TranscriptSegment[] }[] = [];
  for (const segment of inOrder(segments)) {
    const { startMs, endMs, index: segmentIndex } = segment;
    const last = turns.at(-1);
    if (last !== undefined && startMs - last.endMs <= PAUSE_MS) {
      last.segments.push(segment);
      last.endMs = Math.max(last.endMs, endMs);
    } else {
      turns.push({ startMs, endMs, segmentIndex, segments: [segment] });
    }
  }
  return turns;
}

/** The words of a turn, as far as they were understood. */
export function textOf({ segments }: Pick<Turn, 'segments'>): string {
  return segments.map((segment) => (segment.understood === false ? '' : segment.text)).join(' ');
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The words of a text, in lower case. */
export function wordsIn(text: string): string[] {
  return text.normalize('NFC').toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}

/** A listener's sign of listening is no longer than this. */
const BACKCHANNEL_MS = 1_000;
const SIGNS_OF_LISTENING = new Set(
  (
    'ah aha alright cool exactly fine good great hm hmm mhm mm mmhm mmm oh ok okay really right sure uh huh um well wow yeah yep yes ' +
    'i see got it of course ja genau gut klar sí vale claro bueno oui bien accord sim certo sì bene'
  ).split(' '),
);

/** Whether a turn only shows that somebody listens, such as "mhm" or "okay": it takes the floor from nobody. */
export function isBackchannel(turn: Turn): boolean {
  return lengthOf(turn) <= BACKCHANNEL_MS && wordsIn(textOf(turn)).every((word) => SIGNS_OF_LISTENING.has(word));
}
