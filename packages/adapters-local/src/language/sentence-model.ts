import { type Cues, cueStrengths } from './cue-strengths.js';

/** What was learned about which sentences belong to which label. */
export interface TrainedWeights<Label extends string> {
  /** The {@link Embedder.model} that it was learned with. */
  readonly embedding: string;
  /** SHA-256 of the examples that it was learned from. */
  readonly examples: string;
  readonly labels: readonly Label[];
  /** What each label's weights are multiplied by. */
  readonly scales: readonly number[];
  /** Whole numbers from -127 to 127 in base64: for each label those of the embedding, of the cues, and a last one. */
  readonly weights: string;
}

/** How much one unit of a cue's strength counts beside the numbers of an embedding, whose sum of squares is 1. */
export const CUE_SHARE = 0.15;
/** What has to be outweighed where only cues are known. */
const NOTHING_SAID = 1;

/** How likely each label is for a sentence; together they are 1. */
export type Likelihoods<Label extends string> = Readonly<Record<Label, number>>;

/** Labels sentences by what they mean and by the phrases in them, or by the phrases alone. */
export class SentenceModel<Label extends string> {
  /** The {@link Embedder.model} whose embeddings it understands. */
  readonly embedding: string;
  readonly #labels: readonly Label[];
  readonly #none: Label;
  readonly #strengths: (words: string) => number[];
  readonly #weights: readonly Float32Array[];

  /** @param none the label of sentences that no other label is for */
  constructor(trained: TrainedWeights<Label>, cues: Cues<Label>, none: Label) {
    this.embedding = trained.embedding;
    this.#labels = trained.labels;
    this.#none = none;
    this.#strengths = cueStrengths(trained.labels, cues);
    this.#weights = unpack(trained);
  }

  /** @param words as `wordsOf` gives them */
  likelihoods(words: string, embedding: Float32Array | undefined): Likelihoods<Label> {
    const strengths = this.#strengths(words);
    const scores =
      embedding === undefined
        ? this.#labels.map((label, nth) => (strengths[nth] ?? 0) + (label === this.#none ? NOTHING_SAID : 0))
        : this.#weights.map((weights) => score(weights, features(embedding, strengths)));
    const highest = Math.max(...scores);
    const raised = scores.map((each) => Math.exp(each - highest));
    const sum = raised.reduce((total, each) => total + each, 0);
    const shares = this.#labels.map((label, nth) => [label, (raised[nth] ?? 0) / sum] as const);
    return Object.fromEntries(shares) as Record<Label, number>;
  }
}

/** What a sentence is judged by. */
export function features(embedding: Float32Array, strengths: readonly number[]): Float32Array {
  return Float32Array.of(...embedding, ...strengths.map((strength) => CUE_SHARE * strength), 1);
}

function score(weights: Float32Array, of: Float32Array): number {
  return of.reduce((sum, feature, nth) => sum + feature * (weights[nth] ?? 0), 0);
}

function unpack({ labels, scales, weights }: TrainedWeights<string>): Float32Array[] {
  const numbers = new Int8Array(Buffer.from(weights, 'base64'));
  const each = numbers.length / labels.length;
  return labels.map((_, nth) =>
    Float32Array.from(numbers.subarray(nth * each, (nth + 1) * each), (number) => number * (scales[nth] ?? 0)),
  );
}
