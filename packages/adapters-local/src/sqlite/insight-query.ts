import type { InsightFilter, InsightPosition } from '@earshot/core';
import type { Sql } from './record-query.js';

/** A position in the order of lists, as the table has it. */
export interface InsightPlace {
  readonly rank_ms: number;
  readonly id: string;
}

/** Follows every id. */
const LAST = 'g';
const COLUMNS = ['agent', 'hash', 'status', 'priority', 'type', 'category', 'ruleset'] as const;

/**
 * The places of a filter's narrowest index, in the order of lists and at most so many, and what the filter asks besides.
 */
export interface InsightWalk {
  readonly places: (limit: number) => Sql;
  readonly tests: readonly Sql[];
}

/** The index of one call's insights, else of an agent's, else of a status, else of all. */
export function insightWalk(filter: InsightFilter, after?: InsightPosition): InsightWalk {
  const [index, by] =
    filter.hash !== undefined
      ? (['insight_by_call', 'hash'] as const)
      : filter.agent !== undefined
        ? (['insight_by_agent', 'agent'] as const)
        : filter.status !== undefined
          ? (['insight_by_status', 'status'] as const)
          : (['insight_by_rank', undefined] as const);
  const is = (column: (typeof COLUMNS)[number]): Sql[] => {
    const value = filter[column];
    return value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }];
  };
  const tests = COLUMNS.filter((column) => column !== by).flatMap(is);
  const columns = COLUMNS.filter((column) => filter[column] !== undefined || column === 'priority');
  const where = joined([
    { sql: 'is_given = 1', values: [] },
    ...(by === undefined ? [] : is(by)),
    ...timesOf(filter),
    ...(after === undefined ? [] : [{ sql: '(rank_ms, id) > (?, ?)', values: [-after.createdAtMs, after.id] }]),
  ]);
  const places = (limit: number): Sql => ({
    sql: `SELECT ${['number', 'rank_ms', 'id', ...columns].join()} FROM insight INDEXED BY ${index}
      WHERE ${where.sql} ORDER BY rank_ms, id LIMIT ?`,
    values: [...where.values, limit],
  });
  return { places, tests };
}

/** Conditions that all hold. */
export function joined(conditions: readonly Sql[]): Sql {
  const all = conditions.length === 0 ? [{ sql: 'true', values: [] }] : conditions;
  return { sql: all.map(({ sql }) => sql).join(' AND '), values: all.flatMap(({ values }) => values) };
}

/** From a time on, and before another. */
function timesOf({ fromMs, toMs }: Pick<InsightFilter, 'fromMs' | 'toMs'>): Sql[] {
  return [
    ...(toMs === undefined ? [] : [{ sql: '(rank_ms, id) > (?, ?)', values: [-toMs, LAST] }]),
    ...(fromMs === undefined ? [] : [{ sql: '(rank_ms, id) < (?, ?)', values: [-fromMs, LAST] }]),
  ];
}
