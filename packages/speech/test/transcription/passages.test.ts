import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passagesOf, type SpokenRegion } from '../../src/transcription/passages.js';

const levelsOf = (length: number) => Float32Array.from({ length }, (_, frame) => -30 + 20 * Math.sin(frame / 37));
const surveyOf = (levels: Float32Array) => ({ levels });
const region = (start: number, end: number, speaker = 0): SpokenRegion => ({ start, end, speaker, isDoubtful: false });
const doubtful = (start: number, end: number): SpokenRegion => ({ ...region(start, end), isDoubtful: true });

/** Regions in order, with pauses of up to three seconds between them. */
const regions = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 5000 }), fc.nat(1)), { maxLength: 12 })
  .map((parts) => {
    let at = 0;
    return parts.map(([pause, length, speaker]) => {
      const start = at + pause;
      at = start + length;
      return region(start, at, speaker);
    });
  });

it('leaves out no sound, takes none twice, and recognizes at most 20 seconds at once', () => {
  void fc.assert(
    fc.property(regions, fc.integer({ min: 0, max: 300 }), (given, after) => {
      const length = (given.at(-1)?.end ?? 0) + after;
      const passages = passagesOf(given, 1, surveyOf(levelsOf(length)));
      const frames = (stretches: readonly { start: number; end: number; speaker: number }[]) =>
        stretches.flatMap(({ start, end, speaker }) => [start, end - 1].map((frame) => ({ frame, speaker })));
      const taken = passages.flatMap(({ regions: parts }) => parts);
      for (const end of frames(given)) {
        expect(taken.filter((part) => part.start <= end.frame && end.frame < part.end)).toMatchObject([
          { speaker: end.speaker },
        ]);
      }
      const passageFrames = taken.reduce((sum, { start, end }) => sum + end - start, 0);
      expect(passageFrames).toBe(given.reduce((sum, { start, end }) => sum + end - start, 0));
      let before = 0;
      for (const { recognized, regions: parts, channel } of passages) {
        expect(channel).toBe(1);
        expect(recognized.end - recognized.start).toBeLessThanOrEqual(2000);
        expect(recognized.start).toBeGreaterThanOrEqual(before);
        expect(recognized.start).toBeLessThanOrEqual(parts[0]?.start ?? -1);
        expect(recognized.end).toBeGreaterThanOrEqual(parts.at(-1)?.end ?? Number.POSITIVE_INFINITY);
        expect(recognized.end).toBeLessThanOrEqual(length);
        before = recognized.end;
      }
    }),
  );
});

it('goes on over a short pause and where another speaks, and ends at a long pause', () => {
  const given = [region(0, 100), region(150, 200), region(320, 400), region(430, 500, 1)];
  const passages = passagesOf(given, 0, surveyOf(levelsOf(600)));
  expect(passages.map(({ regions: parts }) => parts.map(({ speaker }) => speaker))).toEqual([
    [0, 0],
    [0, 1],
  ]);
});

it('is doubtful when the detector is sure of nothing in it', () => {
  const given = [doubtful(0, 100), region(150, 200), doubtful(320, 400)];
  const passages = passagesOf(given, 0, surveyOf(levelsOf(600)));
  expect(passages.map(({ isDoubtful }) => isDoubtful)).toEqual([false, true]);
});

it('has its words where the detector is sure of speech, and recognizes the doubtful sound around it as well', () => {
  const [passage] = passagesOf([doubtful(50, 100), region(150, 200), doubtful(220, 300)], 0, surveyOf(levelsOf(400)));
  expect(passage?.regions).toEqual([region(150, 200)]);
  expect(passage?.recognized).toEqual({ start: 25, end: 325 });
});

it('divides what is too long at its longest pause', () => {
  const given = [region(0, 700), region(740, 1400), region(1490, 2000), region(2020, 2600)];
  const passages = passagesOf(given, 0, surveyOf(levelsOf(2700)));
  expect(passages.map(({ regions: [first] }) => first?.start)).toEqual([0, 1490]);
});

it('divides what has no pause at its quietest moment', () => {
  const levels = new Float32Array(3000).fill(-20).fill(-50, 1310, 1340);
  const [first, second] = passagesOf([region(0, 3000)], 0, surveyOf(levels));
  expect(first?.recognized.end).toBe(second?.recognized.start);
  expect(first?.recognized.end).toBeGreaterThanOrEqual(1310);
  expect(first?.recognized.end).toBeLessThanOrEqual(1340);
});
