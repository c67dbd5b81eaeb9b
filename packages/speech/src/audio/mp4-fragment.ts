import { boxesIn, type Mp4Box } from './mp4-boxes.js';
import type { ReadAt } from './sound-file.js';

const MAX_FRAGMENT_BYTES = 4 * 1_024 * 1_024;
/** More samples than a fragment of sound has. */
const MAX_SAMPLES = 1_000_000;

/** The first thing in the indexes of the fragments that can't be true, if there is one. */
export async function fragmentFault(read: ReadAt, boxes: readonly Mp4Box[]): Promise<string | undefined> {
  for (const { type, from, bodyFrom, to } of boxes) {
    if (type !== 'moof') continue;
    if (to - from > MAX_FRAGMENT_BYTES) return 'a fragment with an index that is too large';
    const bytes = await read(from, to - from);
    const samples = sampleCount(bytes, bodyFrom - from, bytes.length);
    if (samples > MAX_SAMPLES) return `a fragment of ${samples} samples`;
  }
  return undefined;
}

function sampleCount(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (const { type, bodyFrom, to: end } of boxesIn(bytes, from, to)) {
    if (type === 'traf') count += sampleCount(bytes, bodyFrom, end);
    else if (type === 'trun' && bodyFrom + 8 <= end) count += bytes.readUInt32BE(bodyFrom + 4);
  }
  return count;
}
