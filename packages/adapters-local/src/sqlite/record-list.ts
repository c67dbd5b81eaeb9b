import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type CallFilter,
  type CallHash,
  type CallOverview,
  type CallPage,
  type CallRecord,
  type CallSort,
  type ListRequest,
  matchesFilter,
} from '@earshot/core';
import { snapshot } from './database-transaction.js';
import { type KeptJson, readJson, unlessDamaged } from './record-json.js';
import {
  labelledBy,
  type Place,
  pageQuery,
  placeQuery,
  positionOf,
  type Sql,
  type Stretch,
  stretchOf,
  type Walk,
  walkAmong,
  walkOf,
} from './record-query.js';
import { textSearch } from './record-text.js';

export interface RecordListOptions {
  readonly database: DatabaseSync;
  /** What errors call the database. */
  readonly file: string;
  readonly scanLimit: number;
}

/** One way to go on with a page. */
interface Attempt {
  readonly walk: Walk;
  /** How many places it looks at. Absent when it looks at all that there are. */
  readonly steps?: number;
}

interface FoundCall extends Place {
  readonly id: number;
  readonly hash: CallHash;
}

/** Shares of the places that a page may look at. */
const SHARES = {
  /** When the index names no more calls than this for a text, only those are looked at. */
  few: 1 / 40,
  /** Text that many calls have is found among the first ones, as a rule: then the index is not asked for all of them. */
  first: 1 / 160,
  /** A look into a whole record costs as much as one at many places. */
  records: 1 / 20,
} as const;

/** Pages of calls, each out of an index that is in the order of lists. */
export class RecordList {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #scanLimit: number;
  readonly #statements = new Map<string, StatementSync>();
  /** Those on the page that is being made whose text can't be looked at. */
  readonly #unsearchable = new Set<CallHash>();

  constructor({ database, file, scanLimit }: RecordListOptions) {
    this.#database = database;
    this.#file = file;
    this.#scanLimit = scanLimit;
    database.function('earshot_says', (hash, json, crc32, text) => {
      const place = { file, hash: String(hash) };
      const record = unlessDamaged(file, () => readJson<CallRecord>({ json, crc32 } as KeptJson, place));
      if (record === undefined) this.#unsearchable.add(place.hash as CallHash);
      return Number(record === undefined || matchesFilter(record, { text: JSON.parse(String(text)) }));
    });
  }

  /** One page. */
  page(request: ListRequest): CallPage {
    this.#unsearchable.clear();
    // Places and calls are read by statements of their own: they must not see different states.
    return snapshot(this.#database, () => this.#page(request));
  }

  #page({ filter, sort = 'newest', limit, after }: ListRequest): CallPage {
    const found: FoundCall[] = [];
    let left = stretchOf(filter, sort, after);
    let end: Place | undefined;
    for (const { walk, steps } of this.#attempts(filter, sort)) {
      end = steps === undefined ? undefined : this.#place(walk, left, steps);
      found.push(...this.#calls(walk, end === undefined ? left : { ...left, to: end }, limit + 1 - found.length));
      if (found.length > limit) return this.#pageOf(found.slice(0, limit), sort, found[limit - 1]);
      if (end === undefined) return this.#pageOf(found, sort);
      left = { ...left, after: end };
    }
    return this.#pageOf(found, sort, end);
  }

  #attempts(filter: CallFilter, sort: CallSort): readonly Attempt[] {
    const walk = walkOf(filter, sort);
    const search = filter.text === undefined ? undefined : textSearch(filter.text);
    // The index of another order doesn't know labels.
    const labelled = sort === 'newest' ? undefined : labelledBy(filter);
    const fewLabelled = labelled && this.#ids(labelled);
    if (search === undefined) {
      if (fewLabelled !== undefined) return [{ walk: walkAmong(fewLabelled, filter, sort) }];
      return [walk.tests.length === 0 ? { walk } : { walk, steps: this.#scanLimit }];
    }
    const { candidates, likely, exact } = search;
    if (candidates === undefined) return [{ walk: testing(walk, exact), steps: this.#share('records') }];
    const few = this.#ids(candidates);
    if (few !== undefined) return [{ walk: testing(walkAmong(few, filter, sort), exact) }];
    const first = this.#share('first');
    const tests = likely === undefined ? [exact] : [likely, exact];
    return [
      { walk: testing(walk, exact), steps: first },
      { walk: testing(walk, ...tests), steps: Math.max(1, this.#scanLimit - first) },
    ];
  }

  #share(of: keyof typeof SHARES): number {
    return Math.ceil(this.#scanLimit * SHARES[of]);
  }

  /** The numbers of some calls, unless they are many. */
  #ids({ sql, values }: Sql): readonly number[] | undefined {
    const few = this.#share('few');
    const ids = this.#all<{ id: number }>({ sql: `${sql} LIMIT ?`, values: [...values, few + 1] });
    return ids.length > few ? undefined : ids.map(({ id }) => id);
  }

  #place(walk: Walk, stretch: Stretch, steps: number): Place | undefined {
    return this.#all<Place>(placeQuery(walk, stretch, steps))[0];
  }

  #calls(walk: Walk, stretch: Stretch, limit: number): readonly FoundCall[] {
    return this.#all<FoundCall>(pageQuery(walk, stretch, limit));
  }

  #all<T>({ sql, values }: Sql): readonly T[] {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.all(...values) as T[];
  }

  #pageOf(found: readonly FoundCall[], sort: CallSort, next?: Place): CallPage {
    const calls: CallOverview[] = [];
    const damaged: CallHash[] = [];
    for (const { id, hash } of found) {
      const isSearched = !this.#unsearchable.has(hash);
      const call = isSearched ? unlessDamaged(this.#file, () => this.#overview(id, hash)) : undefined;
      if (call === undefined) damaged.push(hash);
      else calls.push(call);
    }
    return {
      calls,
      ...(next === undefined ? {} : { next: positionOf(next, sort) }),
      ...(damaged.length === 0 ? {} : { damaged }),
    };
  }

  #overview(id: number, hash: string): CallOverview {
    const [kept] = this.#all<KeptJson>({ sql: 'SELECT json, crc32 FROM call WHERE id = ?', values: [id] });
    return readJson(kept ?? { json: null, crc32: null }, { file: this.#file, hash });
  }
}

function testing(walk: Walk, ...tests: readonly Sql[]): Walk {
  return { ...walk, tests: [...walk.tests, ...tests] };
}
