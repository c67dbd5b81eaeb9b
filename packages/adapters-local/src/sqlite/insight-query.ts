import type { InsightFilter, InsightPosition } from '@earshot/core';
import type { Sql } from './record-query.js';

/** A position in the order of lists, as the table has it. */
export interface InsightPlace {
  readonly rank_ms: number;
  readonly id: string;
}

/** Follows every id. */
const LAST = 'g';
const INDEXES = {
  hash: 'insight_by_call',
  agent: 'insight_by_agent',
  status: 'insight_by_status',
  all: 'insight_by_rank',
} as const;
const COLUMNS = ['agent', 'hash', 'status', 'priority', 'type', 'category', 'ruleset'] as const;

export interface InsightWalk {
  /** The table with an index in the order of lists. */
  readonly from: string;
  /** Which part of the index. */
  readonly where: Sql;
  /** What the filter asks besides: perhaps few of its places pass. */
  readonly tests: readonly Sql[];
  /** The columns that the tests look at. */
  readonly columns: readonly string[];
}

/** Along the index of one call's insights, else of an agent's, else of a status, else of all. */
export function insightWalk(filter: InsightFilter, after?: InsightPosition): InsightWalk {
  const by = (['hash', 'agent', 'status'] as const).find((column) => filter[column] !== undefined);
  const is = (column: (typeof COLUMNS)[number]): Sql => ({ sql: `${column} = ?`, values: [filter[column] ?? null] });
  const others = COLUMNS.filter((column) => column !== by && filter[column] !== undefined);
  return {
    from: `insight INDEXED BY ${INDEXES[by ?? 'all']}`,
    where: joined([
      { sql: 'is_given = 1', values: [] },
      ...(by === undefined ? [] : [is(by)]),
      ...timesOf(filter),
      ...(after === undefined ? [] : [{ sql: '(rank_ms, id) > (?, ?)', values: [-after.createdAtMs, after.id] }]),
    ]),
    tests: others.map(is),
    columns: others,
  };
}

/** The first places of a listing, whether or not they pass its tests. */
export function placesOf({ from, where, columns }: InsightWalk, limit: number): Sql {
  const sql = `SELECT ${['number', 'rank_ms', 'id', ...columns].join()} FROM ${from} WHERE ${where.sql}`;
  return { sql: `${sql} ORDER BY rank_ms, id LIMIT ?`, values: [...where.values, limit] };
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
