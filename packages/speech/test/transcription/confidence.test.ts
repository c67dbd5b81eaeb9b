import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComparedPassage,
  inOtherScript,
  confidenceIn as judged,
  sampleOf,
} from '../../src/transcription/confidence.js';
import type { Passage } from '../../src/transcription/passages.js';
import { passageAt, wordsOf } from './passages-said.js';

/** Passages of ten seconds with 30 words, of which the models agree on so many. */
function compared(agreeing: readonly number[], channel = 0): ComparedPassage[] {
  return agreeing.map((agreed, index) => ({
    passage: passageAt(index * 10, 10, channel),
    text: `${wordsOf(agreed, 'same')} ${wordsOf(30 - agreed, 'one')}`,
    other: `${wordsOf(agreed, 'same')} ${wordsOf(30 - agreed, 'other')}`,
  }));
}

/** Without regard to the words of the language. */
const confidenceIn = (passages: readonly ComparedPassage[], notCompared: readonly Passage[] = [], language = 'es') =>
  judged(passages, language, [...passages.map(({ passage }) => passage), ...notCompared]);

const understoodIn = (passages: readonly ComparedPassage[]) => {
  const confidence = confidenceIn(passages);
  return passages.map(({ passage }) => confidence.passages.get(passage)?.understood);
};

describe('a call', () => {
  it('is understood where two models agree, and not where they differ', () => {
    expect(confidenceIn(compared([30, 29, 30]))).toMatchObject({ understood: true, isDoubtful: false });
    expect(confidenceIn(compared([3, 4, 2]))).toMatchObject({ understood: false, isDoubtful: true });
  });

  it('has no confidence when nothing was compared', () => {
    expect(confidenceIn([], [passageAt(0, 9)])).toMatchObject({ confidence: undefined, understood: true });
  });

  it('is not understood when most of its words are where the detector is unsure of speech', () => {
    const doubtful = (seconds: number) => [{ ...passageAt(100, seconds), isDoubtful: true }];
    // 40 s of sure speech, of which half was compared.
    const sure = [passageAt(20, 20)];
    expect(confidenceIn(compared([30, 30]), [...sure, ...doubtful(39)]).understood).toBe(true);
    expect(confidenceIn(compared([30, 30]), [...sure, ...doubtful(41)]).understood).toBe(false);
    expect(confidenceIn([], doubtful(2))).toMatchObject({ confidence: undefined, understood: false });
  });

  it('is not understood when only the smaller part of its speech is, whichever side that is', () => {
    expect(confidenceIn([...compared([30, 30, 30]), ...compared([2, 2], 1)]).understood).toBe(true);
    expect(confidenceIn([...compared([2, 2]), ...compared([30, 30, 30], 1)]).understood).toBe(true);
    expect(confidenceIn([...compared([30, 30]), ...compared([2, 2, 2], 1)]).understood).toBe(false);
  });

  it('is doubtful as a sample when a part of it is, also when the whole is understood', () => {
    expect(confidenceIn(compared([30, 30, 30, 30, 30, 30, 17, 17]))).toMatchObject({
      understood: true,
      isDoubtful: true,
    });
  });

  it('in English needs the words that hold English sentences together, where the models agree on half of it', () => {
    const sounds = compared([16, 16]);
    expect(confidenceIn(sounds, [], 'es').understood).toBe(true);
    expect(confidenceIn(sounds, [], 'en').understood).toBe(false);
    const english = sounds.map(({ passage, text, other }) => ({
      passage,
      text: `${text} ${wordsOf(20, 'one')} ${'it is the '.repeat(11)}`,
      other: `${other} ${wordsOf(20, 'other')} ${'it is the '.repeat(11)}`,
    }));
    expect(confidenceIn(english, [], 'en').understood).toBe(true);
  });

  it('has a confidence from 0 to 1 that is higher the more the models agree on, as each of its passages', () => {
    void fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 29 }), { minLength: 1, maxLength: 9 }), fc.nat(), (agreed, at) => {
        const better = agreed.with(at % agreed.length, (agreed[at % agreed.length] ?? 0) + 1);
        const [low, high] = [confidenceIn(compared(agreed)), confidenceIn(compared(better))];
        expect(high.confidence).toBeGreaterThan(low.confidence ?? 1);
        for (const { confidence } of [...low.passages.values(), ...high.passages.values()]) {
          expect(confidence >= 0 && confidence <= 1).toBe(true);
        }
      }),
    );
  });
});

describe('a part of a call', () => {
  it('in another language is marked, and what is around it is not', () => {
    expect(understoodIn(compared([30, 30, 30, 30, 2, 3, 30, 30]))).toEqual([
      ...[true, true, true, true],
      ...[false, false],
      ...[true, true],
    ]);
  });

  it('is judged with what is next to it while it is short', () => {
    // One bad passage of ten seconds, and two at the end that are too short for a part of their own.
    expect(understoodIn(compared([30, 8, 30, 30, 8]))).toEqual([true, true, true, true, true]);
  });

  it('of a few words proves little', () => {
    const few = [{ passage: passageAt(0, 2), text: 'right, sure', other: 'white shore' }];
    expect(confidenceIn(few)).toMatchObject({ understood: true, isDoubtful: true });
  });
});

it('letters of another script give a language away', () => {
  expect(inOtherScript('\u53eb\u4ec0\u4e48\u540d\u5b57 ok', 'en')).toBe(true);
  expect(inOtherScript('The \u03b1 and the \u03c9 of it, 100 %.', 'en')).toBe(false);
  expect(inOtherScript('...', 'en')).toBe(false);
  expect(inOtherScript('\u53eb\u4ec0\u4e48\u540d\u5b57', 'zh')).toBe(false);
});

describe('the sample of a call', () => {
  const secondsOf = (passages: Iterable<Passage>) =>
    [...passages].reduce((sum, { recognized }) => sum + (recognized.end - recognized.start) / 100, 0);

  it('is all of a short one', () => {
    const passages = [passageAt(0, 15), passageAt(20, 15, 1), passageAt(40, 18)];
    expect(sampleOf(passages, () => true)).toEqual(new Set(passages));
  });

  it.each([1, 4])('leaves at most 3.3 minutes of speech between two of its passages in a call of %i h', (hours) => {
    const passages = Array.from({ length: hours * 240 }, (_, index) => passageAt(index * 15, 15));
    const places = [...sampleOf(passages, () => true)].map(({ recognized: { start } }) => start / 100);
    const gaps = [...places, hours * 3600].map((place, index) => place - (places[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(200);
  });

  it('takes the next passages with words in place of those without', () => {
    const passages = Array.from({ length: 24 }, (_, index) => passageAt(index * 15, 15));
    const drawn = sampleOf(passages, () => true);
    expect(sampleOf(passages, () => true, drawn)).toEqual(drawn);
    const late = sampleOf(passages, ({ recognized }) => recognized.start >= 18_000, drawn);
    expect(secondsOf(late)).toBeGreaterThanOrEqual(60);
    expect([...drawn].some((passage) => late.has(passage))).toBe(true);
  });

  it('is about a minute or a tenth of each channel of a long one, spread over it', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 120, maxLength: 300 });
    void fc.assert(
      fc.property(lengths, (seconds) => {
        const passages = seconds.map((length, index) => passageAt(index * 20, length, index % 2));
        const sample = sampleOf(passages, () => true);
        for (const channel of [0, 1]) {
          const own = passages.filter((passage) => passage.channel === channel);
          const taken = own.filter((passage) => sample.has(passage));
          if (secondsOf(own) <= 90) continue;
          const wanted = Math.max(60, secondsOf(own) / 10);
          expect(secondsOf(taken)).toBeGreaterThan(wanted - 20);
          expect(secondsOf(taken)).toBeLessThan(wanted + 20);
          const halfway = own[Math.floor(own.length / 2)]?.recognized.start ?? 0;
          const late = taken.filter(({ recognized }) => recognized.start >= halfway);
          expect(late.length).toBeGreaterThan(0);
          expect(late.length).toBeLessThan(taken.length);
        }
      }),
    );
  });
});
