import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CallFilter, CallRecord, PagePosition, RecordRepository } from '@earshot/core';
import { OVERVIEW_ATTRIBUTES } from '../../src/dynamodb/calls-table.js';
import { type CapacityUse, DynamoRecordRepository, type Overflow } from '../../src/dynamodb/index.js';
import type { Item } from '../../src/dynamodb/item.js';
import { itemSize } from '../../src/dynamodb/item.js';
import { pointersOf } from '../../src/dynamodb/keys.js';
import { overflowUri } from '../../src/dynamodb/overflow.js';
import { toItem } from '../../src/dynamodb/record-item.js';
import { interceptedClient } from './intercepted.js';
import { sampleCall, sampleLife } from './sample-call.js';

const SHARDS = 8;
const INLINE_LIMIT_BYTES = 16 * 1_024;
/** Each is two items, and a batch takes 25. */
const CALLS_PER_BATCH = 12;

/** What to measure, and at how many calls. */
export interface CapacityMeasurement {
  readonly client: DynamoDBDocumentClient;
  /** An empty table. */
  readonly tableName: string;
  /** So many are there before anything is measured. */
  readonly calls: number;
  /** How long the calls are. @defaultValue 5 segments */
  readonly segments?: number;
  readonly overflow?: Overflow;
  /** @defaultValue 50 */
  readonly pageSize?: number;
  /** Pages of each walk, from the newest call on. @defaultValue 4 */
  readonly pages?: number;
}

/** What a page took. */
export interface PageCapacity {
  readonly readUnits: number;
  readonly requests: number;
}

/** Capacity units on average. */
export interface CapacityFigures {
  /** For the three saves of a call: reported, taken on, completed. */
  readonly perCall: {
    /** As the table reports. */
    readonly tableWriteUnits: number;
    /** By DynamoDB's rules, since not every stand-in reports it. */
    readonly indexWriteUnits: number;
    readonly readUnits: number;
    readonly requests: number;
  };
  /** For reading one call. */
  readonly readUnitsPerGet: number;
  readonly perPage: Readonly<Record<'all' | 'state' | 'category' | 'recent', PageCapacity>>;
  /** The names of all commands that the repository sent. */
  readonly commands: ReadonlySet<string>;
}

/** Fills a table with calls and measures what saving, reading and listing then take. */
export async function measureCapacity(measurement: CapacityMeasurement): Promise<CapacityFigures> {
  const { client, tableName, calls, segments, overflow, pageSize = 50, pages = 4 } = measurement;
  await fill(measurement);
  const commands = new Set<string>();
  const uses: CapacityUse[] = [];
  const repository = new DynamoRecordRepository({
    client: interceptedClient(client, (name, send) => {
      commands.add(name);
      return send();
    }),
    tableName,
    shards: SHARDS,
    inlineLimitBytes: INLINE_LIMIT_BYTES,
    overflow,
    onCapacity: (use) => uses.push(use),
  });
  const taken = async (act: () => Promise<unknown>) => {
    uses.length = 0;
    await act();
    return {
      readUnits: uses.reduce((sum, { readUnits }) => sum + readUnits, 0),
      tableWriteUnits: uses.reduce((sum, { writeUnits, indexes }) => sum + writeUnits - total(indexes), 0),
      requests: uses.length,
    };
  };
  const lives = Array.from({ length: 10 }, (_, index) => sampleLife(calls + index, segments));
  const saves = await taken(async () => {
    for (const record of lives.flat()) await repository.save(record);
  });
  const gets = await taken(async () => {
    for (const [record] of lives) if (record !== undefined) await repository.get(record.hash);
  });
  const page = async (filter: CallFilter): Promise<PageCapacity> => {
    const { readUnits, requests } = await taken(() => walk(repository, filter, pageSize, pages));
    return { readUnits: readUnits / pages, requests: requests / pages };
  };
  return {
    perCall: {
      tableWriteUnits: saves.tableWriteUnits / lives.length,
      indexWriteUnits: lives.map(indexWriteUnits).reduce((sum, units) => sum + units, 0) / lives.length,
      readUnits: saves.readUnits / lives.length,
      requests: saves.requests / lives.length,
    },
    readUnitsPerGet: gets.readUnits / lives.length,
    perPage: {
      all: await page({}),
      state: await page({ state: 'completed' }),
      category: await page({ category: 'billing' }),
      recent: await page({ fromMs: sampleCall(calls - 1).recordedAt.ms }),
    },
    commands,
  };
}

/** The index units of the saves of a call: what enters an index, leaves it, or changes in it, by the kilobyte. */
function indexWriteUnits(life: readonly CallRecord[]): number {
  let units = 0;
  let before: Item | undefined;
  const pointers = new Set<string>();
  for (const record of life) {
    const item = toItem(record, SHARDS);
    for (const listing of ['listing', 'state_listing']) units += entryUnits(listing, before, item);
    for (const [key, pointer] of pointersOf(record, SHARDS)) {
      if (!pointers.has(key)) units += entryUnits('listing', undefined, pointer);
      pointers.add(key);
    }
    before = item;
  }
  return units;
}

function entryUnits(listing: string, before: Item | undefined, after: Item): number {
  const [old, now] = [entryOf(listing, before), entryOf(listing, after)];
  if (JSON.stringify(old) === JSON.stringify(now)) return 0;
  const moved = old?.[listing] !== now?.[listing] || old?.['position'] !== now?.['position'];
  return moved ? unitsOf(old) + unitsOf(now) : Math.max(unitsOf(old), unitsOf(now));
}

function entryOf(listing: string, item: Item | undefined): Item | undefined {
  if (item === undefined || !(listing in item)) return undefined;
  const names = ['hash', listing, 'position', ...OVERVIEW_ATTRIBUTES];
  return Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
}

function unitsOf(entry: Item | undefined): number {
  return entry === undefined ? 0 : Math.ceil(itemSize(entry) / 1_024);
}

function total(indexes: CapacityUse['indexes']): number {
  return Object.values(indexes).reduce((sum, units) => sum + units, 0);
}

/** Puts completed calls into the table, as their saves would have left them, but for topics and jobs. */
async function fill({ client, tableName, calls, segments, overflow }: CapacityMeasurement): Promise<void> {
  let next = 0;
  const put = async () => {
    while (next < calls) {
      const first = next;
      next = Math.min(calls, first + CALLS_PER_BATCH);
      const records = Array.from({ length: next - first }, (_, index) => sampleCall(first + index, {}, segments));
      const requests = records.flatMap((record) => itemsOf(record, overflow)).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: 4 }, put));
}

/** A call's item, and the pointer from its category. */
function itemsOf(record: CallRecord, overflow: Overflow | undefined): Item[] {
  const inline = toItem(record, SHARDS);
  const spills = overflow !== undefined && itemSize(inline) > INLINE_LIMIT_BYTES;
  const item = spills ? toItem(record, SHARDS, overflowUri(overflow.prefix, record, '')) : inline;
  const pointers = pointersOf(record, SHARDS);
  const billing = [...pointers.values()].filter(({ hash }) => String(hash).startsWith('category#billing'));
  return [{ ...item, pointers: new Set(pointers.keys()) }, ...billing];
}

async function walk(repository: RecordRepository, filter: CallFilter, limit: number, pages: number): Promise<void> {
  let after: PagePosition | undefined;
  for (let page = 0; page < pages; page++) {
    const { calls, next } = await repository.list({ filter, limit, after });
    if (calls.length !== limit) throw new Error(`a page of ${limit} calls has ${calls.length}`);
    after = next;
  }
}
