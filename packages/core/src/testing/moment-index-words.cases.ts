import * as fc from 'fast-check';
import type { MomentIndexCapabilities } from '../ports/moment-index.js';
import { wordsIn } from '../search/words.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
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

const VOCABULARY = ['billing', 'refund', 'Crème', 'Größe', 'Ångström', 'привет', '返金', '48151', 'x2', 'O', 'naïve'];

/** Rules of finding by words. */
export function momentIndexWordCases(
  maker: CaseMaker<IndexInCase>,
  capabilities: MomentIndexCapabilities,
  dimensions: number,
): ContractCase[] {
  return [...findingCases(maker, dimensions), ...operatorCases(maker, capabilities, dimensions)];
}

function findingCases({ example, property }: CaseMaker<IndexInCase>, dimensions: number): ContractCase[] {
  return [
    property(
      'the words of any moment find it',
      fc.array(fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 6 }), {
        minLength: 1,
        maxLength: 5,
      }),
      async ({ index }, moments) => {
        const texts = moments.map((words) => words.join(', '));
        await index.put(sampleMoments(1, texts));
        for (const text of texts) {
          const words = [...new Set(wordsIn(text).map(({ word }) => word))];
          assertOk((await textsFound(index, sampleQuery(termsOf(...words)))).includes(text), `${text} is found`);
        }
      },
    ),
    example('words are found in any letter case, with any diacritics and endings', async ({ index }) => {
      await index.put(sampleMoments(1, ['REFUNDING everything', 'a Crème brûlée', 'nothing of the kind']));
      assertEqual(await textsFound(index, sampleQuery(termsOf('refunds'))), ['REFUNDING everything'], 'by its stem');
      assertEqual(await textsFound(index, sampleQuery(termsOf('brulee'))), ['a Crème brûlée'], 'without its marks');
      assertEqual(await textsFound(index, sampleQuery(termsOf('fund'))), [], 'but not within another word');
    }),
    example('a moment with a rare word of the query is among the first', async ({ index }) => {
      const meant = sampleVector(1, dimensions);
      const usual = Array.from({ length: 40 }, (_, at) => `please send the invoice again ${at}`);
      const near = usual.map((_, at) => between(meant, sampleVector(at + 10, dimensions), 0.2));
      await index.put(sampleMoments(1, usual, { vectors: sampleVectors(...near) }));
      const rare = 'Kowalski, yes';
      await index.put(sampleMoments(2, [rare], { vectors: sampleVectors(sampleVector(2, dimensions)) }));
      const terms = termsOf('invoice', 'kowalski');
      for (const by of ['both', 'words'] as const) {
        const vector = { model: SAMPLE_MODEL, values: meant };
        const first = await textsFound(index, sampleQuery(terms, { by, vector, limit: 3 }));
        assertOk(first.includes(rare), `by ${by} it is among the first three: ${first.join('; ')}`);
      }
    }),
    example('a moment that has only the usual words of a query is not found by words', async ({ index }) => {
      const usual = Array.from({ length: 30 }, (_, at) => `please number ${at}`);
      await index.put(sampleMoments(1, [...usual, 'please cancel the subscription']));
      const found = await textsFound(index, sampleQuery(termsOf('please', 'cancel', 'subscription')));
      assertEqual(found, ['please cancel the subscription'], 'those that have `please` alone are left out');
    }),
    example('a moment that has all words of a query is before those that have some', async ({ index }) => {
      const usual = Array.from({ length: 12 }, (_, at) => `twice a year ${at}`);
      const whole = 'we were charged for the very same journey on the same day in May, and were so twice';
      await index.put(sampleMoments(1, ['charge', ...usual, whole, 'a charge']));
      const found = await textsFound(index, sampleQuery(termsOf('charged', 'twice')));
      assertEqual(found[0], whole, 'the one with both words is first, though the others are shorter');
      assertOk(found.includes('charge'), 'one that has the rarer word alone is found as well');
    }),
    example('a query without terms is refused', async ({ index }) => {
      await index.put(sampleMoments(1, ['apple']));
      for (const terms of [termsOf(), { ...termsOf(), excluded: [['apple']] }]) {
        await assertRejects(index.search(sampleQuery(terms)), 'EARSHOT_INVALID_INPUT', 'there is nothing to find');
      }
    }),
  ];
}

function operatorCases(
  { example }: CaseMaker<IndexInCase>,
  { phrase, prefix }: MomentIndexCapabilities,
  dimensions: number,
): ContractCase[] {
  const texts = ['money back now', 'back to the money', 'money', 'back', 'the monetary system'];
  /** All are found by meaning, if nothing else is asked for. */
  const near = texts.map((_, at) => between(sampleVector(1, dimensions), sampleVector(at + 10, dimensions), 0.3));
  const call = sampleMoments(1, texts, { vectors: sampleVectors(...near) });
  const vector = { model: SAMPLE_MODEL, values: sampleVector(1, dimensions) };
  const ways = ['words', 'meaning', 'both'] as const;
  return [
    example('every hit has the phrases of the query, however it is found', async ({ index }) => {
      await index.put(call);
      const terms = { ...termsOf(), phrases: [['money', 'back']] };
      const expected = phrase ? ['money back now'] : ['back to the money', 'money back now'];
      for (const by of ways) {
        const found = await textsFound(index, sampleQuery(terms, { by, vector }));
        assertEqual(found.toSorted(), expected, `by ${by}`);
      }
      assertEqual(
        (await textsFound(index, sampleQuery({ ...termsOf('now', 'system'), phrases: [['money']] }))).length,
        3,
        'where there is a phrase, other words may be missing',
      );
    }),
    example('every hit has the prefixes of the query, or a query that has one is refused', async ({ index }) => {
      await index.put(call);
      for (const by of ways) {
        const query = sampleQuery({ ...termsOf(), prefixes: ['monet'] }, { by, vector });
        if (prefix) assertEqual(await textsFound(index, query), ['the monetary system'], `by ${by}`);
        else await assertRejects(index.search(query), 'EARSHOT_INVALID_INPUT', `by ${by} it is refused`);
      }
    }),
    example('no hit has what the query excludes, however it is found', async ({ index }) => {
      await index.put(call);
      for (const by of ways) {
        const found = await textsFound(
          index,
          sampleQuery({ ...termsOf('money'), excluded: [['back']] }, { by, vector }),
        );
        const expected = by === 'words' ? ['money'] : ['money', 'the monetary system'];
        assertEqual(found.toSorted(), expected, `by ${by}, without a word`);
      }
      const terms = { ...termsOf('money'), excluded: [['money', 'back']] };
      const found = (await textsFound(index, sampleQuery(terms))).toSorted();
      assertEqual(found, phrase ? ['back to the money', 'money'] : ['money'], 'without a phrase');
    }),
  ];
}
