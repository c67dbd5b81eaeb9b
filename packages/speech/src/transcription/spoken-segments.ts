import { FRAME_MS } from './frames.js';
import type { Passage, SpokenRegion } from './passages.js';
import type { SpokenSegment } from './transcription.js';
import { holdsWords, timedWords, wordLengths } from './word-times.js';

/** How far the pace of a turn is from the passage's: the variance of a turn's length, per character. */
const PACE_VARIANCE = 3;
/** How unlikely a change of speakers is: after the end of a sentence, after another mark, and between any other words. */
const [AFTER_SENTENCE, AFTER_MARK, ELSEWHERE] = [0, 2, 4];

/**
 * Divides the text of a passage into segments by speaker. Which words are whose isn't known, only when each speaker speaks: a
 * turn gets about as much of the text as it has of the time, and ends preferably where a sentence ends.
 */
export function spokenSegments({ regions, channel, isDoubtful }: Passage, text: string): SpokenSegment[] {
  if (!holdsWords(text)) return [];
  const words = text.split(/\s+/).filter((word) => word !== '');
  const turns = turnsOf(regions);
  const ends = endsOfTurns(words, turns.map(framesIn));
  return turns.flatMap((turn, index) => {
    const said = words.slice(ends[index - 1] ?? 0, ends[index]).join(' ');
    const [first, last] = [turn[0], turn.at(-1)];
    if (said === '' || first === undefined || last === undefined) return [];
    const [startMs, endMs] = [first.start * FRAME_MS, last.end * FRAME_MS];
    const segment = { startMs, endMs, text: said, channel, speaker: first.speaker, words: timedWords(said, turn) };
    return [{ ...segment, ...(isDoubtful && { understood: false as const }) }];
  });
}

/** Neighboring regions of the same speaker. */
function turnsOf(regions: readonly SpokenRegion[]): SpokenRegion[][] {
  const turns: SpokenRegion[][] = [];
  for (const region of regions) {
    const turn = turns.at(-1);
    if (turn?.at(-1)?.speaker === region.speaker) turn.push(region);
    else turns.push([region]);
  }
  return turns;
}

function framesIn(turn: readonly SpokenRegion[]): number {
  return turn.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Before which word each turn ends, so that the division as a whole is the most likely one. */
function endsOfTurns(words: readonly string[], frames: readonly number[]): number[] {
  const before = [0];
  for (const length of wordLengths(words)) before.push((before.at(-1) ?? 0) + length);
  const pace = (before.at(-1) ?? 0) / frames.reduce((sum, count) => sum + count, 0);
  const changeCosts = [0, ...words.map(costOfChangeAfter)];
  changeCosts[words.length] = 0;
  // For each turn: what it costs at least that it ends before a word, and where the turn before it ends then.
  const turns: { readonly costs: number[]; readonly starts: number[] }[] = [];
  for (const count of frames) {
    const costsBefore = turns.at(-1)?.costs;
    const expected = count * pace;
    const costs: number[] = [];
    const starts: number[] = [];
    for (let end = 0; end <= words.length; end++) {
      let [least, from] = [Number.POSITIVE_INFINITY, 0];
      for (let start = 0; start <= (costsBefore === undefined ? 0 : end); start++) {
        const off = (before[end] as number) - (before[start] as number) - expected;
        const cost = (costsBefore?.[start] ?? 0) + (off * off) / (2 * PACE_VARIANCE * expected);
        if (cost < least) [least, from] = [cost, start];
      }
      costs.push(least + (changeCosts[end] as number));
      starts.push(from);
    }
    turns.push({ costs, starts });
  }
  const ends: number[] = [];
  let end = words.length;
  for (const { starts } of turns.reverse()) {
    ends.unshift(end);
    end = starts[end] as number;
  }
  return ends;
}

function costOfChangeAfter(word: string): number {
  if (/[.?!]\W*$/.test(word)) return AFTER_SENTENCE;
  return /[,;:\u2013\u2014-]\W*$/.test(word) ? AFTER_MARK : ELSEWHERE;
}
