import { describe, expect, it } from 'vitest';
import { cuePattern, wordsOf } from '../../src/language/cue-phrases.js';
import { SentenceModel } from '../../src/language/sentence-model.js';

describe('cuePattern', () => {
  const finds = (phrases: string, text: string) => wordsOf(text).match(cuePattern(phrases)) !== null;

  it.each([
    ['refund*', 'Two refunds, please.', true],
    ['refund', 'Two refunds, please.', false],
    ['charged ... twice', 'You charged my card twice!', true],
    ['charged ... twice', 'You charged my card. Twice!', false],
    ['charged/billed (me/us) twice', 'I was billed twice', true],
    ['no_one/nobody came', 'NO ONE came', true],
    ["don't know", 'I don’t know', true],
    ['what is it ?', 'What is it?', true],
    ['what is it ?', 'What is it, then', false],
    ['art', 'My part is late', false],
  ])('%j in %j: %s', (phrases, text, found) => {
    expect(finds(phrases, text)).toBe(found);
  });
});

describe('SentenceModel', () => {
  const model = new SentenceModel(
    {
      embedding: 'made-up',
      examples: '',
      labels: ['bill', 'nothing'],
      scales: [0.1, 0.1],
      // Two numbers of an embedding, two cues, and the last one, for each label.
      weights: Buffer.from(Int8Array.of(50, 0, 20, 0, 0, 0, 50, 0, 0, 0).buffer).toString('base64'),
    },
    { bill: { 2: 'invoice' }, nothing: {} },
    'nothing',
  );

  it('goes by the embedding', () => {
    expect(model.likelihoods('', Float32Array.of(1, 0)).bill).toBeGreaterThan(0.9);
    expect(model.likelihoods('', Float32Array.of(0, 1)).nothing).toBeGreaterThan(0.9);
  });

  it('goes by the phrases as well', () => {
    const undecided = Float32Array.of(0.5, 0.5);
    expect(model.likelihoods('an invoice ', undecided).bill).toBeGreaterThan(model.likelihoods('', undecided).bill);
  });

  it('goes by the phrases alone where there is no embedding', () => {
    expect(model.likelihoods('an invoice ', undefined).bill).toBeGreaterThan(0.5);
    expect(model.likelihoods('hello ', undefined).nothing).toBeGreaterThan(0.5);
  });

  it('gives shares of one', () => {
    const { bill, nothing } = model.likelihoods('an invoice ', Float32Array.of(0.3, 0.2));
    expect(bill + nothing).toBeCloseTo(1);
  });
});
