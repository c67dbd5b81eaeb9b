import type { Embedder } from '@earshot/core';

/** Vectors of texts, in order, where they can be had, and by what means the texts are then judged, for people. */
export interface Embedded {
  readonly vectors?: readonly Float32Array[];
  readonly means: string;
}

/** Embeds texts for a model that was learned with the embedder of a name: without that one, words alone decide. */
export async function embedded(texts: readonly string[], embedder: Embedder, learnedWith: string): Promise<Embedded> {
  const alone = (why: string): Embedded => ({ means: `by the words in what was said alone: ${why}` });
  if (embedder.model !== learnedWith) {
    return alone(`what was learned is for another sentence encoder than ${embedder.model}`);
  }
  try {
    const vectors = await embedder.embed(texts, 'document');
    return { vectors, means: 'by a model of sentences learned from examples, and by the words in them' };
  } catch {
    return alone('the sentence encoder is not available');
  }
}
