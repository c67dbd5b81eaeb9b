import { COMPARISON_EVERY_S, COMPARISON_LENGTH_S, type Likeness } from './crosstalk-meter.js';
import { framesOf } from './frames.js';

/** So much in common is the same sound in any case; and so much if the lag stays as well. Two voices have 0.1. */
const SURELY_SAME = 0.6;
const SAME_IF_STEADY = 0.35;
const STEADY_SAMPLES = 1;
/** Which channel is the louder one, and thus the one that the sound belongs to, is in doubt below so many dB. */
const DOUBTFUL_DB = 3;
/** A shorter time without likeness, in which the louder channel stays louder, is still the same crosstalk. */
const LONGEST_LAPSE = Math.round(1 / COMPARISON_EVERY_S);
/** In it the other channel is so much louder, or the difference stays; else somebody speaks for himself. */
const LAPSE_DB = 6;

/** Which frames of each channel hold the sound of the other channel, only softer. */
export type Crosstalk = readonly [Uint8Array, Uint8Array];

/**
 * Finds the frames in which a channel has nothing of its own: its sound is that of the other channel, which is louder.
 * Where both are equally loud, the sound belongs to the same channel as before, and at the beginning to the first.
 */
export function crosstalkOf(likenesses: readonly Likeness[], frameCount: number): Crosstalk {
  const crosstalk: Crosstalk = [new Uint8Array(frameCount), new Uint8Array(frameCount)];
  for (const [index, softer] of softerChannels(likenesses).entries()) {
    if (softer === undefined) continue;
    const start = framesOf(index * COMPARISON_EVERY_S);
    // What is left of the recording after the last comparison is too short for one of its own.
    const end = index === likenesses.length - 1 ? frameCount : start + framesOf(COMPARISON_LENGTH_S);
    crosstalk[softer].fill(1, start, end);
  }
  return crosstalk;
}

/** For each comparison the channel whose sound is the other's. */
function softerChannels(likenesses: readonly Likeness[]): (0 | 1 | undefined)[] {
  let softer: 0 | 1 = 1;
  const channels = likenesses.map((likeness, index) => {
    if (!isSame(likeness, likenesses[index - 1], likenesses[index + 1])) return undefined;
    if (Math.abs(likeness.differenceDb) >= DOUBTFUL_DB) softer = likeness.differenceDb > 0 ? 1 : 0;
    return softer;
  });
  for (const [index, channel] of channels.entries()) {
    const before = channels[index - 1];
    if (channel !== undefined || before === undefined) continue;
    const end = channels.findIndex((next, at) => at > index && next !== undefined);
    const lapse = likenesses.slice(index, end === -1 ? undefined : end);
    const goesOn = end === -1 || channels[end] === before;
    const usualDb = likenesses[index - 1]?.differenceDb ?? 0;
    const stays = ({ differenceDb }: Likeness) =>
      (before === 1 ? differenceDb : -differenceDb) >= LAPSE_DB || Math.abs(differenceDb - usualDb) < DOUBTFUL_DB;
    if (goesOn && lapse.length <= LONGEST_LAPSE && lapse.every(stays))
      channels.fill(before, index, index + lapse.length);
  }
  return channels;
}

function isSame(likeness: Likeness, before: Likeness | undefined, after: Likeness | undefined): boolean {
  const steadyWith = (other: Likeness | undefined) =>
    other !== undefined && other.correlation >= SAME_IF_STEADY && Math.abs(other.lag - likeness.lag) <= STEADY_SAMPLES;
  if (likeness.correlation >= SURELY_SAME) return true;
  return likeness.correlation >= SAME_IF_STEADY && (steadyWith(before) || steadyWith(after));
}
