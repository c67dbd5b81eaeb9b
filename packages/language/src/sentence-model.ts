import { dataFile } from './data-files.js';
import { sentenceFeatures } from './sentence-features.js';

/** A weight for every label and feature, as whole numbers from -127 to 127. */
export interface PackedWeights {
  /** What the weights of each label are multiplied by. */
  readonly scales: readonly number[];
  /** Label by label, a byte each, in base64. */
  readonly weights: string;
}

/** What was learned about which sentences belong to which label. */
export interface TrainedWeights<Label extends string> {
  /** The {@link Embedder.model} that it was learned with. */
  readonly embedding: string;
  /** SHA-256 of the examples that it was learned from. */
  readonly examples: string;
  readonly labels: readonly Label[];
  /** How many features tell which words are in a sentence. */
  readonly wordFeatures: number;
  readonly withEmbedding: PackedWeights;
  readonly withoutEmbedding: PackedWeights;
}

/** The weights in a file of `data/weights`, which `npm run train` writes. */
export function trainedWeights<Label extends string>(name: string): TrainedWeights<Label> {
  return JSON.parse(dataFile(`weights/${name}.json`)) as TrainedWeights<Label>;
}

/** How likely each label is for a sentence; together they are 1. */
export type Likelihoods<Label extends string> = Readonly<Record<Label, number>>;

/** Labels sentences by what they mean and the words in them, or by the words alone. */
export class SentenceModel<Label extends string> {
  /** The {@link Embedder.model} whose embeddings it understands. */
  readonly embedding: string;
  readonly #labels: readonly Label[];
  readonly #wordFeatures: number;
  readonly #withEmbedding: readonly Float32Array[];
  readonly #withoutEmbedding: readonly Float32Array[];

  constructor(trained: TrainedWeights<Label>) {
    this.embedding = trained.embedding;
    this.#labels = trained.labels;
    this.#wordFeatures = trained.wordFeatures;
    this.#withEmbedding = unpacked(trained.withEmbedding);
    this.#withoutEmbedding = unpacked(trained.withoutEmbedding);
  }

  /**
   * @param words as `wordsOf` gives them
   * @param strengths of the cues in them, as they were when the weights were learned
   */
  likelihoods(words: string, strengths: readonly number[], embedding: Float32Array | undefined): Likelihoods<Label> {
    const features = sentenceFeatures(words, strengths, embedding, this.#wordFeatures);
    const weights = embedding === undefined ? this.#withoutEmbedding : this.#withEmbedding;
    const scores = weights.map((each) => features.reduce((sum, feature, nth) => sum + feature * (each[nth] ?? 0), 0));
    const highest = Math.max(...scores);
    const raised = scores.map((score) => Math.exp(score - highest));
    const sum = raised.reduce((total, each) => total + each, 0);
    const shares = this.#labels.map((label, nth) => [label, (raised[nth] ?? 0) / sum] as const);
    return Object.fromEntries(shares) as Record<Label, number>;
  }
}

function unpacked({ scales, weights }: PackedWeights): Float32Array[] {
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  const width = bytes.length / scales.length;
  return scales.map((scale, nth) =>
    Float32Array.from(bytes.subarray(nth * width, (nth + 1) * width), (byte) => scale * byte),
  );
}
