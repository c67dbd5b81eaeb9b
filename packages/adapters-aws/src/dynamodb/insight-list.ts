import {
  CallHash,
  compareInsights,
  type InsightCount,
  type InsightFilter,
  InsightId,
  type InsightListRequest,
  type InsightPage,
  isEarshotError,
  type KeptInsight,
  MIN_COUNTED,
  matchesInsightFields,
  matchesInsightFilter,
} from '@earshot/core';
import { type CallInsights, givenInsight, givenInsights, readCallItem } from './call-insights.js';
import type { CallInsightsStore } from './call-insights-store.js';
import { agentListing, insightPositionFrom, insightPositionText, insightRangeOf } from './insight-keys.js';
import { INSIGHTS_BY_AGENT, INSIGHTS_BY_STATUS, INSIGHTS_BY_TIME } from './insights-table.js';
import type { Item } from './item.js';
import { justAfter, type PositionRange } from './keys.js';
import { type Entry, Listing } from './sharded-listing.js';
import type { TableClient } from './table-client.js';

/** The most insights that are looked up at a time. */
const LARGEST_STEP = 100;

export interface InsightListOptions {
  readonly table: TableClient;
  readonly calls: CallInsightsStore;
  readonly shards: number;
  readonly scanLimit: number;
  readonly countLimit: number;
}

/** Lists and counts insights: which ones, the indexes say; what they are, the items of their calls. */
export class InsightList {
  readonly #options: InsightListOptions;

  constructor(options: InsightListOptions) {
    this.#options = options;
  }

  /** One page, as {@link InsightRepository.list} says. */
  async page({ filter, limit, after }: InsightListRequest): Promise<InsightPage> {
    if (filter.hash !== undefined) return this.#pageOfCall(filter.hash, { filter, limit, after });
    const { table, shards, scanLimit } = this.#options;
    const range = insightRangeOf(filter, after);
    if (range === undefined) return { insights: [] };
    const { index, listing } = sourceOf(filter);
    const entries = new Listing(
      (shard, within, count) => table.query('list', index, `${listing}#${shard}`, within, { limit: count }),
      shards,
      range,
    );
    const mostEntries = Math.max(limit, scanLimit);
    const insights: KeptInsight[] = [];
    const damaged: InsightId[] = [];
    const page = (next?: string): InsightPage => {
      const all = [...damaged, ...entries.misplaced.flatMap(({ id }) => InsightId.safeParse(id).data ?? [])];
      return {
        insights,
        ...(next === undefined ? {} : { next: insightPositionFrom(next) }),
        ...(all.length === 0 ? {} : { damaged: all }),
      };
    };
    let seen = 0;
    for (;;) {
      const wanted = limit - insights.length;
      const step = seen === 0 ? wanted : Math.ceil((wanted * seen) / Math.max(insights.length, 1));
      const taken = await entries.take(Math.min(step, LARGEST_STEP, mostEntries - seen));
      const passing = taken.filter(({ item }) => passes(item, filter));
      const calls = await this.#callsOf(passing);
      for (const { position, item } of passing) {
        const call = calls.get(item['hash']);
        const { id } = insightPositionFrom(position);
        const insight = call === 'damaged' ? undefined : givenInsight(call, id);
        if (call === 'damaged') damaged.push(id);
        // An index may lag behind: what changed since is where it is listed now.
        else if (insight && insightPositionText(insight) === position && matchesInsightFilter(insight, filter)) {
          insights.push(insight);
        }
        if (insights.length === limit)
          return page(position === taken.at(-1)?.position && entries.isDone ? undefined : position);
      }
      seen += taken.length;
      if (entries.isDone) return page();
      if (seen >= mostEntries) return page(taken.at(-1)?.position);
    }
  }

  /** How many, as {@link InsightRepository.count} says: by what the indexes carry alone. */
  async count(filter: InsightFilter): Promise<InsightCount> {
    if (filter.hash !== undefined) {
      const found = (await this.#ofCall('count', filter.hash)).filter((kept) => matchesInsightFilter(kept, filter));
      return { total: found.length, high: found.filter(({ priority }) => priority === 'high').length, isExact: true };
    }
    const range = insightRangeOf(filter);
    const tally = { total: 0, high: 0, seen: 0, isExact: true };
    const shards =
      range === undefined ? [] : Array.from({ length: this.#options.shards }, (_, shard) => ({ shard, range }));
    await Promise.all(shards.map((part) => this.#countShard(filter, part, tally)));
    const { total, high, isExact } = tally;
    return { total, high, isExact };
  }

  async #countShard(
    filter: InsightFilter,
    { shard, range }: { readonly shard: number; readonly range: PositionRange },
    tally: { total: number; high: number; seen: number; isExact: boolean },
  ): Promise<void> {
    const { table, countLimit } = this.#options;
    const { index, listing } = sourceOf(filter);
    const { fromMs: _from, toMs: _to, agent, ...fields } = filter;
    const names = Object.keys({ ...fields, ...(agent === undefined ? {} : { agentName: agent }), priority: true });
    let low = range.low;
    for (let isMore = true; isMore; ) {
      if (tally.total >= MIN_COUNTED || tally.seen >= countLimit) {
        tally.isExact = false;
        return;
      }
      const within = { low, high: range.high };
      const attributes = [...names, 'position'];
      const { items, more } = await table.query('count', index, `${listing}#${shard}`, within, { attributes });
      const found = items.filter((item) => passes(item, filter));
      tally.seen += items.length;
      tally.total += found.length;
      tally.high += found.filter((item) => item['priority'] === 'high').length;
      low = justAfter(String(items.at(-1)?.['position']));
      isMore = more && items.length > 0 && low < range.high;
    }
  }

  async #pageOfCall(hash: CallHash, { filter, limit, after }: InsightListRequest): Promise<InsightPage> {
    const all = (await this.#ofCall('list', hash))
      .filter((kept) => matchesInsightFilter(kept, filter))
      .filter((kept) => after === undefined || compareInsights(kept, after) > 0)
      .sort(compareInsights);
    const insights = all.slice(0, limit);
    const last = insights.at(-1);
    if (last === undefined || all.length === insights.length) return { insights };
    return { insights, next: { createdAtMs: last.createdAtMs, id: last.id } };
  }

  async #ofCall(operation: 'list' | 'count', hash: CallHash): Promise<KeptInsight[]> {
    return givenInsights(await this.#options.calls.read(operation, hash));
  }

  async #callsOf(entries: readonly Entry[]): Promise<ReadonlyMap<unknown, CallInsights | 'damaged'>> {
    const hashes = new Set(entries.flatMap(({ item }) => CallHash.safeParse(item['hash']).data ?? []));
    const items = await this.#options.calls.readAll('list', [...hashes]);
    return new Map(items.map((item) => [item['hash'], readable(item)]));
  }
}

function sourceOf({ agent, status }: InsightFilter) {
  if (agent !== undefined) return { index: INSIGHTS_BY_AGENT, listing: agentListing('insights', agent) };
  if (status !== undefined) return { index: INSIGHTS_BY_STATUS, listing: status };
  return { index: INSIGHTS_BY_TIME, listing: 'all' };
}

/** Whether an entry of an index passes a filter. Its range has passed the filter's times. */
function passes(entry: Item, { fromMs: _from, toMs: _to, ...fields }: InsightFilter): boolean {
  return matchesInsightFields(entry, fields);
}

function readable(item: Item): CallInsights | 'damaged' {
  try {
    return readCallItem(item);
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
    return 'damaged';
  }
}
