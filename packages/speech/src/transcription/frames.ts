import { SAMPLE_RATE_HZ } from '../audio/recording.js';

/** What is known of a sound over time is known in frames of this length. */
export const FRAME_MS = 10;

/** Samples of a frame. */
export const FRAME_SAMPLES = (SAMPLE_RATE_HZ * FRAME_MS) / 1000;

/** A range of a recording in frames: from `start` to before `end`. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/** Converts seconds to frames. */
export function framesOf(seconds: number): number {
  return Math.round((seconds * 1000) / FRAME_MS);
}

/** The ranges of frames of which something is true. */
export function rangesWhere(length: number, isTrue: (frame: number) => boolean): FrameRange[] {
  const found: FrameRange[] = [];
  let start: number | undefined;
  for (let frame = 0; frame <= length; frame++) {
    if (frame < length && isTrue(frame)) start ??= frame;
    else if (start !== undefined) {
      found.push({ start, end: frame });
      start = undefined;
    }
  }
  return found;
}

/** Ranges in order, those joined that are less than so many frames apart. */
export function joinedAcross(gap: number, ranges: readonly FrameRange[]): FrameRange[] {
  const joined: FrameRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last === undefined || range.start - last.end >= gap) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined;
}

/** One number per frame, for as many frames as come. */
export class FrameTrack {
  #values = new Float32Array(4096);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Float32Array(this.#length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  /** What came so far; a copy. */
  values(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}
