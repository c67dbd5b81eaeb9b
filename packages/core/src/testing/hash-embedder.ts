import type { Embedder } from '../ports/embedder.js';
import { stemOf, wordsIn } from '../search/words.js';

export interface HashEmbedderOptions {
  /** @defaultValue hash-1 */
  readonly model?: string;
  /** @defaultValue 512 */
  readonly dimensions?: number;
  /** @defaultValue texts in any language */
  readonly languages?: readonly string[];
}

/**
 * An embedder for tests: texts are near each other when they have words in common. It requires no model, and gives the same
 * vectors everywhere.
 */
export class HashEmbedder implements Embedder {
  readonly model: string;
  readonly dimensions: number;
  readonly languages?: readonly string[];

  constructor({ model = 'hash-1', dimensions = 512, languages }: HashEmbedderOptions = {}) {
    this.model = model;
    this.dimensions = dimensions;
    if (languages !== undefined) this.languages = languages;
  }

  async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    return texts.map((text) => this.#embed(text));
  }

  #embed(text: string): Float32Array {
    const sum = new Float32Array(this.dimensions);
    for (const { word } of wordsIn(text)) {
      let state = hashOf(`${this.model} ${stemOf(word)}`);
      for (let at = 0; at < sum.length; at++) {
        state = next(state);
        sum[at] = (sum[at] ?? 0) + ((state & 1) === 0 ? 1 : -1);
      }
    }
    const length = Math.hypot(...sum);
    return length === 0 ? sum : sum.map((value) => value / length);
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash || 1;
}

/** Marsaglia's xorshift. */
function next(state: number): number {
  const a = state ^ (state << 13);
  const b = a ^ (a >>> 17);
  return b ^ (b << 5);
}
