import type { DatabaseSync } from 'node:sqlite';
import {
  type CallRecord,
  type CallTotals,
  type CountedCall,
  countedCallOf,
  type TotalsRequest,
  totalsOf,
} from '@earshot/core';
import { countedQuery, stretchOf, walkOf } from './record-query.js';
import { textSearch } from './record-text.js';

/** Counts the calls that pass a filter: the conditions are those of lists. */
export function recordTotals(database: DatabaseSync, { filter, ...request }: TotalsRequest): CallTotals {
  const walk = walkOf(filter);
  const search = filter.text === undefined ? undefined : textSearch(filter.text);
  const { sql, values } = countedQuery(
    { ...walk, tests: [...walk.tests, search?.likely ?? [], search?.exact ?? []].flat() },
    stretchOf(filter),
  );
  const rows = database.prepare(sql).iterate(...values) as Iterable<{ readonly json: string }>;
  return totalsOf(readable(rows), request);
}

/** Damaged rows are left out: lists leave out most damaged calls, too. */
function* readable(rows: Iterable<{ readonly json: string }>): Generator<CountedCall> {
  for (const { json } of rows) {
    try {
      yield JSON.parse(json);
    } catch {}
  }
}

/** What is kept of a call for its totals. */
export function countedJson(record: CallRecord): string {
  return JSON.stringify(countedCallOf(record));
}

/** Provides the function that the schema's step calls. `null` for a record that is damaged. */
export function provideCounted(database: DatabaseSync): void {
  database.function('earshot_counted', (json) => {
    try {
      return countedJson(JSON.parse(String(json)));
    } catch {
      return null;
    }
  });
}
