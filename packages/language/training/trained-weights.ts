import type { Embedder } from '@earshot/core';
import { sentenceFeatures } from '../src/sentence-features.js';
import type { PackedWeights, TrainedWeights } from '../src/sentence-model.js';
import { wordsOf } from '../src/tokens.js';
import { digestOf } from './examples.js';
import { softmaxRegression } from './softmax.js';
import type { Training } from './trainings.js';

/** What is learned from the examples of a training: with the embedder's vectors, and without. */
export async function trained<Label extends string>(
  { labels, wordFeatures, strengthsOf, examples }: Training<Label>,
  embedder: Embedder,
): Promise<TrainedWeights<Label>> {
  const embeddings = await embedder.embed(
    examples.map(({ text }) => text),
    'document',
  );
  const learned = (vectors: readonly Float32Array[]): Float64Array[] =>
    softmaxRegression(
      examples.map(({ text }, nth) => sentenceFeatures(wordsOf(text), strengthsOf(text), vectors[nth], wordFeatures)),
      examples.map(({ label }) => labels.indexOf(label)),
      labels.length,
    );
  return {
    embedding: embedder.model,
    examples: digestOf(examples),
    labels,
    wordFeatures,
    withEmbedding: packed(learned(embeddings)),
    withoutEmbedding: packed(learned([])),
  };
}

function packed(weights: readonly Float64Array[]): PackedWeights {
  const scales = weights.map((each) => Number((Math.max(...each.map(Math.abs)) / 127).toPrecision(6)));
  const bytes = weights.flatMap((each, nth) => Array.from(each, (weight) => Math.round(weight / (scales[nth] ?? 1))));
  return { scales, weights: Buffer.from(Int8Array.from(bytes).buffer).toString('base64') };
}
