import type { Recording } from '../audio/recording.js';
import { FRAME_SAMPLES, type FrameRange } from './frames.js';

/** A range of one channel that is wanted. */
export interface WantedRange extends FrameRange {
  readonly channel: number;
}

/**
 * Reads a recording and gives out the samples of the ranges that are wanted, in the order of their ends. Keeps no more
 * of the recording than the ranges that are still open.
 * @throws whatever reading the samples throws
 */
export async function* readRanges<T extends WantedRange>(
  recording: Recording,
  wanted: readonly T[],
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly range: T; readonly samples: Float32Array }> {
  const waiting = [...wanted].sort((a, b) => a.end - b.end);
  const neededFrom = startsFrom(waiting);
  let next = 0;
  let kept: readonly Float32Array[][] = Array.from({ length: recording.channelCount }, () => []);
  let keptFrom = 0;
  let received = 0;
  for await (const block of recording.samples(signal)) {
    signal?.throwIfAborted();
    for (const [channel, sound] of block.entries()) kept[channel]?.push(sound);
    received += block[0]?.length ?? 0;
    for (let range = waiting[next]; range !== undefined; range = waiting[next]) {
      if (range.end * FRAME_SAMPLES > received) break;
      next++;
      yield { range, samples: cutOut(kept[range.channel] ?? [], range, keptFrom) };
    }
    const needed = Math.min(neededFrom[next] ?? received, received);
    ({ kept, keptFrom } = dropped(kept, keptFrom, needed));
  }
  for (const range of waiting.slice(next)) {
    yield { range, samples: cutOut(kept[range.channel] ?? [], range, keptFrom) };
  }
}

/** For each of the ranges, from which sample on it and those after it need the recording. */
function startsFrom(ranges: readonly FrameRange[]): number[] {
  const starts = ranges.map(({ start }) => start * FRAME_SAMPLES);
  for (let index = starts.length - 2; index >= 0; index--) {
    starts[index] = Math.min(starts[index] ?? 0, starts[index + 1] ?? Number.POSITIVE_INFINITY);
  }
  return starts;
}

function dropped(kept: readonly Float32Array[][], keptFrom: number, needed: number) {
  let [count, from] = [0, keptFrom];
  for (const block of kept[0] ?? []) {
    if (from + block.length > needed) break;
    from += block.length;
    count++;
  }
  return { kept: kept.map((blocks) => blocks.slice(count)), keptFrom: from };
}

function cutOut(blocks: readonly Float32Array[], { start, end }: FrameRange, keptFrom: number): Float32Array {
  const samples = new Float32Array((end - start) * FRAME_SAMPLES);
  let at = keptFrom - start * FRAME_SAMPLES;
  for (const block of blocks) {
    const skipped = Math.max(0, -at);
    const fitting = block.subarray(skipped, Math.max(skipped, samples.length - at));
    if (fitting.length > 0) samples.set(fitting, at + skipped);
    at += block.length;
  }
  return samples;
}
