import { invalid } from '../json/service-fault.js';
import { checkMetadata, type Filter, type Metadata } from './metadata.js';

/** A vector as stored. */
export interface KeptVector {
  readonly key: string;
  readonly float32: Float32Array;
  readonly metadata: Metadata;
}

/** A vector index that compares by brute force. */
export class VectorIndex {
  readonly dimension: number;
  readonly nonFilterable: ReadonlySet<string>;
  readonly #vectors = new Map<string, KeptVector>();

  constructor(dimension: number, nonFilterable: readonly string[]) {
    this.dimension = dimension;
    this.nonFilterable = new Set(nonFilterable);
  }

  get vectors(): readonly KeptVector[] {
    return [...this.#vectors.values()];
  }

  get(key: string): KeptVector | undefined {
    return this.#vectors.get(key);
  }

  /** All of them, or none when one is wrong. */
  put(vectors: readonly { readonly key: string; readonly float32: readonly number[]; readonly metadata: unknown }[]) {
    const read = vectors.map(({ key, float32, metadata = {} }): KeptVector => {
      checkMetadata(metadata, this.nonFilterable);
      return { key, float32: this.vectorFrom(float32), metadata };
    });
    for (const vector of read) this.#vectors.set(vector.key, vector);
  }

  delete(keys: readonly string[]): void {
    for (const key of keys) this.#vectors.delete(key);
  }

  /** The nearest first. */
  nearest(query: readonly number[], filter: Filter): readonly (KeptVector & { readonly distance: number })[] {
    const wanted = this.vectorFrom(query);
    return this.vectors
      .filter(({ metadata }) => filter(metadata))
      .map((vector) => ({ ...vector, distance: 1 - cosine(wanted, vector.float32) }))
      .sort((one, other) => one.distance - other.distance);
  }

  vectorFrom(numbers: readonly number[]): Float32Array {
    if (numbers.length !== this.dimension) {
      throw invalid(`Vector has ${numbers.length} dimensions, the index ${this.dimension}`);
    }
    const vector = Float32Array.from(numbers);
    if (vector.every((number) => number === 0)) throw invalid('Zero vectors are not allowed with cosine');
    return vector;
  }
}

function cosine(one: Float32Array, other: Float32Array): number {
  let product = 0;
  let square = 0;
  let otherSquare = 0;
  for (let at = 0; at < one.length; at++) {
    const [a = 0, b = 0] = [one[at], other[at]];
    product += a * b;
    square += a * a;
    otherSquare += b * b;
  }
  return product / Math.sqrt(square * otherSquare);
}
