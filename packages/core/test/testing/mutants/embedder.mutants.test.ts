import type { Embedder } from '@earshot/core';
import { embedderContract, HashEmbedder } from '@earshot/core/testing';
import { describeMutants, withChanges } from './describe-mutants.js';

type Vectors = readonly Float32Array[];

/** Gives other vectors. */
const giving = (change: (vectors: Vectors, texts: readonly string[]) => Vectors | Promise<Vectors>) => () =>
  withChanges<Embedder>(new HashEmbedder(), (real) => ({
    embed: async (texts, as) => change(await real.embed(texts, as), texts),
  }));

const shared = new Map<string, Float32Array>();

describeMutants<Embedder>('embedderContract', {
  contract: (create) => embedderContract(create),
  correct: () => new HashEmbedder(),
  mutants: {
    'each text has a vector of length 1, of as many numbers as declared': giving((vectors) =>
      vectors.map((vector) => vector.map((value) => value * 2)),
    ),
    'vectors are in the order of the texts, the same alone and among others': giving((vectors) => vectors.toReversed()),
    'texts that mean something similar are nearer to each other than to others': giving((vectors, texts) =>
      vectors.map((vector, at) => vector.map((_, index) => (index === (texts[at]?.length ?? 0) ? 1 : 0))),
    ),
    'any text is taken, and one without words gives zeros': giving((vectors) =>
      vectors.map((vector) => vector.map((value) => value || Number.NaN)),
    ),
    'changing a vector that was given changes no other': giving((vectors, texts) =>
      vectors.map((vector, at) => {
        const kept = shared.get(texts[at] ?? '') ?? vector;
        shared.set(texts[at] ?? '', kept);
        return kept;
      }),
    ),
    'the model and its facts are named': () => withChanges<Embedder>(new HashEmbedder(), () => ({ languages: ['en'] })),
  },
});
