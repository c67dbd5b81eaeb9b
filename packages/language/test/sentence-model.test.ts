import { describe, expect, it } from 'vitest';
import { sentenceFeatures } from '../src/sentence-features.js';
import { SentenceModel } from '../src/sentence-model.js';
import { wordsOf } from '../src/tokens.js';

describe('SentenceModel', () => {
  const packed = (...weights: readonly (readonly number[])[]) => ({
    scales: weights.map(() => 0.1),
    weights: Buffer.from(Int8Array.from(weights.flat()).buffer).toString('base64'),
  });
  const words = new Array<number>(8).fill(0);
  const cues = [100, 0];
  const model = new SentenceModel({
    embedding: 'made-up',
    examples: '',
    labels: ['bill', 'nothing'],
    wordFeatures: words.length,
    withEmbedding: packed([50, 0, ...words, ...cues, 0], [0, 50, ...words, 0, 0, 0]),
    withoutEmbedding: packed([...words, ...cues, 0], [...words, 0, 0, 20]),
  });

  it('goes by the embedding', () => {
    expect(model.likelihoods('', [0, 0], Float32Array.of(1, 0)).bill).toBeGreaterThan(0.9);
    expect(model.likelihoods('', [0, 0], Float32Array.of(0, 1)).nothing).toBeGreaterThan(0.9);
  });

  it('goes by cues as well', () => {
    const undecided = Float32Array.of(0.5, 0.5);
    const [without, cued] = [
      [0, 0],
      [2, 0],
    ].map((strengths) => model.likelihoods('', strengths, undecided).bill);
    expect(cued).toBeGreaterThan(without ?? 1);
  });

  it('goes by words alone where there is no embedding', () => {
    expect(model.likelihoods('an invoice ', [2, 0], undefined).bill).toBeGreaterThan(0.6);
    expect(model.likelihoods('hello ', [0, 0], undefined).nothing).toBeGreaterThan(0.6);
  });

  it('gives shares of one', () => {
    const { bill, nothing } = model.likelihoods('an invoice ', [2, 0], Float32Array.of(0.3, 0.2));
    expect(bill + nothing).toBeCloseTo(1);
  });
});

describe('sentenceFeatures', () => {
  const COUNT = 2048;
  const featuresOf = (text: string) => sentenceFeatures(wordsOf(text), [], undefined, COUNT);

  it('tells words and their order apart', () => {
    expect(featuresOf('my bill')).not.toEqual(featuresOf('my bell'));
    expect(featuresOf('bill my bill')).not.toEqual(featuresOf('my bill bill'));
  });

  it('weighs a long sentence no more than a short one', () => {
    const lengthOf = (text: string) => Math.hypot(...featuresOf(text).slice(0, COUNT));
    expect(lengthOf('my bill')).toBeCloseTo(1);
    expect(lengthOf('my bill is wrong and my phone does not ring')).toBeCloseTo(1, 0);
  });
});
