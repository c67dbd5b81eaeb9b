import type { JsonObject } from './python-json.ts';
import { between, type Random } from './random.ts';

/** A piece of video between two cuts. Frames count from 0 and both ends belong to it. */
export interface Shot {
  readonly index: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly confidence: number;
}

/** Cuts a stretch of video into two or three shots. */
export function cutShots(firstFrame: number, lastFrame: number, firstIndex: number, random: Random): Shot[] {
  const count = random() < 0.5 ? 2 : 3;
  const length = lastFrame - firstFrame + 1;
  const starts = Array.from({ length: count }, (_, index) => {
    const jitter = index === 0 ? 0 : between(random, -0.15, 0.15);
    return firstFrame + Math.round((length * (index + jitter)) / count);
  });
  return starts.map((start, index) => ({
    index: firstIndex + index,
    firstFrame: start,
    lastFrame: (starts[index + 1] ?? lastFrame + 1) - 1,
    confidence: Number(between(random, 0.94, 0.999).toFixed(6)),
  }));
}

/** The start, end and length of a stretch of frames in the three ways that the service gives them. */
export function spanOf(firstFrame: number, lastFrame: number, frameRate: number): JsonObject {
  const start = millisAt(firstFrame, frameRate);
  const end = millisAt(lastFrame, frameRate);
  return {
    start_timecode_smpte: smpte(firstFrame, frameRate),
    end_timecode_smpte: smpte(lastFrame, frameRate),
    start_timestamp_millis: start,
    end_timestamp_millis: end,
    start_frame_index: firstFrame,
    end_frame_index: lastFrame,
    duration_smpte: smpte(lastFrame - firstFrame, frameRate),
    duration_millis: end - start,
    duration_frames: lastFrame - firstFrame,
  };
}

/** The frame that is shown at a time. */
export function frameAt(millis: number, frameRate: number): number {
  return Math.floor((millis * frameRate) / 1000);
}

/** The time at which a frame is shown. */
export function millisAt(frame: number, frameRate: number): number {
  return Math.round((frame * 1000) / frameRate);
}

/** A frame as `HH:MM:SS:FF`. */
export function smpte(frame: number, frameRate: number): string {
  const seconds = Math.floor(frame / frameRate);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % frameRate];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
