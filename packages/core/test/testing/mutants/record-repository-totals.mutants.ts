import { countedCallOf, type RecordRepository, type TotalsRequest, totalsOf } from '@earshot/core';
import { ghosts, type Mutants, mutant } from './broken-repositories.js';

/** Counts by another request than the one that was made. */
const asking = (change: (request: TotalsRequest) => TotalsRequest) =>
  mutant((real) => ({ summarize: async (request) => totals(real, change(request)) }));

async function totals(real: RecordRepository, request: TotalsRequest) {
  const found = await real.summarize?.(request);
  if (found === undefined) throw new Error('the repository in memory counts calls');
  return found;
}

/** Counts what the first pages give, up to a number of calls, in the way of {@link totalsOf}. */
const reading = (limit: number, without: { readonly nonTalk?: undefined } = {}) =>
  mutant((real) => ({
    summarize: async ({ filter, ...request }) => {
      const { calls } = await real.list({ filter, limit });
      const records = await Promise.all(calls.map(({ hash }) => real.get(hash)));
      const counted = records.flatMap((record) => (record === undefined ? [] : [countedCallOf(record)]));
      return totalsOf('nonTalk' in without ? counted.map(({ silence: _, ...call }) => call) : counted, request);
    },
  }));

/** Break what holds of `summarize`. */
export const totalsMutants: Mutants = {
  'totals are those of the calls that pass the filter': asking(({ filter, ...request }) => {
    const { understood: _, ...others } = filter;
    return { ...request, filter: others };
  }),
  'lengths and silences add up, those of calls that say neither aside': reading(10_000, { nonTalk: undefined }),
  'the 20 most frequent values of a facet are counted': mutant((real) => ({
    summarize: async (request) => {
      const whole = await totals(real, request);
      return { ...whole, facets: { ...whole.facets, topic: whole.facets.topic.toReversed() } };
    },
  })),
  'totals follow every save and delete': ghosts((one, other) => one.revision < other.revision),
  'days and weeks begin where the time zone says': asking(({ timeZone: _, ...request }) => request),
  'as many calls as there are, are counted at once': reading(100),
};
