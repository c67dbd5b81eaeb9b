import { expect, it } from 'vitest';
import type { Passage } from '../../src/transcription/passages.js';
import { recognizePassages } from '../../src/transcription/recognize-passages.js';
import { passageAt, wordsOf } from './passages-said.js';

/** Twelve passages of 15 seconds. The first sample of a passage's sound is its number. */
const PASSAGES = Array.from({ length: 12 }, (_, index) => passageAt(index * 20, 15));

/** Recognizes them with models that write a text for a passage by its number; says what was asked of the second. */
async function recognized(
  text: (index: number) => string,
  other?: (index: number) => string,
  all: readonly Passage[] = PASSAGES,
) {
  const asked: number[] = [];
  const result = await recognizePassages({
    passages: all,
    language: 'en',
    recognizer: { recognize: async ([index = 0]) => text(index) },
    second: other && {
      async recognize([index = 0]) {
        asked.push(index);
        return other(index);
      },
    },
    async read(passages: readonly Passage[], work) {
      for (const passage of passages) await work(passage, Float32Array.of(all.indexOf(passage)));
    },
  });
  return { ...result, asked };
}

const english = (index: number) => `${'it is what you have '.repeat(6)} ${wordsOf(15, 'word')} ${index}`;

it('the second model recognizes a sample where both agree', async () => {
  const { texts, confidence, asked } = await recognized(english, english);
  expect(texts.size).toBe(12);
  expect(confidence).toMatchObject({ understood: true, isDoubtful: false });
  expect(asked.length).toBeLessThan(6);
  expect(confidence.passages.size).toBe(asked.length);
});

it('the second model recognizes everything, each passage once, where the sample leaves doubt', async () => {
  const { confidence, asked } = await recognized(english, () => wordsOf(30, 'mot'));
  expect(confidence.understood).toBe(false);
  expect(asked.toSorted((a, b) => a - b)).toEqual([...PASSAGES.keys()]);
  expect(confidence.passages.size).toBe(12);
});

it('what the first model leaves empty is not compared', async () => {
  const { confidence, asked } = await recognized(
    () => '',
    () => 'Thank you.',
  );
  expect(asked).toEqual([]);
  expect(confidence.confidence).toBeUndefined();
});

/** 30 min of hold music with two minutes of foreign speech in it, of which only so many seconds hold words. */
it.each([120, 15])('%i s of words among music are compared, wherever the sample fell', async (seconds) => {
  const spoken = 61;
  const all = Array.from({ length: 120 }, (_, index) => passageAt(index * 15, 15));
  const isSpoken = (index: number) => index >= spoken && index < spoken + seconds / 15;
  const { confidence, asked } = await recognized(
    (index) => (isSpoken(index) ? english(index) : ''),
    () => wordsOf(30, 'mot'),
    all,
  );
  expect(asked.toSorted((a, b) => a - b)).toEqual([...all.keys()].filter(isSpoken));
  expect(confidence.understood).toBe(false);
});

it('where the sample holds hardly any words, all that do are compared', async () => {
  const all = Array.from({ length: 60 }, (_, index) => passageAt(index * 15, 15));
  const { confidence, asked } = await recognized((index) => (index < 3 ? english(index) : ''), english, all);
  expect(asked).toEqual([0, 1, 2]);
  expect(confidence).toMatchObject({ understood: true, isDoubtful: false });
});

it('what the sample lacks because of passages without words is taken from those after them', async () => {
  const all = Array.from({ length: 40 }, (_, index) => passageAt(index * 15, 15));
  // Every tenth is in the sample.
  const { confidence, asked } = await recognized(
    (index) => (index === 20 || index === 30 ? '...' : english(index)),
    (index) => (index <= 10 ? english(index) : wordsOf(30, 'mot')),
    all,
  );
  expect(asked.slice(0, 4)).toEqual([0, 10, 21, 31]);
  expect(confidence.understood).toBe(false);
});

it('what the speech detector is unsure of is not compared, and not understood', async () => {
  const all = PASSAGES.map((passage, index) => ({ ...passage, isDoubtful: index % 4 > 0 }));
  const { confidence, asked } = await recognized(english, english, all);
  expect(asked).toEqual([0, 4, 8]);
  expect(confidence.confidence).toBeGreaterThan(0.8);
  expect(confidence.understood).toBe(false);
});

it('without a second model there is no confidence, except in what is written in another script', async () => {
  expect((await recognized(english)).confidence).toMatchObject({ confidence: undefined, understood: true });
  const { confidence } = await recognized(() => '\u53eb\u4ec0\u4e48\u540d\u5b57\u53eb\u4ec0\u4e48\u540d\u5b57');
  expect(confidence.understood).toBe(false);
});
