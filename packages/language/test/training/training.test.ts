import { CALL_CATEGORIES } from '@earshot/core';
import { describe, expect, test } from 'vitest';
import { CATEGORY_CUES } from '../../src/category-cues.js';
import { type Cues, cueStrengths } from '../../src/cue-strengths.js';
import { PURPOSE_CUES, PURPOSES } from '../../src/purpose-cues.js';
import { ratedText, ratingStrengths, SOUNDS, withoutConsolation } from '../../src/sentiment/rated-text.js';
import { wordsOf } from '../../src/tokens.js';
import { CATEGORY_WEIGHTS } from '../../src/trained/category-weights.js';
import { PURPOSE_WEIGHTS } from '../../src/trained/purpose-weights.js';
import { SENTIMENT_WEIGHTS } from '../../src/trained/sentiment-weights.js';
import { UniversalSentenceEncoder } from '../../src/universal-sentence-encoder.js';
import { digestOf, examplesIn } from './examples.js';
import { trainedSource } from './trained-source.js';

const categories = examplesIn('categories', CALL_CATEGORIES);
/** What calls are about is why people call. */
const reasons = categories
  .filter(({ label }, nth) => label !== 'Other' && nth % 8 === 0)
  .map(({ text }) => ({ text, label: 'reason' as const }));

const sounds = examplesIn('sounds', SOUNDS)
  .map(({ text, label }) => ({ text: withoutConsolation(text), label }))
  .filter(({ text }) => text !== '');

const TRAININGS = {
  'category-weights': {
    file: { name: 'CATEGORY_WEIGHTS', type: 'CallCategory', typeFrom: '@earshot/core', wordFeatures: 2048 },
    labels: CALL_CATEGORIES,
    strengthsOf: strengthsBy(CALL_CATEGORIES, CATEGORY_CUES),
    examples: categories,
    learned: CATEGORY_WEIGHTS,
  },
  'purpose-weights': {
    file: { name: 'PURPOSE_WEIGHTS', type: 'Purpose', typeFrom: '../purpose-cues.js', wordFeatures: 2048 },
    labels: PURPOSES,
    strengthsOf: strengthsBy(PURPOSES, PURPOSE_CUES),
    examples: [...examplesIn('purposes', PURPOSES), ...reasons],
    learned: PURPOSE_WEIGHTS,
  },
  'sentiment-weights': {
    file: { name: 'SENTIMENT_WEIGHTS', type: 'Sound', typeFrom: '../sentiment/rated-text.js', wordFeatures: 8192 },
    labels: SOUNDS,
    strengthsOf: (text: string) => ratingStrengths(ratedText(text), text),
    examples: sounds,
    learned: SENTIMENT_WEIGHTS,
  },
} as const;

function strengthsBy<Label extends string>(labels: readonly Label[], cues: Cues<Label>) {
  const strengthsOf = cueStrengths(labels, cues);
  return (text: string) => strengthsOf(wordsOf(text));
}

const training = process.env['EARSHOT_TRAIN'] === '1';
const encoder = new UniversalSentenceEncoder();

describe.each(Object.entries(TRAININGS))('%s', (path, { file, labels, strengthsOf, examples, learned }) => {
  test.skipIf(training)('were learned from the examples that are here', () => {
    expect(learned.examples).toBe(digestOf(examples));
    expect(learned.embedding).toBe(encoder.model);
  });

  test('no example is there twice', () => {
    const texts = examples.map(({ text }) => text.toLowerCase());
    expect(texts.filter((text, nth) => texts.indexOf(text) !== nth)).toEqual([]);
  });

  // EARSHOT_TRAIN=1 npx vitest run packages/language/test/training -u
  test.runIf(training)('are learned again', { timeout: 600_000 }, async () => {
    const source = await trainedSource<string>(file, labels, strengthsOf, examples, encoder);
    await expect(source).toMatchFileSnapshot(`../../src/trained/${path}.ts`);
  });
});
