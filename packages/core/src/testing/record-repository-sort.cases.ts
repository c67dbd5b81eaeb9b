import { CALL_SORTS, type CallSort } from '../model/call-sort.js';
import type { CallFilter } from '../model/page.js';
import type { CallRecord } from '../model/record.js';
import { assertEqual, assertRejects } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleAnalysis, sampleRecord, withoutAnalysis } from './sample-record.js';
import { saveAll, traverse } from './traverse.js';

/** What holds of the orders of a list, of those that there are and of the others. */
export function recordRepositorySortCases(
  maker: CaseMaker<RepositoryInCase>,
  sorts: readonly CallSort[],
): ContractCase[] {
  const others = CALL_SORTS.filter((sort) => !sorts.includes(sort));
  const sorted = sorts.filter((sort) => sort !== 'newest').map((sort) => orderCase(maker, sort));
  const kept = sorts.some((sort) => sort !== 'newest') ? changeCases(maker, sorts) : [];
  return [...sorted, ...kept, ...(others.length === 0 ? [] : [refusedCase(maker, others)])];
}

interface Traits {
  readonly seconds?: number;
  readonly score?: number;
}

/** A call whose recording takes so long, with a sentiment. */
function callWith(number: number, { seconds, score }: Traits): CallRecord {
  const mediaFacts = seconds === undefined ? {} : { durationMs: seconds * 1_000 };
  const sentiment = score === undefined ? {} : { sentiment: { label: 'mixed' as const, score } };
  return sampleRecord(number, { analysis: sampleAnalysis({ mediaFacts }), ...sentiment });
}

/** Nine calls, some of the same rank, some of none. */
const CALLS: readonly CallRecord[] = [
  callWith(1, { seconds: 60, score: -0.5 }),
  callWith(2, { seconds: 3_600, score: 1 }),
  callWith(3, { seconds: 60, score: 0 }),
  callWith(4, { seconds: 0, score: -1 }),
  callWith(5, {}),
  callWith(6, { seconds: 9, score: -0.5 }),
  withoutAnalysis(sampleRecord(7, { state: 'submitted' })),
  callWith(8, { seconds: 600, score: 0.25 }),
  sampleRecord(9, { ...callWith(9, { seconds: 10 }), recordedAt: { ms: SAMPLE_MS + 1_000, source: 'message' } }),
];

const EXPECTED: Readonly<Record<Exclude<CallSort, 'newest'>, readonly number[]>> = {
  oldest: [1, 9, 2, 3, 4, 5, 6, 7, 8],
  longest: [2, 8, 1, 3, 9, 6, 4, 5, 7],
  shortest: [4, 6, 9, 1, 3, 8, 2, 5, 7],
  'most-negative': [4, 1, 6, 3, 8, 2, 5, 7, 9],
};

async function numbersOf({ repository }: RepositoryInCase, sort: CallSort, filter?: CallFilter, limit?: number) {
  const calls = await traverse(repository, { sort, ...(filter && { filter }), ...(limit && { limit }) });
  return calls.map(({ hash }) => Number.parseInt(hash, 16));
}

function orderCase({ example }: CaseMaker<RepositoryInCase>, sort: Exclude<CallSort, 'newest'>): ContractCase {
  return example(`list sorts by ${sort}: equal ones by hash, unknown ones last`, async (context) => {
    await saveAll(context.repository, CALLS);
    for (const limit of [1, 2, 100]) {
      assertEqual(await numbersOf(context, sort, {}, limit), EXPECTED[sort], `${limit} at a time`);
    }
    const filter = {
      fromMs: SAMPLE_MS + 2_000,
      toMs: SAMPLE_MS + 8_000,
      category: 'billing',
      maxDurationMs: 3_600_000,
    };
    const passed = EXPECTED[sort].filter((number) => [3, 4, 6].includes(number));
    assertEqual(
      await numbersOf(context, sort, { ...filter, state: 'completed' }, 2),
      passed,
      'those that pass a filter',
    );
  });
}

function changeCases({ example }: CaseMaker<RepositoryInCase>, sorts: readonly CallSort[]): ContractCase[] {
  return [
    example('a changed call is where its new rank puts it, once, and a deleted one nowhere', async (context) => {
      const { repository } = context;
      await saveAll(
        repository,
        [1, 2, 3].map((number) => callWith(number, { seconds: number, score: number / 10 })),
      );
      const { analysis, sentiment } = callWith(2, { seconds: 9, score: 0.9 });
      const recordedAt = { ms: SAMPLE_MS + 9_000, source: 'message' as const };
      await repository.save(nextRevision(callWith(2, { seconds: 2, score: 0.2 }), { analysis, sentiment, recordedAt }));
      await repository.delete(sampleRecord(3).hash);
      for (const sort of sorts) {
        const expected = sort === 'newest' || sort === 'longest' ? [2, 1] : [1, 2];
        assertEqual(await numbersOf(context, sort), expected, sort);
      }
    }),
  ];
}

function refusedCase({ example }: CaseMaker<RepositoryInCase>, others: readonly CallSort[]): ContractCase {
  return example(
    'an order that the repository does not have is rejected with EARSHOT_NOT_SUPPORTED',
    async (context) => {
      await context.repository.save(sampleRecord(1));
      for (const sort of others) {
        const list = context.repository.list({ filter: {}, sort, limit: 10 });
        await assertRejects(list, 'EARSHOT_NOT_SUPPORTED', `it does not sort by ${sort}`);
      }
    },
  );
}
