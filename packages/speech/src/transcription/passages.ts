import type { ActiveRegion } from './active-regions.js';
import { type FrameRange, framesOf } from './frames.js';
import { quietMoment } from './quiet-moment.js';
import type { ChannelSurvey } from './survey.js';

/** A longer pause ends a passage. */
const PAUSE = framesOf(1);
/** The recognizer works best on what is not longer. */
const LONGEST = framesOf(19.5);
/** What is recognized before the first and after the last sound. */
const MARGIN = framesOf(0.25);

/** A region of speech and whose it is. */
export interface SpokenRegion extends ActiveRegion {
  readonly speaker: number;
}

/** What is recognized at once: up to 20 s of a channel, by one or more speakers. */
export interface Passage {
  /** The sounds that its words are in, in order, at least one: those that the speech detector is sure of, if there are any. */
  readonly regions: readonly SpokenRegion[];
  /** What to recognize: with a margin, but nothing of the passages before and after. */
  readonly recognized: FrameRange;
  readonly channel: number;
  /** Whether the speech detector is unsure of all of it: it may be something else, and is for the recognizer to decide. */
  readonly isDoubtful: boolean;
}

/**
 * Divides the regions of a channel, in order, into passages: at every long pause; and what is too long for the recognizer
 * at its longest pause, or at its quietest moment if it has none. Changes of speaker are estimates, and a cut inside a word
 * damages it, so passages go on across them.
 */
export function passagesOf(
  regions: readonly SpokenRegion[],
  channel: number,
  { levels }: Pick<ChannelSurvey, 'levels'>,
): Passage[] {
  const runs: SpokenRegion[][] = [];
  for (const region of regions) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && region.start - last.end < PAUSE) run.push(region);
    else runs.push([region]);
  }
  const divided = runs.flatMap((run) => dividedAtPauses(run, levels));
  return divided.map((run, index) => {
    const { start, end } = extentOf(run);
    const sure = run.filter((region) => !region.isDoubtful);
    const before = divided[index - 1]?.at(-1)?.end ?? -start;
    const after = divided[index + 1]?.[0]?.start ?? 2 * levels.length - end;
    return {
      regions: sure.length > 0 ? sure : run,
      recognized: {
        start: Math.max(start - MARGIN, Math.ceil((before + start) / 2)),
        end: Math.min(end + MARGIN, Math.floor((end + after) / 2)),
      },
      channel,
      isDoubtful: sure.length === 0,
    };
  });
}

function dividedAtPauses(run: readonly SpokenRegion[], levels: Float32Array): SpokenRegion[][] {
  const whole = extentOf(run);
  if (whole.end - whole.start <= LONGEST) return [[...run]];
  const [only] = run;
  if (run.length === 1 && only !== undefined) {
    const cut = quietMoment(levels, only);
    const halves = [
      { ...only, end: cut },
      { ...only, start: cut },
    ];
    return halves.flatMap((half) => dividedAtPauses([half], levels));
  }
  const cut = afterLongestPause(run);
  return [run.slice(0, cut), run.slice(cut)].flatMap((part) => dividedAtPauses(part, levels));
}

function afterLongestPause(run: readonly FrameRange[]): number {
  const pauses = run.map(({ start }, index) => start - (run[index - 1]?.end ?? start));
  return Math.max(1, pauses.indexOf(Math.max(...pauses)));
}

function extentOf(run: readonly FrameRange[]): FrameRange {
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
}
