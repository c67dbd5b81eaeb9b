import type { MomentIndex } from '../ports/moment-index.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { IndexInCase } from './moment-index.context.js';
import {
  between,
  SAMPLE_MODEL,
  sampleMoments,
  sampleQuery,
  sampleVector,
  sampleVectors,
  termsOf,
  textsFound,
} from './sample-moments.js';
import { sampleHash } from './sample-record.js';

/** Rules of finding by meaning, and by both. */
export function momentIndexMeaningCases({ example }: CaseMaker<IndexInCase>, dimensions: number): ContractCase[] {
  const meant = sampleVector(1, dimensions);
  const vector = { model: SAMPLE_MODEL, values: meant };
  /** Has nothing to do with what is meant. */
  const apart = sampleVector(2, dimensions);
  const near = (share: number) => between(meant, apart, share);
  const byMeaning = sampleQuery(termsOf('elsewhere'), { by: 'meaning', vector });
  const putFour = (index: MomentIndex) =>
    index.put(
      sampleMoments(1, ['third', 'first', 'fourth', 'second'], {
        vectors: sampleVectors(near(0.4), meant, near(0.6), near(0.2)),
      }),
    );
  return [
    example('what means the same is found by meaning, the nearest first', async ({ index, other }) => {
      await putFour(index);
      const found = await textsFound(other, byMeaning);
      assertEqual(found, ['first', 'second', 'third', 'fourth'], 'in the order of their cosines');
    }),
    example('what is farther than asked for is not found by meaning', async ({ index }) => {
      await putFour(index);
      const found = await textsFound(index, { ...byMeaning, vector: { ...vector, least: 0.9 } });
      assertEqual(found, ['first', 'second'], 'only cosines of 0.9 and more');
    }),
    example('vectors of another model are never compared', async ({ index }) => {
      const vectors = { model: 'other model', vectors: [meant] };
      await index.put(sampleMoments(1, ['other'], { vectors }));
      await index.put(sampleMoments(2, ['same'], { vectors: sampleVectors(near(0.5)) }));
      assertEqual(await textsFound(index, byMeaning), ['same'], 'only those of the query’s model');
      await index.put(sampleMoments(2, ['same'], { revision: 2, vectors }));
      assertEqual(await textsFound(index, byMeaning), [], 'nor those that another model replaced');
      const ofOther = { ...byMeaning, vector: { ...vector, model: 'other model' } };
      assertEqual((await textsFound(index, ofOther)).toSorted(), ['other', 'same'], 'the other model finds them');
    }),
    example('a moment without a vector is found by words only', async ({ index }) => {
      await index.put(sampleMoments(1, ['elsewhere now', 'here'], { vectors: sampleVectors(undefined, near(0.3)) }));
      await index.put(sampleMoments(2, ['elsewhere then']));
      assertEqual(await textsFound(index, byMeaning), ['here'], 'by meaning');
      const byWords = await textsFound(index, { ...byMeaning, by: 'words' });
      assertEqual(byWords.toSorted(), ['elsewhere now', 'elsewhere then'], 'by words');
      assertEqual((await textsFound(index, { ...byMeaning, by: 'both' })).length, 3, 'by both');
    }),
    example('each hit says what led to it, and how good it is', async ({ index }) => {
      await index.put(
        sampleMoments(1, ['elsewhere one', 'elsewhere two', 'here'], {
          vectors: sampleVectors(meant, undefined, near(0.3)),
        }),
      );
      const { hits } = await index.search({ ...byMeaning, by: 'both' });
      const matched = Object.fromEntries(hits.map((hit) => [hit.moment.text, hit.matched.toSorted().join()]));
      const expected = { 'elsewhere one': 'meaning,words', 'elsewhere two': 'words', here: 'meaning' };
      assertEqual(matched, expected, 'what led to it');
      assertEqual(hits[0]?.moment.text, 'elsewhere one', 'what both led to is the first');
      for (const [at, { score }] of hits.entries()) {
        assertOk(score > 0 && score <= (hits[at - 1]?.score ?? score), 'scores fall from hit to hit');
      }
    }),
    example('each way finds only what it is to find by', async ({ index }) => {
      await index.put(sampleMoments(1, ['elsewhere', 'here'], { vectors: sampleVectors(apart, near(0.3)) }));
      const least = { ...vector, least: 0.3 };
      for (const [by, expected] of [
        ['words', ['elsewhere']],
        ['meaning', ['here']],
      ] as const) {
        const { hits } = await index.search({ ...byMeaning, by, vector: least });
        const found = hits.map(({ moment, matched }) => [moment.text, ...matched]);
        assertEqual(
          found,
          expected.map((text) => [text, by]),
          `by ${by}`,
        );
      }
      const { vector: _, ...without } = byMeaning;
      assertEqual(await textsFound(index, without), [], 'nothing is found by meaning without a vector');
      assertEqual(await textsFound(index, { ...without, by: 'both' }), ['elsewhere'], 'by both, words are left');
    }),
    example('later vectors of a call replace the earlier ones', async ({ index }) => {
      await putFour(index);
      await index.put(sampleMoments(1, ['later'], { revision: 2, vectors: sampleVectors(near(0.5)) }));
      assertEqual(await textsFound(index, byMeaning), ['later'], 'only the later one is found');
      await index.put(sampleMoments(1, ['without'], { revision: 3 }));
      assertEqual(await textsFound(index, byMeaning), [], 'nor is one that has no vector any longer');
      await putFour(index);
      await index.delete(sampleHash(1));
      assertEqual(await textsFound(index, byMeaning), [], 'nor after a delete');
    }),
  ];
}
