import type { SQLInputValue } from 'node:sqlite';
import type { CallFilter, PagePosition } from '@earshot/core';
import { type Label, labelsWanted } from './record-facts.js';

/** A piece of SQL, and the values of its `?`. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface Walk {
  /** A table with an index in the order of lists. Its rows are called `place`. */
  readonly from: string;
  /** Which part of the index. */
  readonly where: readonly Sql[];
  /** What the index doesn't know: perhaps few of its places pass. */
  readonly tests: readonly Sql[];
}

/** A position in the order of lists, as the tables have it. */
export interface Place {
  readonly rank_ms: number;
  readonly hash: string;
}

/** The places after the first one, up to and including the second. */
export interface Stretch {
  readonly after: Place;
  readonly to: Place;
}

/** Follows every hash. */
const LAST = 'g';
const NEWEST: Place = { rank_ms: Number.MIN_SAFE_INTEGER, hash: '' };
const OLDEST: Place = { rank_ms: Number.MAX_SAFE_INTEGER, hash: LAST };

/** The places that a page may show: within the filter's times, and after the page before. */
export function stretchOf({ fromMs, toMs }: CallFilter, after: PagePosition | undefined): Stretch {
  const ends = [NEWEST];
  if (toMs !== undefined) ends.push({ rank_ms: -toMs, hash: LAST });
  if (after !== undefined) ends.push({ rank_ms: -after.recordedAtMs, hash: after.hash });
  return {
    after: ends.reduce((one, other) => (isBefore(one, other) ? other : one)),
    to: fromMs === undefined ? OLDEST : { rank_ms: -fromMs, hash: LAST },
  };
}

/** The place as callers know it. */
export function positionOf({ rank_ms, hash }: Place): PagePosition {
  return { recordedAtMs: 0 - rank_ms, hash: hash as PagePosition['hash'] };
}

/**
 * The narrowest index for a filter: that of calls that were not understood, else of a label, each with or without a state. Leaves
 * text out.
 */
export function walkOf(filter: CallFilter): Walk {
  const { state, understood } = filter;
  const inState = state === undefined ? [] : [stateIs(state)];
  const labels = labelsWanted(filter);
  const isAsLong = durationIs(filter);
  if (understood === false) {
    const from = 'call AS place INDEXED BY call_not_understood';
    const tests = [...labels.map(hasLabel), ...isAsLong];
    return { from, where: [{ sql: 'place.understood = 0', values: [] }, ...inState], tests };
  }
  const [label, ...others] = labels;
  const tests = [...others.map(hasLabel), ...understoodIs(understood), ...isAsLong];
  if (label === undefined) return { from: 'call AS place', where: inState, tests };
  const labelled = { sql: 'place.kind = ? AND place.name = ?', values: label };
  return { from: 'call_label AS place', where: [labelled, ...inState], tests };
}

/** Those of some calls that pass a filter, but for text: for so few that sorting them costs less than walking past others. */
export function walkAmong(ids: readonly number[], filter: CallFilter): Walk {
  const { state, understood } = filter;
  return {
    from: 'call AS place NOT INDEXED',
    where: [{ sql: 'place.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] }],
    tests: [
      ...(state === undefined ? [] : [stateIs(state)]),
      ...labelsWanted(filter).map(hasLabel),
      ...understoodIs(understood),
      ...durationIs(filter),
    ],
  };
}

/** The first places of a listing. They are in the index: nothing of the calls is read, which may be damaged. */
export function pageQuery({ from, where, tests }: Walk, stretch: Stretch, limit: number): Sql {
  const { sql, values } = placesOf([...where, ...tests], stretch);
  return { sql: `SELECT place.rank_ms, place.hash, place.id FROM ${from} ${sql} LIMIT ?`, values: [...values, limit] };
}

/** The place so many steps into a listing, whatever passes along the way. */
export function placeQuery({ from, where }: Walk, stretch: Stretch, steps: number): Sql {
  const { sql, values } = placesOf(where, stretch);
  const place = `SELECT place.rank_ms, place.hash FROM ${from} ${sql} LIMIT 1 OFFSET ?`;
  return { sql: place, values: [...values, steps - 1] };
}

/** What totals count of all calls of a walk. */
export function countedQuery({ from, where, tests }: Walk, stretch: Stretch): Sql {
  const { sql, values } = placesOf([...where, ...tests], stretch);
  return {
    sql: `SELECT counted.json FROM ${from} CROSS JOIN call_counted AS counted ON counted.id = place.id ${sql}`,
    values,
  };
}

function placesOf(conditions: readonly Sql[], { after, to }: Stretch): Sql {
  const all: readonly Sql[] = [
    ...conditions,
    { sql: '(place.rank_ms, place.hash) > (?, ?)', values: [after.rank_ms, after.hash] },
    { sql: '(place.rank_ms, place.hash) <= (?, ?)', values: [to.rank_ms, to.hash] },
  ];
  return {
    sql: `WHERE ${all.map(({ sql }) => sql).join(' AND ')} ORDER BY place.rank_ms, place.hash`,
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

function isBefore(one: Place, other: Place): boolean {
  return one.rank_ms === other.rank_ms ? one.hash < other.hash : one.rank_ms < other.rank_ms;
}
