import * as fc from 'fast-check';
import { countedCallOf } from '../coaching/counted-call.js';
import { MAX_FACET_VALUES, type TotalsRequest, totalsOf } from '../model/call-totals.js';
import { CallFilter, matchesFilter } from '../model/page.js';
import { callFilterArbitrary, listableRecordArbitrary } from './arbitraries.js';
import { assertEqual, assertOk } from './assert.js';
import type { CaseMaker, ContractCase } from './contract.js';
import type { RepositoryInCase } from './record-repository.context.js';
import { nextRevision, SAMPLE_MS, sampleAnalysis, sampleRecord, sampleWith, withoutAnalysis } from './sample-record.js';
import { saveAll } from './traverse.js';

/** What holds of `summarize`, or that there is none. */
export function recordRepositoryTotalsCases(
  { example, property }: CaseMaker<RepositoryInCase>,
  { totals, textSearch }: { readonly totals: boolean; readonly textSearch: boolean },
): ContractCase[] {
  if (!totals) {
    return [
      example('calls are not counted', async ({ repository }) => {
        assertEqual(repository.summarize, undefined, 'the method');
      }),
    ];
  }
  const fields = Object.keys(CallFilter.shape) as (keyof CallFilter)[];
  const anyRequest = fc.record({
    filter: callFilterArbitrary(fields.filter((field) => textSearch || field !== 'text')),
    by: fc.constantFrom(undefined, 'day' as const, 'week' as const),
    timeZone: fc.constantFrom(undefined, 'UTC', 'America/New_York', 'Asia/Kathmandu'),
  });
  const anyRecords = fc.uniqueArray(listableRecordArbitrary(), { maxLength: 8, selector: ({ hash }) => hash });
  return [
    property(
      'totals are those of the calls that pass the filter',
      fc.tuple(anyRecords, fc.array(anyRequest, { maxLength: 4 })),
      async ({ repository }, [records, requests]) => {
        await saveAll(repository, records);
        for (const request of [{ filter: {}, by: 'day' } as const, ...requests]) {
          const passing = records.filter((record) => matchesFilter(record, request.filter)).map(countedCallOf);
          assertEqual(await counted(repository, request), totalsOf(passing, request), JSON.stringify(request));
        }
      },
    ),
    example('lengths and silences add up, those of calls that say neither aside', async ({ repository }) => {
      await saveAll(repository, [
        sampleWith(1, { mediaFacts: { durationMs: 60_000 }, nonTalk: [{ startMs: 0, endMs: 7_000 }] }),
        sampleWith(2, { mediaFacts: { durationMs: 30_000 }, nonTalk: [] }),
        sampleWith(3, { mediaFacts: {}, transcript: { text: '', segments: [] } }),
        withoutAnalysis(sampleRecord(4)),
      ]);
      const { facets: _, ...sums } = await counted(repository, { filter: {} });
      const expected = { durationMs: 90_000, withDuration: 2, silenceMs: 7_000, silenceOfMs: 90_000 };
      assertEqual(sums, { count: 4, ...expected }, 'the sums');
    }),
    example(`the ${MAX_FACET_VALUES} most frequent values of a facet are counted`, async ({ repository }) => {
      const names = Array.from({ length: MAX_FACET_VALUES + 3 }, (_, number) => `topic ${number}`);
      await saveAll(
        repository,
        names.map((_, number) => sampleWith(number, { topics: ['Late', ...names.slice(number)] })),
      );
      const { topic } = (await counted(repository, { filter: {} })).facets;
      assertEqual(topic.length, MAX_FACET_VALUES, 'how many values');
      assertEqual(
        topic.slice(0, 2).map(({ count }) => count),
        [names.length, names.length],
        'the most frequent first',
      );
      assertOk(
        topic.every(({ count }) => count > 3),
        'the rarest are left out',
      );
    }),
    example('totals follow every save and delete', async ({ repository }) => {
      const [first, second] = [sampleWith(1, { categories: ['old'] }), sampleWith(2, { categories: ['old'] })];
      await saveAll(repository, [first, second]);
      await repository.save(nextRevision(first, { analysis: sampleAnalysis({ categories: ['new'] }) }));
      await repository.delete(second.hash);
      const { count, facets } = await counted(repository, { filter: {} });
      assertEqual([count, facets.category], [1, [{ value: 'new', count: 1 }]], 'one call, as it is now');
    }),
    example('days and weeks begin where the time zone says', async ({ repository }) => {
      const times = ['2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z', '2026-03-27T23:30:00Z'];
      await saveAll(
        repository,
        times.map((time, number) => sampleRecord(number, { recordedAt: { ms: Date.parse(time), source: 'message' } })),
      );
      const daysOf = async (request: Omit<TotalsRequest, 'filter'>) =>
        (await counted(repository, { filter: {}, ...request })).days?.map(({ day, count }) => `${day} ${count}`);
      assertEqual(await daysOf({ by: 'day' }), ['2026-03-27 1', '2026-03-29 2'], 'in UTC');
      const timeZone = 'Europe/Berlin';
      // Clocks there went forward that night.
      assertEqual(await daysOf({ by: 'day', timeZone }), ['2026-03-28 1', '2026-03-29 1', '2026-03-30 1'], 'in Berlin');
      assertEqual(await daysOf({ by: 'week', timeZone }), ['2026-03-23 2', '2026-03-30 1'], 'weeks in Berlin');
    }),
    example('as many calls as there are, are counted at once', async ({ repository }) => {
      const records = Array.from({ length: 120 }, (_, number) => sampleRecord(number));
      await saveAll(repository, records);
      const { count } = await counted(repository, { filter: { fromMs: SAMPLE_MS + 10_000 } });
      assertEqual(count, 110, 'more than a page has');
    }),
  ];
}

async function counted(repository: RepositoryInCase['repository'], request: TotalsRequest) {
  const totals = await repository.summarize?.(request);
  if (totals === undefined) throw new Error('a repository that counts calls needs summarize');
  return totals;
}
