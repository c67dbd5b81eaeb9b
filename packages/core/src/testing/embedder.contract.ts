import type { Embedder } from '../ports/embedder.js';
import { assertEqual, assertOk } from './assert.js';
import { type ContractCase, type ContractContext, type ContractOptions, casesOver } from './contract.js';
import { ODD_NAMES } from './odd-names.js';
import { spoil } from './spoil.js';

/** An embedder, and how to put it away. */
export interface EmbedderContext extends ContractContext {
  readonly embedder: Embedder;
}

/** Each of the first two means what the other means, more than what the third does. */
const ALIKE = [
  ['I want my money back.', 'Please give me my money back.', 'The parcel arrived on Monday.'],
  ['How do I change my password?', 'I forgot my password and want to change it.', 'We have pizza with mushrooms.'],
] as const;

/** How much two vectors of the same text may differ: models compute in batches, in single precision or less. */
const SAME = 0.995;

/**
 * Rules of every {@link Embedder}, as cases.
 * @param create gives an embedder at each call, alone or in an {@link EmbedderContext}: it may be the same one
 */
export function embedderContract(
  create: () => Embedder | EmbedderContext | Promise<Embedder | EmbedderContext>,
  options: ContractOptions = {},
): readonly ContractCase[] {
  const { example } = casesOver(async () => inContext(await create()), options);
  return [
    example('each text has a vector of length 1, of as many numbers as declared', async ({ embedder }) => {
      for (const as of ['document', 'query'] as const) {
        const vectors = await embedder.embed(ALIKE.flat(), as);
        assertEqual(vectors.length, ALIKE.flat().length, 'one for each');
        for (const vector of vectors) {
          assertEqual(vector.length, embedder.dimensions, 'of its dimensions');
          assertOk(Math.abs(Math.hypot(...vector) - 1) < 0.01, `of length 1, not ${Math.hypot(...vector)}`);
        }
      }
    }),
    example('vectors are in the order of the texts, the same alone and among others', async ({ embedder }) => {
      const texts = ALIKE.flat();
      const together = await embedder.embed(texts, 'document');
      for (const [at, text] of texts.entries()) {
        const [alone] = await embedder.embed([text], 'document');
        assertOk(cosine(alone, together[at]) > SAME, `${text} is the same alone`);
      }
    }),
    example('texts that mean something similar are nearer to each other than to others', async ({ embedder }) => {
      for (const [text, similar, other] of ALIKE) {
        const [query] = await embedder.embed([text], 'query');
        const [near, far] = await embedder.embed([similar, other], 'document');
        assertOk(cosine(query, near) > cosine(query, far), `${text} is nearer to ${similar} than to ${other}`);
      }
    }),
    example('any text is taken, and one without words gives zeros', async ({ embedder }) => {
      const long = 'The customer asks for a refund. '.repeat(400);
      const texts = [...ODD_NAMES, long, '\ud800', '\0'];
      const vectors = await embedder.embed(texts, 'document');
      assertEqual(vectors.length, texts.length, 'each has one');
      for (const vector of vectors) assertOk(vector.every(Number.isFinite), 'of numbers');
      for (const vector of await embedder.embed(['', ' ', '…?!'], 'document')) {
        assertOk(
          vector.length === embedder.dimensions && vector.every((value) => value === 0),
          'without words all are 0',
        );
      }
      assertEqual(await embedder.embed([], 'document'), [], 'no texts have no vectors');
    }),
    example('changing a vector that was given changes no other', async ({ embedder }) => {
      const [text] = ALIKE[0];
      const [given] = await embedder.embed([text], 'document');
      const before = given?.slice();
      given?.fill(7);
      spoil(given);
      const [again] = await embedder.embed([text], 'document');
      assertOk(cosine(again, before) > SAME, 'the same text has the same vector as before');
    }),
    example('the model and its facts are named', async ({ embedder }) => {
      assertOk(embedder.model.length > 0 && embedder.model.length <= 100, 'by 1–100 characters');
      assertOk(Number.isInteger(embedder.dimensions) && embedder.dimensions > 0, 'with whole dimensions');
      for (const language of embedder.languages ?? []) {
        assertEqual(language, language.toUpperCase(), 'languages are in capitals');
      }
      const { leastSimilarity = 0 } = embedder;
      assertOk(leastSimilarity >= 0 && leastSimilarity < 1, 'the least similarity is a cosine');
    }),
  ];
}

function inContext(created: Embedder | EmbedderContext): EmbedderContext {
  return 'embedder' in created ? created : { embedder: created };
}

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return Number.NaN;
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}
