import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FRAME_SAMPLES } from '../../src/transcription/frames.js';
import { readRanges } from '../../src/transcription/read-ranges.js';
import { recordingOf } from './sound-recording.js';

const SECONDS = 5;
/** Each sample says where it is. */
const channels = [1, -1].map((sign) =>
  Float32Array.from({ length: SECONDS * 16_000 }, (_, index) => (sign * index) / 1e6),
);
const range = fc
  .tuple(fc.nat(SECONDS * 100 - 1), fc.integer({ min: 1, max: 200 }), fc.nat(1))
  .map(([start, length, channel]) => ({ start, end: Math.min(start + length, SECONDS * 100), channel }));

it('gives the samples of every range, in the order of their ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(range), async (wanted) => {
      const given = [];
      for await (const { range: found, samples } of readRanges(recordingOf(...channels), wanted, undefined)) {
        const { start, end, channel } = found;
        expect(samples).toEqual(channels[channel]?.slice(start * FRAME_SAMPLES, end * FRAME_SAMPLES));
        given.push(found);
      }
      expect(given).toEqual(wanted.toSorted((a, b) => a.end - b.end));
    }),
    { numRuns: 30 },
  );
});

it('fills with silence what the recording no longer has', async () => {
  const wanted = [{ start: 499, end: 502, channel: 0 }];
  for await (const { samples } of readRanges(recordingOf(...channels), wanted, undefined)) {
    expect(samples).toHaveLength(3 * FRAME_SAMPLES);
    expect(samples[0]).toBeGreaterThan(0);
    expect(samples.at(-1)).toBe(0);
  }
});

it('throws what an abort gives as its reason', async () => {
  const reason = new Error('enough');
  const reading = readRanges(
    recordingOf(...channels),
    [{ start: 400, end: 401, channel: 0 }],
    AbortSignal.abort(reason),
  );
  await expect(reading.next()).rejects.toBe(reason);
});
