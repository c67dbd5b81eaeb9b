import { type CallOverview, type CallPage, EarshotError, type ListRequest, matchesFilter } from '@earshot/core';
import { CALLS_BY_STATE, CALLS_BY_TIME, OVERVIEW_ATTRIBUTES } from './calls-table.js';
import type { CallsTableClient } from './calls-table-client.js';
import { type Entry, Listing } from './listing.js';
import { pointerListing } from './pointers.js';
import { positionFrom, positionText, rangeOf } from './positions.js';
import { readItem } from './record-item.js';

/** As many calls as are looked up at a time. */
const LARGEST_STEP = 100;

type Filter = ListRequest['filter'];

/** How a filter is answered: from which index, and whether its entries only point to calls. */
interface Source {
  readonly index: typeof CALLS_BY_TIME | typeof CALLS_BY_STATE;
  readonly listing: string;
  readonly points: boolean;
}

/** Lists calls from the indexes of the table. */
export class CallList {
  readonly #table: CallsTableClient;
  readonly #shards: number;
  readonly #scanLimit: number;

  constructor(options: { readonly table: CallsTableClient; readonly shards: number; readonly scanLimit: number }) {
    this.#table = options.table;
    this.#shards = options.shards;
    this.#scanLimit = options.scanLimit;
  }

  /** One page, as {@link RecordRepository.list} says. */
  async page({ filter, limit, after }: ListRequest): Promise<CallPage> {
    if (filter.text !== undefined) {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'DynamoDB searches no text', { details: { field: 'text' } });
    }
    const range = rangeOf(filter, after);
    if (range === undefined) return { calls: [] };
    const { index, listing, points } = sourceOf(filter);
    const entries = new Listing(
      (shard, within, count) => this.#table.query(index, `${listing}#${shard}`, within, count),
      this.#shards,
      range,
    );
    const mostEntries = Math.max(limit, this.#scanLimit);
    const calls: CallOverview[] = [];
    let seen = 0;
    for (;;) {
      const taken = await entries.take(Math.min(stepFor(limit - calls.length, calls.length, seen), mostEntries - seen));
      const found = await (points ? this.#callsAt(taken) : taken.map(({ item }) => readItem(item).overview));
      const passed = found.filter((call) => matchesFilter(call, filter)).slice(0, limit - calls.length);
      calls.push(...passed);
      seen += taken.length;
      if (calls.length === limit) return pageUpTo(calls, entries, taken);
      if (entries.isDone) return { calls };
      if (seen === mostEntries) return { calls, next: positionFrom(taken.at(-1)?.position ?? '') };
    }
  }

  /** The calls that pointers lead to, as far as they are still where the pointers say. */
  async #callsAt(pointers: readonly Entry[]): Promise<CallOverview[]> {
    const hashes = new Set(pointers.map(({ position }) => positionFrom(position).hash));
    const items = await this.#table.getAll('list', [...hashes], ['hash', ...OVERVIEW_ATTRIBUTES]);
    const calls = items.map((item) => readItem(item).overview);
    const byPosition = new Map(calls.map((call) => [positionOf(call), call]));
    return pointers.flatMap(({ position }) => byPosition.get(position) ?? []);
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

/** The page is full. What was looked at after its last call is looked at again for the next page. */
function pageUpTo(calls: CallOverview[], entries: Listing, taken: readonly Entry[]): CallPage {
  const last = positionOf(calls.at(-1) as CallOverview);
  const followed = taken.at(-1)?.position !== last;
  return entries.isDone && !followed ? { calls } : { calls, next: positionFrom(last) };
}

function positionOf({ recordedAt, hash }: CallOverview): string {
  return positionText({ recordedAtMs: recordedAt.ms, hash });
}
