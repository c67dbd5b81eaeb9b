import { expect, it } from 'vitest';
import type { Passage } from '../../src/transcription/passages.js';
import { recognizePassages } from '../../src/transcription/recognize-passages.js';
import { passageAt, wordsOf } from './passages-said.js';

/** Twelve passages of 15 seconds. The first sample of a passage's sound is its number. */
const PASSAGES = Array.from({ length: 12 }, (_, index) => passageAt(index * 20, 15));

/** Recognizes them with models that write a text for a passage by its number; tells what was asked of the second. */
async function recognized(text: (index: number) => string, other?: (index: number) => string) {
  const asked: number[] = [];
  const result = await recognizePassages({
    passages: PASSAGES,
    language: 'en',
    recognizer: { recognize: async ([index = 0]) => text(index) },
    second: other && {
      async recognize([index = 0]) {
        asked.push(index);
        return other(index);
      },
    },
    async read(passages: readonly Passage[], work) {
      for (const passage of passages) await work(passage, Float32Array.of(PASSAGES.indexOf(passage)));
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
  expect(confidence?.passages.size).toBe(asked.length);
});

it('the second model recognizes everything, each passage once, where the sample leaves doubt', async () => {
  const { confidence, asked } = await recognized(english, () => wordsOf(30, 'mot'));
  expect(confidence?.understood).toBe(false);
  expect(asked.toSorted((a, b) => a - b)).toEqual([...PASSAGES.keys()]);
  expect(confidence?.passages.size).toBe(12);
});

it('what the first model leaves empty is not compared', async () => {
  const { confidence, asked } = await recognized(
    () => '',
    () => 'Thank you.',
  );
  expect(asked).toEqual([]);
  expect(confidence).toBeUndefined();
});

it('without a second model there is no confidence, except in what is written in another script', async () => {
  expect((await recognized(english)).confidence).toBeUndefined();
  const { confidence } = await recognized(() => '\u53eb\u4ec0\u4e48\u540d\u5b57\u53eb\u4ec0\u4e48\u540d\u5b57');
  expect(confidence?.understood).toBe(false);
});
