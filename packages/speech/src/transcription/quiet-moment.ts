import { type FrameRange, framesOf } from './frames.js';

const MOMENT = framesOf(0.2);

/** The middle of the quietest 200 ms in the middle half of a range: where a cut hurts least. */
export function quietMoment(levels: Float32Array, { start, end }: FrameRange): number {
  const margin = Math.floor((end - start) / 4);
  let quietest = Number.POSITIVE_INFINITY;
  let found = Math.floor((start + end) / 2);
  for (let frame = start + margin; frame < end - margin; frame++) {
    let sum = 0;
    for (let near = frame - MOMENT / 2; near < frame + MOMENT / 2; near++) sum += levels[near] ?? 0;
    if (sum >= quietest) continue;
    quietest = sum;
    found = frame;
  }
  return found;
}
