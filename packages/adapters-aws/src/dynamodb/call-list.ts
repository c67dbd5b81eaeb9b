import {
  CallHash,
  type CallOverview,
  type CallPage,
  EarshotError,
  isEarshotError,
  type ListRequest,
  matchesFilter,
} from '@earshot/core';
import { CALLS_BY_STATE, CALLS_BY_TIME, OVERVIEW_ATTRIBUTES } from './calls-table.js';
import type { Item } from './item.js';
import { pointerListing, positionFrom, positionText, rangeOf } from './keys.js';
import { readOverviewCopy } from './overview-copy.js';
import { readItem } from './record-item.js';
import { type Entry, Listing } from './sharded-listing.js';
import type { TableClient } from './table-client.js';

/** The most calls that are looked up at a time. */
const LARGEST_STEP = 100;

type Filter = ListRequest['filter'];

/** How a filter is answered: from which index, and whether its entries only point to calls. */
interface Source {
  readonly index: typeof CALLS_BY_TIME | typeof CALLS_BY_STATE;
  readonly listing: string;
  readonly points: boolean;
}

/** What an entry leads to: a call, or one that can't be read. */
interface Found {
  readonly position: string;
  readonly call: CallOverview | undefined;
}

/** Lists calls from the indexes of the table. */
export class CallList {
  readonly #table: TableClient;
  readonly #shards: number;
  readonly #scanLimit: number;

  constructor(options: { readonly table: TableClient; readonly shards: number; readonly scanLimit: number }) {
    this.#table = options.table;
    this.#shards = options.shards;
    this.#scanLimit = options.scanLimit;
  }

  /** One page, as {@link RecordRepository.list} says. */
  async page({ filter, sort = 'newest', limit, after }: ListRequest): Promise<CallPage> {
    if (sort !== 'newest') {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', `DynamoDB lists calls newest first, not ${sort} first`, {
        details: { field: 'sort', expected: 'newest', found: sort },
      });
    }
    if (filter.text !== undefined) {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', "DynamoDB can't filter by text", {
        details: { field: 'text' },
      });
    }
    const range = rangeOf(filter, after);
    if (range === undefined) return { calls: [] };
    const { index, listing, points } = sourceOf(filter);
    const entries = new Listing(
      (shard, within, count) => this.#table.query('list', index, `${listing}#${shard}`, within, { limit: count }),
      this.#shards,
      range,
    );
    const mostEntries = Math.max(limit, this.#scanLimit);
    const calls: CallOverview[] = [];
    const damaged: CallHash[] = [];
    const page = (next?: string): CallPage => {
      const all = [...damaged, ...entries.misplaced.flatMap(({ hash }) => CallHash.safeParse(hash).data ?? [])];
      return {
        calls,
        ...(next === undefined ? {} : { next: positionFrom(next) }),
        ...(all.length === 0 ? {} : { damaged: all }),
      };
    };
    let seen = 0;
    for (;;) {
      const taken = await entries.take(Math.min(stepFor(limit - calls.length, calls.length, seen), mostEntries - seen));
      const found = points ? await this.#foundAt(taken) : taken.map(({ position, item }) => foundIn(item, position));
      for (const { position, call } of found) {
        if (call === undefined) damaged.push(positionFrom(position).hash);
        else if (matchesFilter(call, filter)) calls.push(call);
        // What was looked at after the last call of a page is looked at again for the next one.
        if (calls.length === limit) return page(isLast(position, taken) && entries.isDone ? undefined : position);
      }
      seen += taken.length;
      if (entries.isDone) return page();
      if (seen === mostEntries) return page(taken.at(-1)?.position);
    }
  }

  /**
   * The calls that pointers lead to: by their own copy of the overview, or else by the call's item, as far as the call is
   * still where the pointer says.
   */
  async #foundAt(pointers: readonly Entry[]): Promise<Found[]> {
    const copies = new Map(pointers.map(({ position, item }) => [position, readOverviewCopy(item)]));
    const bare = pointers.filter(({ position }) => copies.get(position) === undefined);
    const hashes = new Set(bare.map(({ position }) => positionFrom(position).hash));
    const items = await this.#table.getAll('list', [...hashes], ['hash', ...OVERVIEW_ATTRIBUTES]);
    const byHash = new Map(items.map((item) => [item['hash'], item]));
    return pointers.flatMap(({ position }) => {
      const call = copies.get(position);
      if (call !== undefined) return { position, call };
      const item = byHash.get(positionFrom(position).hash);
      const found = item && foundIn(item, position);
      return found === undefined || (found.call !== undefined && positionOf(found.call) !== position) ? [] : found;
    });
  }
}

function sourceOf({ category, topic, state }: Filter): Source {
  if (category !== undefined) {
    return { index: CALLS_BY_TIME, listing: pointerListing('category', category), points: true };
  }
  if (topic !== undefined) return { index: CALLS_BY_TIME, listing: pointerListing('topic', topic), points: true };
  if (state !== undefined) return { index: CALLS_BY_STATE, listing: state, points: false };
  return { index: CALLS_BY_TIME, listing: 'all', points: false };
}

/** How many entries to look at so that as many pass as are wanted, by the share that passed so far. */
function stepFor(wanted: number, passed: number, seen: number): number {
  return Math.min(LARGEST_STEP, seen === 0 ? wanted : Math.ceil((wanted * seen) / Math.max(passed, 1)));
}

function foundIn(item: Item, position: string): Found {
  try {
    return { position, call: readItem(item).overview };
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_UNREADABLE')) throw error;
    return { position, call: undefined };
  }
}

function isLast(position: string, taken: readonly Entry[]): boolean {
  return taken.at(-1)?.position === position;
}

function positionOf({ recordedAt, hash }: CallOverview): string {
  return positionText({ recordedAtMs: recordedAt.ms, hash });
}
