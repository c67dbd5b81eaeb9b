import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FrameRange } from '../../src/transcription/frames.js';
import { timedWords } from '../../src/transcription/word-times.js';

/** Ranges in order, with pauses between them. */
const sounding = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 6 })
  .map((parts) => {
    let at = 0;
    return parts.map(([pause, length]): FrameRange => {
      const start = at + pause;
      at = start + length;
      return { start, end: at };
    });
  });
const words = fc.array(fc.stringMatching(/^[a-z]{1,12}[.,?]?$/), { minLength: 1, maxLength: 40 });

it('gives all words, one after the other, from the first sound to the last', () => {
  void fc.assert(
    fc.property(words, sounding, (texts, ranges) => {
      const timed = timedWords(texts.join(' '), ranges);
      expect(timed.map(({ text }) => text)).toEqual(texts);
      const times = timed.flatMap(({ startMs, endMs }) => [startMs, endMs]);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(0)).toBe((ranges[0]?.start ?? 0) * 10);
      expect(times.at(-1)).toBe((ranges.at(-1)?.end ?? 0) * 10);
    }),
  );
});

it('lets no word begin or end in a pause', () => {
  void fc.assert(
    fc.property(words, sounding, (texts, ranges) => {
      for (const { startMs, endMs } of timedWords(texts.join(' '), ranges)) {
        // A millisecond is the finest that is told.
        expect(ranges.some(({ start, end }) => startMs > start * 10 - 1 && startMs < end * 10 + 1)).toBe(true);
        expect(ranges.some(({ start, end }) => endMs > start * 10 - 1 && endMs < end * 10 + 1)).toBe(true);
      }
    }),
  );
});

it('gives a long word more time than a short one', () => {
  const [short, long] = timedWords('a appointment', [{ start: 100, end: 240 }]);
  expect(short).toEqual({ text: 'a', startMs: 1000, endMs: 1200 });
  expect(long).toEqual({ text: 'appointment', startMs: 1200, endMs: 2400 });
});

it('has no words for no text', () => {
  expect(timedWords('', [{ start: 0, end: 10 }])).toEqual([]);
});
