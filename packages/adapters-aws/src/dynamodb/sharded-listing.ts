import type { Item } from './item.js';
import { isPosition, justAfter, type PositionRange } from './keys.js';

/** One entry of an index, with its place in the order. */
export interface Entry {
  readonly position: string;
  readonly item: Item;
}

/** Reads the first entries of one shard in a range. */
type ReadShard = (
  shard: number,
  range: PositionRange,
  limit: number,
) => Promise<{ readonly items: readonly Item[]; readonly more: boolean }>;

interface Shard {
  readonly entries: Entry[];
  low: string;
  more: boolean;
}

/** A listing that is spread over shards, read as one: in order, and each shard no further than is needed. */
export class Listing {
  readonly #read: ReadShard;
  readonly #high: string;
  readonly #shards: readonly Shard[];
  readonly #misplaced: Item[] = [];
  #last = '';

  constructor(read: ReadShard, shards: number, { low, high }: PositionRange) {
    this.#read = read;
    this.#high = high;
    this.#shards = Array.from({ length: shards }, () => ({ entries: [], low, more: true }));
  }

  /** What was met that has no position: nobody can tell where in the order it belongs, and it is not taken. */
  get misplaced(): readonly Item[] {
    return this.#misplaced;
  }

  /** Whether all has been taken. */
  get isDone(): boolean {
    return this.#shards.every(({ entries, more }) => entries.length === 0 && !more);
  }

  /** The next entries; fewer only when no more are left. Of several at one position, all but one are left out. */
  async take(count: number): Promise<Entry[]> {
    const taken: Entry[] = [];
    while (taken.length < count) {
      await this.#fill(count - taken.length);
      const next = this.#next();
      if (next === undefined) break;
      if (next.position === this.#last) continue;
      this.#last = next.position;
      taken.push(next);
    }
    return taken;
  }

  /** The order is known only once every shard has an entry to show, or has none left. */
  async #fill(wanted: number): Promise<void> {
    const empty = this.#shards.flatMap((shard, number) => (shard.entries.length === 0 && shard.more ? [number] : []));
    await Promise.all(empty.map((number) => this.#fillShard(number, this.#share(wanted))));
  }

  async #fillShard(number: number, limit: number): Promise<void> {
    const shard = this.#shards[number] as Shard;
    while (shard.more && shard.entries.length === 0) {
      const { items, more } = await this.#read(number, { low: shard.low, high: this.#high }, limit);
      for (const item of items) {
        const position = String(item['position']);
        if (isPosition(position)) shard.entries.push({ position, item });
        else this.#misplaced.push(item);
        shard.low = justAfter(position);
      }
      shard.more = more && items.length > 0 && shard.low < this.#high;
    }
  }

  /** How many entries to read from one shard: usually enough for the page, with few unused, so that few shards are read twice. */
  #share(wanted: number): number {
    const mean = wanted / this.#shards.length;
    return Math.ceil(mean + 1.5 * Math.sqrt(mean * (1 - 1 / this.#shards.length)));
  }

  #next(): Entry | undefined {
    let first: Shard | undefined;
    for (const shard of this.#shards) {
      const [entry] = shard.entries;
      if (entry !== undefined && !(first?.entries[0] && first.entries[0].position <= entry.position)) first = shard;
    }
    return first?.entries.shift();
  }
}
