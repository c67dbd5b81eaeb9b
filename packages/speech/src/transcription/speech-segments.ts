import { framesOf, type Stretch } from './frames.js';
import { quietMoment } from './quiet-moment.js';

/** A longer pause ends what is said in one go. */
const PAUSE = framesOf(1);
/** The recognizer works best on what is not longer. */
const LONGEST = framesOf(19.5);
/** What is recognized before the first and after the last sound. */
const MARGIN = framesOf(0.25);

/** A region of speech and whose it is. */
export interface SpokenRegion extends Stretch {
  readonly speaker: number;
}

/** What one speaker says in one go. */
export interface SpeechSegment {
  /** The sounds in it, in order: at least one. */
  readonly regions: readonly Stretch[];
  /** What to recognize: with a margin, but nothing of the segments before and after. */
  readonly recognized: Stretch;
  readonly channel: number;
  readonly speaker: number;
}

/**
 * Divides the regions of a channel, in order, into segments: at every long pause and every change of speaker; and what is
 * too long for the recognizer at its longest pause, or at its quietest moment if it has none.
 */
export function segmentsOf(regions: readonly SpokenRegion[], channel: number, levels: Float32Array): SpeechSegment[] {
  const runs: SpokenRegion[][] = [];
  for (const region of regions) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const goesOn = last !== undefined && region.start - last.end < PAUSE && region.speaker === last.speaker;
    if (run !== undefined && goesOn) run.push(region);
    else runs.push([region]);
  }
  const divided = runs.flatMap((run) => dividedAtPauses(run, levels));
  return divided.map((run, index) => {
    const { start, end } = extentOf(run);
    const before = divided[index - 1]?.at(-1)?.end ?? -start;
    const after = divided[index + 1]?.[0]?.start ?? 2 * levels.length - end;
    return {
      regions: run.map((region) => ({ start: region.start, end: region.end })),
      recognized: {
        start: Math.max(start - MARGIN, Math.ceil((before + start) / 2)),
        end: Math.min(end + MARGIN, Math.floor((end + after) / 2)),
      },
      channel,
      speaker: run[0]?.speaker ?? 0,
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

function afterLongestPause(run: readonly Stretch[]): number {
  const pauses = run.map(({ start }, index) => start - (run[index - 1]?.end ?? start));
  return Math.max(1, pauses.indexOf(Math.max(...pauses)));
}

function extentOf(run: readonly Stretch[]): Stretch {
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0 };
}
