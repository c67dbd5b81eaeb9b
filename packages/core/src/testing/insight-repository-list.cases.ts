import * as fc from 'fast-check';
import type { Insight, InsightId } from '../coaching/insight.js';
import { compareInsights, matchesInsightFilter } from '../coaching/insight-filter.js';
import type { InsightRepository } from '../ports/insight-repository.js';
import { insightArbitrary, insightFilterArbitrary } from './arbitrary-insight.js';
import { FIRST_EPOCH_MS, LAST_EPOCH_MS } from './arbitrary-parts.js';
import { assertEqual } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { InsightsInCase } from './insight-repository.context.js';
import {
  firstKept,
  listedInsights,
  sampleDecision,
  sampleId,
  sampleInsight,
  sampleScore,
  traverseInsights,
} from './sample-insight.js';
import { SAMPLE_MS, sampleHash } from './sample-record.js';

/** Rules of `list` and `count`. */
export function insightRepositoryListCases(maker: CaseMaker<InsightsInCase>): ContractCase[] {
  return [...orderCases(maker), ...filterCases(maker), ...pageCases(maker)];
}

function orderCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('list gives the newest insight first, and orders those of the same time by id', async ({ repository }) => {
      const atMs = (number: number) => ({ createdAtMs: SAMPLE_MS + number });
      await keep(repository, [
        sampleInsight(1, 0xb0, atMs(1)),
        sampleInsight(2, 0x0a, atMs(3)),
        sampleInsight(3, 0x9c, atMs(1)),
        sampleInsight(4, 0x01, atMs(1)),
        sampleInsight(5, 0xff, atMs(2)),
      ]);
      assertEqual(await listedInsights(repository), [0x0a, 0xff, 0x01, 0x9c, 0xb0], 'by time, then by id');
    }),
    example('insights of times before 1970 and at the ends of the calendar are in order', async ({ repository }) => {
      const times = [LAST_EPOCH_MS, 10_000_000_000_000, 9_999_999_999_999, 10, 9, 0, -1, -9, -10, FIRST_EPOCH_MS];
      const insights = times.map((createdAtMs, number) => sampleInsight(number, number, { createdAtMs }));
      await keep(repository, [...insights].reverse());
      assertEqual(await listedInsights(repository), [...times.keys()], 'by number, not by text');
      assertEqual(await listedInsights(repository, { fromMs: 0 }), [0, 1, 2, 3, 4, 5], 'from 1970 on');
      assertEqual(await listedInsights(repository, { toMs: 0 }), [6, 7, 8, 9], 'before 1970');
    }),
  ];
}

function filterCases({ example, property }: CaseMaker<InsightsInCase>): ContractCase[] {
  return [
    example('each filter passes what it names, and all together what all name', async ({ repository }) => {
      const other = {
        agentName: 'ada',
        priority: 'high',
        type: 'praise',
        category: 'Active_listening',
        ruleset: 'support',
        initialStatus: 'completed',
      } as const;
      await keep(repository, [
        sampleInsight(1, 1),
        ...Object.entries(other).map(([field, value], index) => sampleInsight(1, index + 2, { [field]: value })),
        sampleInsight(2, 8, other),
      ]);
      const { agentName: agent, initialStatus: status, ...rest } = other;
      const filter = { agent, status, ...rest };
      for (const [index, [field, value]] of Object.entries({ agent, ...rest, status }).entries()) {
        assertEqual(await listedInsights(repository, { [field]: value }), [8, index + 2], `by ${field}`);
        assertEqual((await repository.count({ [field]: value })).total, 2, `counted by ${field}`);
      }
      assertEqual(await listedInsights(repository, { hash: sampleHash(2) }), [8], 'by call');
      assertEqual(await listedInsights(repository, filter), [8], 'by all');
      assertEqual(await listedInsights(repository, { ...filter, hash: sampleHash(1) }), [], 'all must hold');
    }),
    property(
      'paginating through a list gives each matching insight once, in order, for any data, filter and limit',
      fc.record({
        insights: insightsArbitrary(),
        filter: insightFilterArbitrary(),
        limit: fc.integer({ min: 1, max: 5 }),
      }),
      async ({ repository }, { insights, filter, limit }) => {
        await keep(repository, insights);
        const passed = insights.map(firstKept).filter((insight) => matchesInsightFilter(insight, filter));
        assertEqual(
          await traverseInsights(repository, { filter, limit }),
          passed.sort(compareInsights),
          'what the filter passes',
        );
        const high = passed.filter(({ priority }) => priority === 'high').length;
        assertEqual(await repository.count(filter), { total: passed.length, high, isExact: true }, 'counted');
      },
    ),
  ];
}

function pageCases({ example }: CaseMaker<InsightsInCase>): ContractCase[] {
  const numbers = [6, 5, 4, 3, 2, 1];
  return [
    example('an empty repository lists and counts nothing', async ({ repository }) => {
      assertEqual(await traverseInsights(repository), [], 'there is nothing to list');
      assertEqual(await listedInsights(repository, { agent: 'Ada', status: 'pending' }), [], 'with filters neither');
      assertEqual(await repository.count({}), { total: 0, high: 0, isExact: true }, 'nothing to count');
    }),
    example('pages have at most as many insights as asked for, and together all', async ({ repository }) => {
      const many = Array.from({ length: 101 }, (_, number) => number);
      await keep(
        repository,
        many.map((number) => sampleInsight(number % 7, number)),
      );
      for (const limit of [1, 50, 100]) {
        const ids = (await traverseInsights(repository, { limit })).map(({ id }) => id);
        assertEqual(ids, [...many].reverse().map(sampleId), `each once, ${limit} at a time`);
      }
    }),
    example('a list can begin after any position, whether or not an insight is there', async ({ repository }) => {
      await keep(
        repository,
        numbers.map((number) => sampleInsight(number, number)),
      );
      const after = async (createdAtMs: number, id: string) =>
        (await traverseInsights(repository, { after: { createdAtMs, id: id as InsightId }, limit: 2 })).length;
      for (const number of numbers) {
        const { createdAtMs, id } = sampleInsight(number, number);
        assertEqual(await after(createdAtMs, id), number - 1, 'the older ones');
        assertEqual(await after(createdAtMs, '0'.repeat(32)), number, 'an id that comes before');
        assertEqual(await after(createdAtMs, 'f'.repeat(32)), number - 1, 'an id that comes after');
        assertEqual(await after(createdAtMs + 1, 'f'.repeat(32)), number, 'a time between two');
      }
      assertEqual(await after(LAST_EPOCH_MS, ''), 6, 'all of them');
      assertEqual(await after(FIRST_EPOCH_MS, 'f'.repeat(32)), 0, 'none of them');
    }),
    example('insights that change between two pages do not disturb the others', async ({ repository }) => {
      for (const number of numbers) await repository.replace(sampleScore(number), [sampleInsight(number, number)]);
      const between = async (page: number) => {
        if (page === 0) {
          await repository.delete(sampleHash(5));
          await repository.replace(sampleScore(9), [sampleInsight(9, 9)]);
          const moved = sampleInsight(3, 3, { createdAtMs: SAMPLE_MS + 60_000 });
          await repository.replace(sampleScore(3, { revision: 2 }), [moved]);
        }
        if (page === 1) await repository.decide(sampleId(1), 1, { decision: sampleDecision('acknowledged') });
      };
      const ids = (await traverseInsights(repository, { limit: 2, between })).map(({ id }) => Number.parseInt(id, 16));
      assertEqual(
        ids.filter((number) => ![3, 5].includes(number)),
        [6, 4, 2, 1],
        'each other one once',
      );
    }),
  ];
}

/** Keeps insights call by call. */
async function keep(repository: InsightRepository, insights: readonly Insight[]): Promise<void> {
  for (const hash of new Set(insights.map((insight) => insight.hash))) {
    await repository.replace(
      { ...sampleScore(1), hash },
      insights.filter((insight) => insight.hash === hash),
    );
  }
}

function insightsArbitrary(): fc.Arbitrary<readonly Insight[]> {
  const ofFewCalls = fc
    .tuple(insightArbitrary(), fc.nat(2))
    .map(([insight, call]) => ({ ...insight, hash: sampleHash(call) }));
  return fc.uniqueArray(ofFewCalls, { maxLength: 10, selector: ({ id }) => id });
}
