import { between, type Random } from './random.ts';

/** A piece of video between two cuts. Frames count from 0 and both ends belong to it. */
export interface Shot {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly confidence: number;
}

/** Cuts a part of video into two or three shots. */
export function cutShots(firstFrame: number, lastFrame: number, random: Random): Shot[] {
  const count = random() < 0.5 ? 2 : 3;
  const length = lastFrame - firstFrame + 1;
  const starts = Array.from({ length: count }, (_, index) => {
    const jitter = index === 0 ? 0 : between(random, -0.15, 0.15);
    return firstFrame + Math.round((length * (index + jitter)) / count);
  });
  return starts.map((start, index) => ({
    firstFrame: start,
    lastFrame: (starts[index + 1] ?? lastFrame + 1) - 1,
    confidence: Number(between(random, 0.94, 0.999).toFixed(6)),
  }));
}

/** The frame that is shown at a time. */
export function frameAt(millis: number, frameRate: number): number {
  return Math.floor((millis * frameRate) / 1000);
}

/** The time at which a frame is shown. */
export function millisAt(frame: number, frameRate: number): number {
  return Math.round((frame * 1000) / frameRate);
}
