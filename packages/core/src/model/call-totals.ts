import type { CountedCall } from '../coaching/counted-call.js';
import type { CallFilter } from './page.js';
import { foldCase } from './text-terms.js';
import { daysIn, isoDay, mondayOf } from './time-zone.js';

/** The periods by which totals can be grouped. Weeks begin on Monday. */
export const TOTALS_PERIODS = ['day', 'week'] as const;
export type TotalsPeriod = (typeof TOTALS_PERIODS)[number];

/** The most values of a facet. Rarer ones are left out. */
export const MAX_FACET_VALUES = 20;

/** Which calls to count, and by what. */
export interface TotalsRequest {
  readonly filter: CallFilter;
  /** Also counts each day or week. @defaultValue only the whole */
  readonly by?: TotalsPeriod | undefined;
  /**
   * The time zone that determines when days begin, as a name from the tz database. @defaultValue
   * UTC
   */
  readonly timeZone?: string | undefined;
}

/** A value, and how many calls have it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Sums over some calls. */
export interface CallSums {
  readonly count: number;
  /** Total length of the calls whose length is known, ms. */
  readonly durationMs: number;
  /** How many calls have a known length. */
  readonly withDuration: number;
  /** For calls whose silence is known: total silence and total length, ms. */
  readonly silenceMs: number;
  readonly silenceOfMs: number;
}

/** What values the calls have, the most frequent first. Of names that differ in letter case only, the most frequent one stands for all. */
export type CallFacets = Readonly<Record<(typeof FACETS)[number], readonly ValueCount[]>>;
export const FACETS = ['state', 'category', 'topic', 'agent', 'sentiment'] as const;

/** The calls of one day or week. */
export interface DayTotals extends CallSums {
  /** `YYYY-MM-DD`: the day, or the Monday of the week. Years before 0 and after 9999 are written as ISO 8601 does. */
  readonly day: string;
  readonly sentiment: readonly ValueCount[];
  /** Those among the values of the facet. */
  readonly category: readonly ValueCount[];
}

/** How many calls pass a filter, and what they have. */
export interface CallTotals extends CallSums {
  readonly facets: CallFacets;
  /** The periods that have calls, oldest first. Absent unless requested. */
  readonly days?: readonly DayTotals[] | undefined;
}

/** Counts calls: what every repository that counts must agree with, given those that pass the filter, in any order. */
export function totalsOf(
  calls: Iterable<CountedCall>,
  { by, timeZone = 'UTC' }: Omit<TotalsRequest, 'filter'> = {},
): CallTotals {
  const whole = new Tally();
  const days = new Map<number, Tally>();
  const dayOf = by === undefined ? undefined : daysIn(timeZone);
  for (const call of calls) {
    whole.add(call);
    if (dayOf === undefined) continue;
    const day = dayOf(call.recordedAtMs);
    const start = by === 'week' ? mondayOf(day) : day;
    const tally = days.get(start) ?? new Tally();
    days.set(start, tally.add(call));
  }
  const facets = Object.fromEntries(
    FACETS.map((name) => [name, valuesOf(whole.counts[name])]),
  ) as unknown as CallFacets;
  const inOrder = [...days].sort(([one], [other]) => one - other);
  return {
    ...whole.sums,
    facets,
    ...(dayOf && {
      days: inOrder.map(([day, { sums, counts }]) => ({
        day: isoDay(day),
        ...sums,
        sentiment: valuesOf(counts.sentiment),
        category: valuesOf(counts.category, facets.category),
      })),
    }),
  };
}

type Counts = Map<string, number>;

/** Counts in one pass. */
class Tally {
  readonly sums = { count: 0, durationMs: 0, withDuration: 0, silenceMs: 0, silenceOfMs: 0 };
  readonly counts: Readonly<Record<keyof CallFacets, Counts>> = {
    state: new Map(),
    category: new Map(),
    topic: new Map(),
    agent: new Map(),
    sentiment: new Map(),
  };

  add({ state, categories, topics, agent, sentiment, durationMs, silence }: CountedCall): this {
    const { sums, counts } = this;
    sums.count++;
    if (durationMs !== undefined) {
      sums.durationMs += durationMs;
      sums.withDuration++;
    }
    if (silence !== undefined) {
      sums.silenceMs += silence.ms;
      sums.silenceOfMs += silence.ofMs;
    }
    countIn(counts.state, state);
    for (const category of categories) countIn(counts.category, category);
    for (const topic of topics) countIn(counts.topic, topic);
    if (agent !== undefined) countIn(counts.agent, agent);
    if (sentiment !== undefined) countIn(counts.sentiment, sentiment);
    return this;
  }
}

function countIn(counts: Counts, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

/** The most frequent values first. @param known if given, only these values, as they are written there */
function valuesOf(counts: Counts, known?: readonly ValueCount[]): ValueCount[] {
  const written = known && new Map(known.map(({ value }) => [foldCase(value), value]));
  const byFolded = new Map<string, { value: string; count: number }>();
  // Of spellings that are as frequent, the first in the order of characters.
  for (const [value, count] of [...counts].sort(byFrequency)) {
    const folded = foldCase(value);
    const same = byFolded.get(folded);
    if (same !== undefined) same.count += count;
    else if (written === undefined) byFolded.set(folded, { value, count });
    else if (written.has(folded)) byFolded.set(folded, { value: written.get(folded) ?? value, count });
  }
  return [...byFolded.values()]
    .sort((one, other) => byFrequency([one.value, one.count], [other.value, other.count]))
    .slice(0, MAX_FACET_VALUES);
}

type Counted = readonly [value: string, count: number];

function byFrequency([one, times]: Counted, [other, otherTimes]: Counted): number {
  return otherTimes - times || (one < other ? -1 : one > other ? 1 : 0);
}
