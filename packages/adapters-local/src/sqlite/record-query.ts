import type { SQLInputValue } from 'node:sqlite';
import type { CallFilter, CallSort, PagePosition } from '@earshot/core';
import { type Label, labelsWanted } from './record-facts.js';

/** A piece of SQL, and the values of its `?`. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface Walk {
  /** A table with an index in the order of the list. Its rows are called `place`. */
  readonly from: string;
  readonly sort: CallSort;
  /** Which part of the index. */
  readonly where: readonly Sql[];
  /** What the index doesn't know: perhaps few of its places pass. */
  readonly tests: readonly Sql[];
}

/** A position in the order of a list, as the tables have it: `rank` is what `rankOf` gives. */
export interface Place {
  readonly rank: number;
  readonly rank_ms: number;
  readonly hash: string;
}

/** The places after the first one, up to and including the second. */
export interface Stretch {
  readonly after: Rank;
  readonly to: Rank;
}
type Rank = Pick<Place, 'rank' | 'hash'>;

/** The columns that calls are ordered by, before their hash. */
const COLUMNS: Readonly<Record<CallSort, string>> = {
  newest: 'rank_ms',
  oldest: 'oldest',
  longest: 'longest',
  shortest: 'shortest',
  'most-negative': 'most_negative',
};

/** Follows every hash. */
const LAST = 'g';
const FIRST_RANK: Rank = { rank: Number.MIN_SAFE_INTEGER, hash: '' };
const LAST_RANK: Rank = { rank: Number.MAX_SAFE_INTEGER, hash: LAST };

/** The places that a page may show: after the page before, and within the filter's times if the list is in their order. */
export function stretchOf({ fromMs, toMs }: CallFilter, sort: CallSort = 'newest', after?: PagePosition): Stretch {
  const starts = [FIRST_RANK];
  if (after !== undefined) starts.push({ rank: after.rank ?? -after.recordedAtMs, hash: after.hash });
  if (sort !== 'newest') return { after: latest(starts), to: LAST_RANK };
  if (toMs !== undefined) starts.push({ rank: -toMs, hash: LAST });
  return { after: latest(starts), to: fromMs === undefined ? LAST_RANK : { rank: -fromMs, hash: LAST } };
}

/** The place as callers know it. */
export function positionOf({ rank, rank_ms, hash }: Place, sort: CallSort): PagePosition {
  const position = { recordedAtMs: 0 - rank_ms, hash: hash as PagePosition['hash'] };
  return sort === 'newest' ? position : { ...position, rank };
}

/**
 * The narrowest index for a filter: that of calls that were not understood, else of a label, each with or without a state. Leaves
 * text out.
 */
export function walkOf(filter: CallFilter, sort: CallSort = 'newest'): Walk {
  const { state, understood } = filter;
  if (sort !== 'newest') {
    const from = `call_fact AS place INDEXED BY call_fact_by_${COLUMNS[sort]}`;
    return { from, sort, where: [], tests: testsOf(filter) };
  }
  const inState = state === undefined ? [] : [stateIs(state)];
  const labels = labelsWanted(filter);
  const isAsLong = durationIs(filter);
  if (understood === false) {
    const from = 'call AS place INDEXED BY call_not_understood';
    const tests = [...labels.map(hasLabel), ...isAsLong];
    return { from, sort, where: [{ sql: 'place.understood = 0', values: [] }, ...inState], tests };
  }
  const [label, ...others] = labels;
  const tests = [...others.map(hasLabel), ...understoodIs(understood), ...isAsLong];
  if (label === undefined) return { from: 'call AS place', sort, where: inState, tests };
  const labelled = { sql: 'place.kind = ? AND place.name = ?', values: label };
  return { from: 'call_label AS place', sort, where: [labelled, ...inState], tests };
}

/** Those of some calls that pass a filter, but for text: for so few that sorting them costs less than walking past others. */
export function walkAmong(ids: readonly number[], filter: CallFilter, sort: CallSort): Walk {
  return {
    from: 'call_fact AS place NOT INDEXED',
    sort,
    where: [{ sql: 'place.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] }],
    tests: testsOf(filter),
  };
}

/** The calls with the narrowest of a filter's labels. `undefined` when it has none. */
export function labelledBy(filter: CallFilter): Sql | undefined {
  const [label] = labelsWanted(filter);
  return label && { sql: 'SELECT id FROM call_label WHERE kind = ? AND name = ?', values: label };
}

/** All that a filter asks of a place in `call_fact`, but for text. */
function testsOf(filter: CallFilter): Sql[] {
  const { state, understood, fromMs, toMs } = filter;
  return [
    ...(state === undefined ? [] : [stateIs(state)]),
    ...(fromMs === undefined ? [] : [{ sql: 'place.rank_ms <= ?', values: [-fromMs] }]),
    ...(toMs === undefined ? [] : [{ sql: 'place.rank_ms > ?', values: [-toMs] }]),
    ...durationIs(filter),
    ...labelsWanted(filter).map(hasLabel),
    ...understoodIs(understood),
  ];
}

/** The first places of a listing. They are in the index: nothing of the calls is read, which may be damaged. */
export function pageQuery(walk: Walk, stretch: Stretch, limit: number): Sql {
  const { sql, values } = placesOf(walk, walk.tests, stretch);
  return { sql: `SELECT ${placeIn(walk)}, place.id FROM ${walk.from} ${sql} LIMIT ?`, values: [...values, limit] };
}

/** The place so many steps into a listing, whatever passes along the way. */
export function placeQuery(walk: Walk, stretch: Stretch, steps: number): Sql {
  const { sql, values } = placesOf(walk, [], stretch);
  return { sql: `SELECT ${placeIn(walk)} FROM ${walk.from} ${sql} LIMIT 1 OFFSET ?`, values: [...values, steps - 1] };
}

/** What totals count of all calls of a walk. */
export function countedQuery(walk: Walk, stretch: Stretch): Sql {
  const { sql, values } = placesOf(walk, walk.tests, stretch);
  return {
    sql: `SELECT counted.json FROM ${walk.from} CROSS JOIN call_counted AS counted ON counted.id = place.id ${sql}`,
    values,
  };
}

function placeIn({ sort }: Walk): string {
  return `place.${COLUMNS[sort]} AS rank, place.rank_ms, place.hash`;
}

function placesOf({ where, sort }: Walk, tests: readonly Sql[], { after, to }: Stretch): Sql {
  const rank = `place.${COLUMNS[sort]}`;
  const all: readonly Sql[] = [
    ...where,
    ...tests,
    { sql: `(${rank}, place.hash) > (?, ?)`, values: [after.rank, after.hash] },
    { sql: `(${rank}, place.hash) <= (?, ?)`, values: [to.rank, to.hash] },
  ];
  return {
    sql: `WHERE ${all.map(({ sql }) => sql).join(' AND ')} ORDER BY ${rank}, place.hash`,
    values: all.flatMap(({ values }) => values),
  };
}

function stateIs(state: string): Sql {
  return { sql: 'place.state = ?', values: [state] };
}

function understoodIs(understood: boolean | undefined): readonly Sql[] {
  if (understood === undefined) return [];
  return [{ sql: `place.id ${understood ? 'NOT IN' : 'IN'} (SELECT id FROM call WHERE understood = 0)`, values: [] }];
}

function hasLabel(label: Label): Sql {
  const sql =
    'EXISTS (SELECT 1 FROM call_label AS label WHERE label.id = place.id AND label.kind = ? AND label.name = ?)';
  return { sql, values: label };
}

function durationIs({ minDurationMs, maxDurationMs }: CallFilter): readonly Sql[] {
  const duration = '(SELECT duration_ms FROM call_fact WHERE id = place.id)';
  return [
    ...(minDurationMs === undefined ? [] : [{ sql: `${duration} >= ?`, values: [minDurationMs] }]),
    ...(maxDurationMs === undefined ? [] : [{ sql: `${duration} < ?`, values: [maxDurationMs] }]),
  ];
}

function latest(ranks: readonly Rank[]): Rank {
  const isBefore = (one: Rank, other: Rank) =>
    one.rank === other.rank ? one.hash < other.hash : one.rank < other.rank;
  return ranks.reduce((one, other) => (isBefore(one, other) ? other : one));
}
