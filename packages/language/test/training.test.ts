import { describe, expect, test } from 'vitest';
import { trainedWeights } from '../src/sentence-model.js';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';
import { digestOf } from '../training/examples.js';
import { TRAININGS, type Training } from '../training/trainings.js';

const encoder = new UniversalSentenceEncoder();

describe.each(Object.entries<Training<string>>(TRAININGS))(
  'the weights of %s',
  (name, { labels, wordFeatures, examples }) => {
    test('were learned from the examples that are here', () => {
      const learned = trainedWeights(name);
      expect(learned).toMatchObject({ labels, wordFeatures, examples: digestOf(examples), embedding: encoder.model });
    });

    test('rest on no example twice', () => {
      const texts = examples.map(({ text }) => text.toLowerCase());
      expect(texts.filter((text, nth) => texts.indexOf(text) !== nth)).toEqual([]);
    });
  },
);
