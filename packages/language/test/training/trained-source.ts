import type { Embedder } from '../../src/embedder.js';
import { sentenceFeatures } from '../../src/sentence-features.js';
import { wordsOf } from '../../src/tokens.js';
import { digestOf, type Example } from './examples.js';
import { softmaxRegression } from './softmax.js';

/** Where learned weights are kept, and what they are called there. */
export interface TrainedFile {
  /** Of the constant. */
  readonly name: string;
  /** Of the labels. */
  readonly type: string;
  readonly typeFrom: string;
  /** See {@link sentenceFeatures}. */
  readonly wordFeatures: number;
}

/** The source of a module with what is learned from examples. */
export async function trainedSource<Label extends string>(
  file: TrainedFile,
  labels: readonly Label[],
  strengthsOf: (text: string) => readonly number[],
  examples: readonly Example<Label>[],
  embedder: Embedder,
): Promise<string> {
  const embeddings = await embedder.embed(examples.map(({ text }) => text));
  const learned = (vectors: readonly Float32Array[]): Float64Array[] =>
    softmaxRegression(
      examples.map(({ text }, nth) =>
        sentenceFeatures(wordsOf(text), strengthsOf(text), vectors[nth], file.wordFeatures),
      ),
      examples.map(({ label }) => labels.indexOf(label)),
      labels.length,
    );
  return `import type { ${file.type} } from '${file.typeFrom}';
import type { TrainedWeights } from '../sentence-model.js';

/** Made by test/language/training. */
export const ${file.name}: TrainedWeights<${file.type}> = {
  embedding: '${embedder.model}',
  examples: '${digestOf(examples)}',
  labels: [
${labels.map((label) => `    '${label}',\n`).join('')}  ],
  wordFeatures: ${file.wordFeatures},
  withEmbedding: ${packed(learned(embeddings))},
  withoutEmbedding: ${packed(learned([]))},
};
`;
}

function packed(weights: readonly Float64Array[]): string {
  const scales = weights.map((each) => Number((Math.max(...each.map(Math.abs)) / 127).toPrecision(6)));
  const bytes = weights.flatMap((each, nth) => Array.from(each, (weight) => Math.round(weight / (scales[nth] ?? 1))));
  return `{
    scales: [
      ${scales.join(', ')},
    ],
    weights:
      '${Buffer.from(Int8Array.from(bytes).buffer).toString('base64')}',
  }`;
}
