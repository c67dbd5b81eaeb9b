import type { Recording } from '../audio/recording.js';
import { type ActiveRegion, activeRegions } from './active-regions.js';
import { FRAME_SAMPLES, type FrameRange, framesOf } from './frames.js';
import type { SpokenRegion } from './passages.js';
import { quietMoment } from './quiet-moment.js';
import { readRanges } from './read-ranges.js';
import type { ChannelSurvey } from './survey.js';
import { FEATURE_COUNT, MOMENT_SAMPLES, VoiceFeatures } from './voice-features.js';
import { voicesOf } from './voices.js';

/** A shorter pause doesn't come between two speakers. */
const PAUSE = framesOf(0.2);
/** Pieces are at most so long: a change of speakers without a pause is found as precisely. */
const LONGEST_PIECE = framesOf(2.5);
/** A piece with fewer moments of voice belongs to the speaker of the piece before it. */
const MIN_MOMENTS = 15;
/** What is so much softer than a piece's loudest frame is breath or a pause. */
const VOICE_RANGE_DB = 30;

/**
 * Finds where somebody speaks in a channel and tells speakers apart by their voices. Speaker 0 speaks first; a
 * channel with one voice has only him.
 * @throws whatever reading the samples throws
 */
export async function diarize(
  recording: Recording,
  channel: number,
  survey: ChannelSurvey,
  signal: AbortSignal | undefined,
): Promise<SpokenRegion[]> {
  const pieces = activeRegions(survey, PAUSE).flatMap((region) => piecesOf(region, survey.levels));
  const voiceFeatures = new VoiceFeatures();
  const described: { piece: ActiveRegion; features: Float32Array }[] = [];
  const wanted = pieces.map((piece) => ({ ...piece, channel }));
  for await (const { range, samples } of readRanges(recording, wanted, signal)) {
    described.push({ piece: range, features: voiced(voiceFeatures.of(samples), range, survey.levels) });
  }
  const known = described.filter(({ features }) => features.length >= MIN_MOMENTS * FEATURE_COUNT);
  const voices = voicesOf(known.map(({ features }) => features));
  const speakers = new Map(known.map(({ piece }, index) => [piece.start, voices[index] ?? 0]));
  let speaker = 0;
  return pieces.map((piece) => {
    speaker = speakers.get(piece.start) ?? speaker;
    return { ...piece, speaker };
  });
}

function piecesOf(region: ActiveRegion, levels: Float32Array): ActiveRegion[] {
  if (region.end - region.start <= LONGEST_PIECE) return [region];
  const cut = quietMoment(levels, region);
  const halves = [
    { ...region, end: cut },
    { ...region, start: cut },
  ];
  return halves.flatMap((half) => piecesOf(half, levels));
}

/** Those moments of a piece in which there is voice. */
function voiced(features: Float32Array, { start, end }: FrameRange, levels: Float32Array): Float32Array {
  const loudest = levels.subarray(start, end).reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const kept: number[] = [];
  for (let moment = 0; moment * FEATURE_COUNT < features.length; moment++) {
    const frame = start + Math.floor(((moment + 0.5) * MOMENT_SAMPLES) / FRAME_SAMPLES);
    if ((levels[frame] ?? loudest) < loudest - VOICE_RANGE_DB) continue;
    kept.push(...features.subarray(moment * FEATURE_COUNT, (moment + 1) * FEATURE_COUNT));
  }
  return Float32Array.from(kept);
}
