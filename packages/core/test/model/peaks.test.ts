import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ObjectUri } from '../../src/index.js';
import { peaksFile, peaksUriOf, silencedPeaks } from '../../src/index.js';

const HEADER_BYTES = 24;
const pointMs = 80;
const peaksOf = (channelCount: number, points: number) => ({
  channelCount,
  sampleRateHz: 16_000,
  samplesPerPoint: 1_280,
  values: new Int8Array(points * channelCount * 2).fill(-7),
});

it('peaks are binary data of audiowaveform, version 2, 8 bits', () => {
  const file = peaksFile({
    channelCount: 2,
    sampleRateHz: 16_000,
    samplesPerPoint: 1_280,
    values: new Int8Array([-1, 2, -3, 4]),
  });
  const header = new Uint32Array(file.buffer.slice(0, HEADER_BYTES));
  expect([...header]).toEqual([2, 1, 16_000, 1_280, 1, 2]);
  expect([...new Int8Array(file.buffer, HEADER_BYTES)]).toEqual([-1, 2, -3, 4]);
});

it('silenced peaks are flat exactly where a span touches a point', () => {
  const time = fc.nat(20 * pointMs);
  const span = fc.tuple(time, time).map(([a, b]) => ({ startMs: Math.min(a, b), endMs: Math.max(a, b) }));
  fc.assert(
    fc.property(fc.constantFrom(1, 2), fc.nat(16), fc.array(span, { maxLength: 4 }), (channelCount, points, spans) => {
      const file = peaksFile(peaksOf(channelCount, points));
      const before = file.slice();
      const values = new Int8Array(silencedPeaks(file, spans).buffer, HEADER_BYTES);
      const expected = Array.from({ length: points }, (_, point) => {
        const [from, to] = [point * pointMs, (point + 1) * pointMs];
        const isFlat = spans.some(({ startMs, endMs }) => startMs < endMs && startMs < to && endMs > from);
        return Array(channelCount * 2).fill(isFlat ? 0 : -7);
      }).flat();
      expect([...values]).toEqual(expected);
      expect(file).toEqual(before);
    }),
  );
});

it.each([
  ['nothing', new Uint8Array()],
  ['another version', peaksFile(peaksOf(1, 3)).fill(1, 0, 1)],
  ['less than its header says', peaksFile(peaksOf(1, 3)).slice(0, -1)],
  ['peaks without time', peaksFile({ ...peaksOf(1, 3), samplesPerPoint: 0 })],
])('%s can not be silenced', (_, file) => {
  expect(() => silencedPeaks(file, [])).toThrow(expect.objectContaining({ code: 'EARSHOT_UNREADABLE' }));
});

it('peaks belong into the folder of a job, and a job of one document has none', () => {
  expect(peaksUriOf({ outputUri: 'local://results/a/job/' as ObjectUri })).toBe('local://results/a/job/peaks.dat');
  expect(peaksUriOf({ outputUri: 'local://results/a.json' as ObjectUri })).toBeUndefined();
  expect(peaksUriOf({})).toBeUndefined();
});
