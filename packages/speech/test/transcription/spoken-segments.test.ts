import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage, SpokenRegion } from '../../src/transcription/passages.js';
import { spokenSegments } from '../../src/transcription/spoken-segments.js';

const passage = (...regions: SpokenRegion[]): Passage => ({
  regions,
  recognized: { start: regions[0]?.start ?? 0, end: regions.at(-1)?.end ?? 0 },
  channel: 0,
  isDoubtful: false,
});
const region = (start: number, end: number, speaker: number): SpokenRegion => ({
  start,
  end,
  speaker,
  isDoubtful: false,
});
const said = (segments: ReturnType<typeof spokenSegments>) => segments.map(({ speaker, text }) => [speaker, text]);

describe('the text of a passage', () => {
  it('of one speaker is one segment', () => {
    const [segment, ...others] = spokenSegments(passage(region(100, 200, 1), region(230, 300, 1)), 'Good morning.');
    expect(others).toEqual([]);
    expect(segment).toMatchObject({ startMs: 1000, endMs: 3000, text: 'Good morning.', channel: 0, speaker: 1 });
  });

  it('is divided where the speaker changes, at the end of a sentence nearby', () => {
    const text = "This is Diane in New Jersey. And I'm Sheila in Texas, originally from Chicago.";
    // By length alone, "New Jersey." would be the second speaker's.
    const segments = spokenSegments(passage(region(0, 140, 0), region(160, 500, 1)), text);
    expect(said(segments)).toEqual([
      [0, 'This is Diane in New Jersey.'],
      [1, "And I'm Sheila in Texas, originally from Chicago."],
    ]);
    expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1400],
      [1600, 5000],
    ]);
  });

  it('is divided between words where no sentence ends nearby', () => {
    const text = 'Under the warranty we offer you a car of the same class, and whatever else you need until then';
    const segments = spokenSegments(passage(region(0, 250, 0), region(250, 500, 1)), text);
    expect(segments).toHaveLength(2);
    expect(Math.abs((segments[0]?.text.length ?? 0) - text.length / 2)).toBeLessThan(12);
  });

  it('leaves a speaker out who has too little time for a word', () => {
    const regions = [region(0, 300, 0), region(300, 306, 1), region(310, 600, 0)];
    const segments = spokenSegments(
      passage(...regions),
      'I was looking at my bank statement this morning. You charged me twice.',
    );
    expect(said(segments).map(([speaker]) => speaker)).toEqual([0, 0]);
  });

  it('is marked where the detector is in doubt whether there is speech', () => {
    const sure = passage(region(0, 100, 0));
    expect(spokenSegments(sure, 'Ask not.')[0]).not.toHaveProperty('understood');
    expect(spokenSegments({ ...sure, isDoubtful: true }, 'Ask not.')).toMatchObject([
      { text: 'Ask not.', understood: false },
    ]);
  });

  it('is nothing when it is marks alone', () => {
    expect(spokenSegments(passage(region(0, 40, 0)), '...')).toEqual([]);
  });
});

it('no word is lost, repeated, moved, or outside of its speaker’s time', () => {
  const regions = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 400 }), fc.nat(2)), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => {
      let at = 0;
      return parts.map(([pause, length, speaker]) => {
        const start = at + pause;
        at = start + length;
        return region(start, at, speaker);
      });
    });
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}[.,?]?$/), { minLength: 1, maxLength: 40 });
  void fc.assert(
    fc.property(words, regions, (texts, given) => {
      const segments = spokenSegments(passage(...given), texts.join(' '));
      expect(segments.map(({ text }) => text).join(' ')).toBe(texts.join(' '));
      for (const { startMs, endMs, speaker, words: timed } of segments) {
        for (const word of timed) expect(startMs <= word.startMs && word.endMs <= endMs).toBe(true);
        const own = given.filter(({ start, end }) => startMs <= start * 10 && end * 10 <= endMs);
        expect(own.map((part) => part.speaker)).toEqual(own.map(() => speaker));
      }
    }),
  );
});
