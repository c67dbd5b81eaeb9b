import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../../src/language/categories.js';
import { CATEGORY_CUES } from '../../../src/language/category-cues.js';
import { PURPOSE_CUES, PURPOSES } from '../../../src/language/purpose-cues.js';
import { CATEGORY_WEIGHTS } from '../../../src/language/trained/category-weights.js';
import { PURPOSE_WEIGHTS } from '../../../src/language/trained/purpose-weights.js';
import { UniversalSentenceEncoder } from '../../../src/language/universal-sentence-encoder.js';
import { digestOf, examplesIn } from './examples.js';
import { trainedSource } from './trained-source.js';

const TRAINED = '../../../src/language/trained';
const CATEGORY_FILE = { name: 'CATEGORY_WEIGHTS', type: 'Category', typeFrom: '../categories.js' };
const PURPOSE_FILE = { name: 'PURPOSE_WEIGHTS', type: 'Purpose', typeFrom: '../purpose-cues.js' };

const categories = examplesIn('categories', CATEGORIES);
/** What calls are about is why people call. */
const reasons = categories
  .filter(({ label }, nth) => label !== 'Other' && nth % 8 === 0)
  .map(({ text }) => ({ text, label: 'reason' as const }));
const purposes = [...examplesIn('purposes', PURPOSES), ...reasons];

const training = process.env['EARSHOT_TRAIN'] === '1';

test.skipIf(training)('the weights were learned from the examples that are here', () => {
  expect(CATEGORY_WEIGHTS.examples).toBe(digestOf(categories));
  expect(PURPOSE_WEIGHTS.examples).toBe(digestOf(purposes));
});

test('no example is there twice', () => {
  const texts = categories.map(({ text }) => text.toLowerCase());
  expect(new Set(texts).size).toBe(texts.length);
});

// EARSHOT_TRAIN=1 npx vitest run packages/adapters-local/test/language/training -u
describe.runIf(training)('training', () => {
  const encoder = new UniversalSentenceEncoder();

  test('gives the weights of categories', { timeout: 600_000 }, async () => {
    const source = await trainedSource(CATEGORY_FILE, CATEGORIES, CATEGORY_CUES, categories, encoder);
    await expect(source).toMatchFileSnapshot(`${TRAINED}/category-weights.ts`);
  });

  test('gives the weights of purposes', { timeout: 600_000 }, async () => {
    const source = await trainedSource(PURPOSE_FILE, PURPOSES, PURPOSE_CUES, purposes, encoder);
    await expect(source).toMatchFileSnapshot(`${TRAINED}/purpose-weights.ts`);
  });
});
