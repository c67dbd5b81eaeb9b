import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type InsightCount,
  type InsightFilter,
  type InsightId,
  type InsightListRequest,
  type InsightPage,
  type KeptInsight,
  keptInsight,
} from '@earshot/core';
import { snapshot } from './database-transaction.js';
import { type InsightPlace, insightWalk, joined, placesOf } from './insight-query.js';
import { INSIGHT_COLUMNS, type InsightRow, readInsight } from './insight-rows.js';
import { unlessDamaged } from './record-json.js';
import type { Sql } from './record-query.js';

export interface InsightListOptions {
  readonly database: DatabaseSync;
  /** What errors call the database. */
  readonly file: string;
  readonly scanLimit: number;
}

type Found = InsightPlace & { readonly number: number };

/** Pages of insights, each out of an index that is in the order of lists. */
export class InsightList {
  readonly #options: InsightListOptions;
  readonly #row: StatementSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(options: InsightListOptions) {
    this.#options = options;
    this.#row = options.database.prepare(`SELECT ${INSIGHT_COLUMNS} FROM insight WHERE number = ?`);
  }

  page(request: InsightListRequest): InsightPage {
    return snapshot(this.#options.database, () => this.#page(request));
  }

  /** Of all that match: 100,000 take about 10 ms. */
  count(filter: InsightFilter): InsightCount {
    const { from, where, tests } = insightWalk(filter);
    const { sql, values } = joined([where, ...tests]);
    const counts = "count(*) AS total, count(*) FILTER (WHERE priority = 'high') AS high";
    const [counted] = this.#all<Omit<InsightCount, 'isExact'>>({
      sql: `SELECT ${counts} FROM ${from} WHERE ${sql}`,
      values,
    });
    return { total: counted?.total ?? 0, high: counted?.high ?? 0, isExact: true };
  }

  #page({ filter, limit, after }: InsightListRequest): InsightPage {
    const walk = insightWalk(filter, after);
    const { tests } = walk;
    const scanned = tests.length === 0 ? limit + 1 : this.#options.scanLimit;
    const places = placesOf(walk, scanned);
    const test = joined(tests);
    const sql = `SELECT number, rank_ms, id FROM (${places.sql}) WHERE ${test.sql} LIMIT ?`;
    const found = this.#all<Found>({ sql, values: [...places.values, ...test.values, limit + 1] });
    if (found.length > limit) return this.#pageOf(found.slice(0, limit), found[limit - 1]);
    if (tests.length === 0) return this.#pageOf(found);
    const end = `SELECT rank_ms, id FROM (${places.sql}) LIMIT 1 OFFSET ?`;
    const [last] = this.#all<InsightPlace>({ sql: end, values: [...places.values, scanned - 1] });
    return this.#pageOf(found, last);
  }

  #pageOf(found: readonly Found[], last?: InsightPlace): InsightPage {
    const insights: KeptInsight[] = [];
    const damaged: InsightId[] = [];
    for (const { number, id } of found) {
      const insight = unlessDamaged(this.#options.file, () => this.#read(number));
      if (insight === undefined) damaged.push(id as InsightId);
      else insights.push(insight);
    }
    return {
      insights,
      ...(last !== undefined && { next: { createdAtMs: 0 - last.rank_ms, id: last.id as InsightId } }),
      ...(damaged.length > 0 && { damaged }),
    };
  }

  #read(number: number): KeptInsight {
    return keptInsight(readInsight(this.#row.get(number) as unknown as InsightRow, this.#options.file));
  }

  #all<T>({ sql, values }: Sql): readonly T[] {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#options.database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.all(...values) as T[];
  }
}
