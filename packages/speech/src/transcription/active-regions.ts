import { type FrameRange, framesOf, joinedAcross, rangesWhere } from './frames.js';
import type { ChannelSurvey } from './survey.js';

/** How far a sound has to rise above the noise to be noticed, and to fall to be over, in dB. */
const RISE_DB = 8;
const FALL_DB = 5;
/** What is so much softer than the loud speech of a channel is none, in dB. */
const RANGE_DB = 40;
/** Noise is known in blocks of so many frames, from this many on either side. */
const BLOCK = framesOf(1);
const BLOCKS_AROUND = 10;
/** A sound is kept so long before and after what the detector found to be speech: it misses soft beginnings and ends. */
const KEPT_AROUND = framesOf(0.6);
/** What the detector finds for a shorter time is no word, and neither is what rises above the noise for a shorter time. */
const SHORTEST_FOUND = framesOf(0.09);
const SHORTEST_SOUND = framesOf(0.05);

/** Where somebody speaks. */
export interface ActiveRegion extends FrameRange {
  /** Whether the speech detector is unsure that it contains speech. */
  readonly isDoubtful: boolean;
}

/**
 * Where somebody speaks in a channel: where it is louder than its noise, and the detector found speech, and the sound is
 * its own. Regions less than so many frames apart are one. What the detector only perhaps found is a region of its own, and
 * moves no border of one that it is sure of.
 */
export function activeRegions(channel: ChannelSurvey, gap: number): ActiveRegion[] {
  const sure = regionsOf(channel, channel.sure, gap);
  const doubtful = regionsOf(channel, channel.speech, gap).filter(
    ({ start, end }) => !sure.some((region) => region.start < end && start < region.end),
  );
  const marked = [
    ...sure.map((region) => ({ ...region, isDoubtful: false })),
    ...doubtful.map((region) => ({ ...region, isDoubtful: true })),
  ];
  return marked.sort((a, b) => a.start - b.start);
}

function regionsOf({ levels, crosstalk }: ChannelSurvey, speech: Float32Array, gap: number): FrameRange[] {
  const speaks = (frame: number) => speech[frame] === 1 && crosstalk[frame] === 0;
  const loud = loudSpeech(levels, speaks);
  if (loud === undefined) return [];
  const sounds = risesAboveNoise(levels, loud - RANGE_DB);
  const isOwn = (frame: number) => crosstalk[frame] === 0 && (sounds[frame] === 1 || speech[frame] === 1);
  return joinedAcross(gap, rangesWhere(levels.length, isOwn))
    .flatMap((region) => nearSpeech(region, speaks))
    .filter(({ start, end }) => sounds.subarray(start, end).reduce((sum, sound) => sum + sound, 0) >= SHORTEST_SOUND);
}

/** 1 for each frame that is louder than the noise around it, and than the least level. */
function risesAboveNoise(levels: Float32Array, leastDb: number): Uint8Array {
  const smooth = smoothed(levels);
  const noise = noiseFloor(smooth);
  let rises = false;
  return Uint8Array.from(smooth, (level, frame) => {
    const margin = rises ? FALL_DB : RISE_DB;
    rises = level > Math.max((noise[Math.floor(frame / BLOCK)] ?? 0) + margin, leastDb);
    return rises ? 1 : 0;
  });
}

/** The level that speech reaches a twentieth of the time. */
function loudSpeech(levels: Float32Array, speaks: (frame: number) => boolean): number | undefined {
  const spoken = levels.filter((_, frame) => speaks(frame)).sort();
  return spoken[Math.floor(spoken.length * 0.95)];
}

/** The mean power of the 50 ms around each frame, in dB. */
function smoothed(levels: Float32Array): Float32Array {
  const powers = levels.map((level) => 10 ** (level / 10));
  return levels.map((_, frame) => {
    let sum = 0;
    for (let near = frame - 2; near <= frame + 2; near++) sum += powers[near] ?? 0;
    return 10 * Math.log10(sum / 5 + Number.MIN_VALUE);
  });
}

/** The level of the noise in each block: what a fifth of the blocks around it fall to. */
function noiseFloor(levels: Float32Array): Float32Array {
  const lows = Float32Array.from({ length: Math.ceil(levels.length / BLOCK) }, (_, block) => {
    const sorted = levels.slice(block * BLOCK, (block + 1) * BLOCK).sort();
    return sorted[Math.floor(sorted.length * 0.1)] ?? 0;
  });
  return lows.map((_, block) => {
    const around = lows.slice(Math.max(0, block - BLOCKS_AROUND), block + BLOCKS_AROUND + 1).sort();
    return around[Math.floor(around.length * 0.2)] ?? 0;
  });
}

/** The parts of a region that are near speech. */
function nearSpeech({ start, end }: FrameRange, speaks: (frame: number) => boolean): FrameRange[] {
  const spoken = rangesWhere(end - start, (frame) => speaks(start + frame));
  return joinedAcross(2 * KEPT_AROUND, spoken)
    .filter((part) => part.end - part.start >= SHORTEST_FOUND)
    .map((part) => ({
      start: Math.max(start, start + part.start - KEPT_AROUND),
      end: Math.min(end, start + part.end + KEPT_AROUND),
    }));
}
