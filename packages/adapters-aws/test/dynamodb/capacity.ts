import { isDeepStrictEqual } from 'node:util';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { CallFilter, CallRecord, PagePosition, RecordRepository } from '@earshot/core';
import { CALLS_TABLE } from '../../src/dynamodb/calls-table.js';
import {
  type CapacityUse,
  type DocumentClient,
  DynamoRecordRepository,
  type Overflow,
} from '../../src/dynamodb/index.js';
import type { Item } from '../../src/dynamodb/item.js';
import { itemSize } from '../../src/dynamodb/item.js';
import { pointersOf } from '../../src/dynamodb/keys.js';
import { overflowUri } from '../../src/dynamodb/overflow.js';
import { overviewCopy, POINTER_OVERVIEW } from '../../src/dynamodb/overview-copy.js';
import { toItem } from '../../src/dynamodb/record-item.js';
import { interceptedClient } from './intercepted.js';
import { SAMPLE_MS, sampleCall, sampleLife } from './sample-call.js';

const SHARDS = 8;
const INLINE_LIMIT_BYTES = 16 * 1_024;
/** As long as the names that the repository gives to its saves. */
const WRITER = 'x'.repeat(36);
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
    /** By DynamoDB's rules, from the items before and after each write: the test server doesn't report it. */
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
  let indexUnits = 0;
  const repository = new DynamoRecordRepository({
    client: interceptedClient(client, async (name, send, input) => {
      commands.add(name);
      if (!/^(Update|BatchWrite)/.test(name)) return send();
      const written = await indexWriteUnits(client, tableName, input, send);
      indexUnits += written.units;
      return written.answer;
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
      indexWriteUnits: indexUnits / lives.length,
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

/** Sends a write, and adds up what it takes of indexes: what enters one, leaves it, or changes in it, by the kilobyte. */
async function indexWriteUnits(
  client: DocumentClient,
  tableName: string,
  input: unknown,
  send: () => Promise<unknown>,
) {
  const keys = writtenKeys(input, tableName);
  const read = () =>
    Promise.all(
      keys.map(async (hash) => {
        const item = new GetCommand({ TableName: tableName, Key: { hash }, ConsistentRead: true });
        return (await client.send(item)).Item as Item | undefined;
      }),
    );
  const before = await read();
  const answer = await send();
  const after = await read();
  const units = keys.flatMap((_, at) => INDEXES.map((index) => entryUnits(index, before[at], after[at])));
  return { answer, units: units.reduce((sum, one) => sum + one, 0) };
}

function writtenKeys(input: unknown, tableName: string): string[] {
  const { Key, RequestItems = {} } = input as UpdateCommandInput & BatchWriteCommandInput;
  const batch = (RequestItems[tableName] ?? []).map(
    ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key,
  );
  return [Key, ...batch].flatMap((key) => (key === undefined ? [] : (key['hash'] as string)));
}

const INDEXES = CALLS_TABLE.GlobalSecondaryIndexes.map(({ KeySchema, Projection }) => {
  const keys = KeySchema.map(({ AttributeName }) => AttributeName);
  return { keys, names: ['hash', ...keys, ...('NonKeyAttributes' in Projection ? Projection.NonKeyAttributes : [])] };
});
type Index = (typeof INDEXES)[number];

function entryUnits(index: Index, before: Item | undefined, after: Item | undefined): number {
  const [old, now] = [entryOf(index, before), entryOf(index, after)];
  if (isDeepStrictEqual(old, now)) return 0;
  const moved = index.keys.some((key) => old?.[key] !== now?.[key]);
  return moved ? unitsOf(old) + unitsOf(now) : Math.max(unitsOf(old), unitsOf(now));
}

function entryOf({ keys, names }: Index, item: Item | undefined): Item | undefined {
  if (item === undefined || keys.some((key) => !(key in item))) return undefined;
  return Object.fromEntries(names.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
}

function unitsOf(entry: Item | undefined): number {
  return entry === undefined ? 0 : Math.ceil(itemSize(entry) / 1_024);
}

function total(indexes: CapacityUse['indexes']): number {
  return Object.values(indexes).reduce((sum, units) => sum + units, 0);
}

/** Puts completed calls into the table, as their saves leave them, but for topics and jobs. */
function fill({ client, tableName, calls, segments, overflow }: CapacityMeasurement): Promise<void> {
  return putItems(client, tableName, calls, (number) => itemsOf(sampleCall(number, {}, segments), overflow));
}

/** Puts the items of numbered calls, two at most for each call. */
async function putItems(
  client: DocumentClient,
  tableName: string,
  calls: number,
  itemsOfCall: (number: number) => readonly Item[],
): Promise<void> {
  let next = 0;
  const put = async () => {
    while (next < calls) {
      const first = next;
      next = Math.min(calls, first + CALLS_PER_BATCH);
      const items = Array.from({ length: next - first }, (_, index) => itemsOfCall(first + index)).flat();
      const requests = items.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: 4 }, put));
}

/** What it takes to name the next calls to start. */
export interface OldestMeasurement {
  readonly client: DynamoDBDocumentClient;
  /** An empty table. */
  readonly tableName: string;
  /** How many calls wait to be started. */
  readonly waiting: number;
  /** @defaultValue 20 */
  readonly limit?: number;
}

/** Fills a table with submitted calls and measures the read units of naming the oldest. */
export async function measureOldest({ client, tableName, waiting, limit = 20 }: OldestMeasurement): Promise<number> {
  await putItems(client, tableName, waiting, (number) =>
    sampleLife(number)
      .slice(0, 1)
      .map((record) => toItem(record, SHARDS)),
  );
  let readUnits = 0;
  const onCapacity = (use: CapacityUse) => {
    readUnits += use.readUnits;
  };
  const repository = new DynamoRecordRepository({ client, tableName, shards: SHARDS, onCapacity });
  const { calls } = await repository.listDue({ state: 'submitted', untilMs: SAMPLE_MS, limit });
  if (calls.length !== limit) throw new Error(`${limit} of ${waiting} calls are due, and ${calls.length} were named`);
  return readUnits;
}

/** A call's item, and the pointer from its category. */
function itemsOf(record: CallRecord, overflow: Overflow | undefined): Item[] {
  const inline = toItem(record, SHARDS);
  const spills = overflow !== undefined && itemSize(inline) > INLINE_LIMIT_BYTES;
  const item = spills ? toItem(record, SHARDS, overflowUri(overflow.prefix, record, '')) : inline;
  const pointers = pointersOf(record, SHARDS, WRITER);
  const billing = [...pointers.values()].filter(({ hash }) => String(hash).startsWith('category#billing'));
  const shown = billing.map((pointer) => ({ ...pointer, [POINTER_OVERVIEW]: overviewCopy(item) }));
  return [{ ...item, pointers: new Set(pointers.keys()) }, ...shown];
}

async function walk(repository: RecordRepository, filter: CallFilter, limit: number, pages: number): Promise<void> {
  let after: PagePosition | undefined;
  for (let page = 0; page < pages; page++) {
    const { calls, next } = await repository.list({ filter, limit, after });
    if (calls.length !== limit) throw new Error(`a page of ${limit} calls has ${calls.length}`);
    after = next;
  }
}
