import * as fc from 'fast-check';
import type { MomentFilter, MomentHit, MomentIndex, MomentIndexCapabilities } from '../ports/moment-index.js';
import { MAX_MOMENTS, type Moment, type MomentsOfCall } from '../search/moment.js';
import { assertEqual, assertOk, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { IndexInCase } from './moment-index.context.js';
import {
  between,
  namesOf,
  SAMPLE_MODEL,
  sampleMoments,
  sampleQuery,
  sampleVector,
  sampleVectors,
  termsOf,
  traverseHits,
} from './sample-moments.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';

const apple = sampleQuery(termsOf('apple'));

/** Rules of filters, pages and counts. */
export function momentIndexPageCases(
  maker: CaseMaker<IndexInCase>,
  capabilities: MomentIndexCapabilities,
  dimensions: number,
): ContractCase[] {
  return [...filterCases(maker, dimensions), ...pageCases(maker, capabilities, dimensions)];
}

function filterCases({ example, property }: CaseMaker<IndexInCase>, dimensions: number): ContractCase[] {
  return [
    property(
      'filters pass exactly what they name, whatever led to it',
      fc.record({ calls: fc.array(callArbitrary, { minLength: 1, maxLength: 4 }), filter: filterArbitrary }),
      async ({ index }, { calls, filter }) => {
        const given = calls.map(({ changes, speakers }, number) => {
          const moments = speakers.map((speaker) => ({ text: 'apple', ...speaker }));
          const vectors = sampleVectors(...moments.map(() => sampleVector(1, dimensions)));
          return sampleMoments(number, moments, { ...changes, vectors });
        });
        for (const call of given) await index.put(call);
        const expected = given.flatMap((call) =>
          call.moments.filter((moment) => passes(call, moment, filter)).map(({ index: at }) => `${call.hash}#${at}`),
        );
        for (const by of ['words', 'meaning'] as const) {
          const vector = { model: SAMPLE_MODEL, values: sampleVector(1, dimensions) };
          const { hits } = await index.search({ ...apple, by, vector, filter });
          assertEqual(namesOf(hits).toSorted(), expected.toSorted(), `by ${by}`);
        }
      },
    ),
    example('a narrow filter still fills the page', async ({ index }) => {
      const meant = sampleVector(1, dimensions);
      const better = Array.from({ length: 150 }, () => 'apple');
      const nearer = better.map((_, at) => between(meant, sampleVector(at + 10, dimensions), 0.1));
      for (const number of [2, 3]) {
        await index.put(sampleMoments(number, better, { vectors: sampleVectors(...nearer) }));
      }
      const worse = Array.from({ length: 6 }, (_, at) => `an apple among many other fruits ${at}`);
      const farther = worse.map((_, at) => between(meant, sampleVector(at + 500, dimensions), 0.4));
      const changes = { categories: ['rare'], vectors: sampleVectors(...farther) };
      await index.put(sampleMoments(1, worse, changes));
      for (const by of ['words', 'meaning', 'both'] as const) {
        const vector = { model: SAMPLE_MODEL, values: meant };
        const { hits } = await index.search({ ...apple, by, vector, filter: { category: 'rare' }, limit: 5 });
        assertEqual(hits.length, 5, `by ${by}`);
        assertOk(
          hits.every(({ hash }) => hash === sampleHash(1)),
          'all of the right call',
        );
      }
    }),
  ];
}

const SPEAKERS = [
  { speaker: 'spk_0', role: 'agent' },
  { speaker: 'spk_1', role: 'customer' },
  { speaker: 'agent' },
  { speaker: undefined, role: undefined },
] as const satisfies readonly Partial<Moment>[];

const callArbitrary = fc.record({
  changes: fc.record({
    recordedAtMs: fc.integer({ min: SAMPLE_MS, max: SAMPLE_MS + 3 }),
    categories: fc.subarray(['billing', 'sales', 'Billing']),
    agentName: fc.constantFrom('Ada', 'ada', undefined),
  }),
  speakers: fc.array(fc.constantFrom(...SPEAKERS), { minLength: 1, maxLength: 3 }),
});

const filterArbitrary: fc.Arbitrary<MomentFilter> = fc.record(
  {
    fromMs: fc.integer({ min: SAMPLE_MS, max: SAMPLE_MS + 3 }),
    toMs: fc.integer({ min: SAMPLE_MS, max: SAMPLE_MS + 4 }),
    category: fc.constantFrom('billing', 'sales', 'none'),
    agentName: fc.constantFrom('Ada', 'ada', 'Bob'),
    speaker: fc.constantFrom('spk_0', 'agent', 'customer', 'spk_9'),
    hash: fc.constantFrom(sampleHash(0), sampleHash(1), sampleHash(9)),
  },
  { requiredKeys: [] },
);

/** The rule, again in plain words. */
function passes(call: MomentsOfCall, moment: Moment, filter: MomentFilter): boolean {
  if (filter.fromMs !== undefined && call.recordedAtMs < filter.fromMs) return false;
  if (filter.toMs !== undefined && call.recordedAtMs >= filter.toMs) return false;
  if (filter.category !== undefined && !call.categories.includes(filter.category)) return false;
  if (filter.agentName !== undefined && call.agentName !== filter.agentName) return false;
  if (filter.hash !== undefined && call.hash !== filter.hash) return false;
  return filter.speaker === undefined || [moment.speaker, moment.role].includes(filter.speaker);
}

function pageCases(
  { example }: CaseMaker<IndexInCase>,
  capabilities: MomentIndexCapabilities,
  dimensions: number,
): ContractCase[] {
  const { counts, pagedHits } = capabilities;
  const vector = { model: SAMPLE_MODEL, values: sampleVector(1, dimensions) };
  /** Four calls of six moments, of which each second has a vector. */
  const putMany = async (index: MomentIndex) => {
    for (let number = 1; number <= 4; number++) {
      const texts = Array.from({ length: 6 }, (_, at) => (at < 4 ? `apple ${'pie '.repeat(at)}` : 'nothing'));
      const vectors = texts.map((_, at) =>
        at % 2 === 0 ? between(vector.values, sampleVector(number * 10 + at, dimensions), 0.3) : undefined,
      );
      await index.put(sampleMoments(number, texts, { vectors: sampleVectors(...vectors) }));
    }
  };
  return [
    example('the index declares what it can do', async ({ index }) => {
      assertEqual(index.capabilities, capabilities, 'as the suite was told');
    }),
    example('pages have at most as many hits as asked for, and together each hit once', async ({ index }) => {
      await putMany(index);
      for (const by of ['words', 'meaning', 'both'] as const) {
        const query = { ...apple, by, vector };
        const whole = namesOf((await index.search(query)).hits);
        assertEqual(whole.length, { words: 16, meaning: 12, both: 20 }[by], `by ${by} all are found`);
        for (const limit of [1, 3, 19]) {
          const { hits } = await index.search({ ...query, limit });
          assertEqual(hits.length, Math.min(limit, whole.length), `by ${by} a page has ${limit}`);
          assertEqual(namesOf(await traverseHits(index, { ...query, limit })), whole, `by ${by} in pages of ${limit}`);
        }
      }
    }),
    example('pages go as deep as the index declares', async ({ index }) => {
      const texts = Array.from({ length: MAX_MOMENTS }, (_, at) => `apple ${at}`);
      const depth = Math.min(pagedHits, 2 * MAX_MOMENTS);
      for (let number = 1; number * MAX_MOMENTS < depth + MAX_MOMENTS; number++) {
        await index.put(sampleMoments(number, texts));
      }
      const names = namesOf(await traverseHits(index, apple));
      assertEqual(new Set(names).size, names.length, 'each moment is given once');
      assertOk(names.length >= depth, `${depth} hits can be reached: ${names.length}`);
    }),
    example(
      'on request, moments of the same call follow each other, the call with the best one first',
      async ({ index }) => {
        await putMany(index);
        const query = { ...apple, by: 'both' as const, vector };
        const plain = (await index.search(query)).hits;
        const expected = [...new Set(plain.map(({ hash }) => hash))];
        const grouped = await traverseHits(index, { ...query, isByCall: true, limit: 7 });
        assertEqual(runsOf(grouped), expected, 'each call is one run, in the order of the best moments');
        assertEqual(namesOf(grouped).toSorted(), namesOf(plain).toSorted(), 'with the same moments');
        for (const hash of expected) {
          const of = (hits: readonly MomentHit[]) => namesOf(hits.filter((hit) => hit.hash === hash));
          assertEqual(of(grouped), of(plain), 'in the same order');
        }
      },
    ),
    example(
      'pages say how many moments are found by words and in how many calls, where that is declared',
      async ({ index }) => {
        await putMany(index);
        const { counted } = await index.search({ ...apple, vector, by: 'both', limit: 2 });
        assertEqual(counted, counts ? { moments: 16, calls: 4 } : undefined, 'of all calls');
        const filtered = await index.search({ ...apple, filter: { hash: sampleHash(2) }, limit: 2 });
        assertEqual(filtered.counted, counts ? { moments: 4, calls: 1 } : undefined, 'of one call');
      },
    ),
    example('what no page gave is refused', async ({ index }) => {
      await putMany(index);
      for (const after of ['', 'x', '0', '-1:x', '{}', 'odd #%?']) {
        await assertRejects(index.search({ ...apple, after }), 'EARSHOT_INVALID_INPUT', `${after} is refused`);
      }
    }),
    example('a filter that names nothing finds nothing', async ({ index }) => {
      await putMany(index);
      const nothing: MomentFilter[] = [
        { category: '' },
        { agentName: 'Ada' },
        { speaker: 'spk_9' },
        { fromMs: SAMPLE_MS * 2 },
      ];
      for (const filter of nothing) {
        const { hits, next } = await index.search({ ...apple, filter });
        assertEqual([hits.length, next], [0, undefined], JSON.stringify(filter));
      }
    }),
  ];
}

/** The calls, each once for each run of its hits. */
function runsOf(hits: readonly MomentHit[]): string[] {
  return hits.flatMap(({ hash }, at) => (hits[at - 1]?.hash === hash ? [] : [hash]));
}
