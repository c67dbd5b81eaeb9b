import type { DueCalls, DueRequest, OpenState } from '@earshot/core';
import { CALLS_DUE } from './calls-table.js';
import { duePositionFrom, dueRangeOf, dueRangeSince } from './keys.js';
import { Listing } from './sharded-listing.js';
import type { TableClient } from './table-client.js';

/** Entries that fit into the 4 KB that a query is charged for at least. */
const ENTRIES_AT_LEAST_CHARGE = 24;

/** Lists the calls that are due from the table's index of them. */
export class DueCallList {
  readonly #table: TableClient;
  readonly #shards: number;

  constructor(options: { readonly table: TableClient; readonly shards: number }) {
    this.#table = options.table;
    this.#shards = options.shards;
  }

  async page({ state, limit, ...request }: DueRequest): Promise<DueCalls> {
    const range = dueRangeOf(request);
    if (range === undefined) return { calls: [] };
    const entries = new Listing(
      async (shard, within, share) => {
        const count = Math.max(share, Math.min(limit, ENTRIES_AT_LEAST_CHARGE));
        const found = await this.#table.query('listDue', CALLS_DUE, `${state}#${shard}`, within, { limit: count });
        return { ...found, items: found.items.map((item) => ({ ...item, position: item['due_position'] })) };
      },
      this.#shards,
      range,
    );
    const calls = (await entries.take(limit)).map(({ position }) => duePositionFrom(position));
    return entries.isDone ? { calls } : { calls, next: calls.at(-1) };
  }

  async count(state: OpenState, sinceMs?: number): Promise<number> {
    const range = dueRangeSince(sinceMs);
    const shards = Array.from({ length: this.#shards }, (_, shard) => shard);
    const counts = await Promise.all(
      shards.map((shard) => this.#table.count('countOpen', CALLS_DUE, `${state}#${shard}`, range)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
