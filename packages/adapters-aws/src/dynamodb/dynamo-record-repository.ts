import { setTimeout as wait } from 'node:timers/promises';
import {
  type CallHash,
  type CallId,
  type CallPage,
  type CallRecord,
  EarshotError,
  type JobId,
  type ListRequest,
  type RecordRepository,
  type SalvagedCall,
} from '@earshot/core';
import { CallList } from './call-list.js';
import { CallsTableClient, type CapacityUse, type DocumentClient } from './calls-table-client.js';
import { getLongParts, type Overflow } from './overflow.js';
import { aliasKey, jobKey } from './pointers.js';
import { readItem, recordOf, salvageFrom } from './record-item.js';
import { RecordRemoval } from './record-removal.js';
import { RecordSaving } from './record-saving.js';
import type { Item } from './storable.js';

/** How to set up a {@link DynamoRecordRepository}. */
export interface DynamoRecordRepositoryOptions {
  readonly client: DocumentClient;
  /** A table made as {@link CALLS_TABLE} says. */
  readonly tableName: string;
  /** Where the long parts of long calls go. Without it, a call must fit into an item of 400 KB. */
  readonly overflow?: Overflow | undefined;
  /** Long parts of more bytes go to the overflow; those of fewer stay in the item. @defaultValue 16 KiB */
  readonly inlineLimitBytes?: number | undefined;
  /**
   * Partitions that each list is spread over: a partition takes up to 1,000 writes a second. A list reads them all.
   * Choose it with the table, and never change it: calls listed in other shards are not found. @defaultValue 8
   */
  readonly shards?: number | undefined;
  /** A page looks at no more calls than this, or than it may show, and may therefore be short. @defaultValue 200 */
  readonly scanLimit?: number | undefined;
  /** Told what each request took from the table's capacity. */
  readonly onCapacity?: ((use: CapacityUse) => void) | undefined;
  /** Waits before what a throttled batch left undone is sent again. @defaultValue a timer */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
}

/**
 * Keeps records in a table of Amazon DynamoDB: an item per call, lists from indexes and never from a scan. Can't search
 * text. Lists lag behind saves by as much as DynamoDB's indexes do, as a rule less than a second; `get` and `findByJob`
 * don't.
 */
export class DynamoRecordRepository implements RecordRepository {
  readonly #table: CallsTableClient;
  readonly #overflow: Overflow | undefined;
  readonly #list: CallList;
  readonly #saving: RecordSaving;
  readonly #removal: RecordRemoval;

  constructor(options: DynamoRecordRepositoryOptions) {
    const { client, tableName, overflow, inlineLimitBytes = 16 * 1_024, shards = 8, scanLimit = 200 } = options;
    const table = new CallsTableClient({
      client,
      tableName,
      onCapacity: options.onCapacity,
      wait: options.wait ?? ((ms) => wait(ms)),
    });
    this.#table = table;
    this.#overflow = overflow;
    this.#list = new CallList({ table, shards, scanLimit });
    this.#saving = new RecordSaving({ table, shards, overflow, inlineLimitBytes });
    this.#removal = new RecordRemoval({ table, overflow });
  }

  /**
   * @throws EarshotError `EARSHOT_UNREADABLE` when what is kept is no record, or its long parts are gone, and what table
   * and overflow throw
   */
  async get(hash: CallHash): Promise<CallRecord | undefined> {
    return this.#get('get', hash);
  }

  /** @throws EarshotError as {@link get} does */
  async findByJob(jobId: JobId): Promise<CallRecord | undefined> {
    const pointer = await this.#table.get('findByJob', jobKey(jobId));
    if (pointer === undefined) return undefined;
    const record = await this.#get('findByJob', String(pointer['call_hash']));
    return record?.jobs.some((job) => job.jobId === jobId) ? record : undefined;
  }

  /** @throws EarshotError as {@link get} does */
  async findByAlias(alias: CallId): Promise<CallRecord | undefined> {
    const pointer = await this.#table.get('findByAlias', aliasKey(alias));
    if (pointer === undefined) return undefined;
    const record = await this.#get('findByAlias', String(pointer['call_hash']));
    return record?.aliases?.includes(alias) ? record : undefined;
  }

  /**
   * @throws EarshotError `EARSHOT_CONFLICT` as the port says; `EARSHOT_NOT_SUPPORTED` when the record doesn't fit into
   * an item, with `details.found` and `details.expected` in bytes
   */
  save(record: CallRecord): Promise<void> {
    return this.#saving.save(record);
  }

  /** @throws EarshotError `EARSHOT_NOT_SUPPORTED` for a filter on text */
  async list(request: ListRequest): Promise<CallPage> {
    return this.#list.page(request);
  }

  /**
   * Removes the record last, so that a deletion that was interrupted can be repeated; meanwhile the call has lost its
   * long parts and its place in lists by category and topic.
   */
  delete(hash: CallHash): Promise<boolean> {
    return this.#removal.remove(hash);
  }

  async salvage(hash: CallHash): Promise<SalvagedCall | undefined> {
    const item = await this.#table.get('get', hash);
    return item && salvageFrom(hash, item);
  }

  async #get(operation: 'get' | 'findByJob' | 'findByAlias', hash: string): Promise<CallRecord | undefined> {
    const item = await this.#table.get(operation, hash);
    const record = await this.#recordIn(item);
    if (record !== 'moved') return record;
    // What the item points to is gone: the call may have been erased, and reported anew, since the item was read.
    const again = await this.#table.get(operation, hash);
    const moved = again?.['overflow_uri'] === item?.['overflow_uri'] ? 'moved' : await this.#recordIn(again);
    if (moved !== 'moved') return moved;
    throw new EarshotError('EARSHOT_UNREADABLE', `the long parts of call ${hash} are not where its item says`, {
      details: { path: 'overflow_uri', expected: 'a document', found: 'nothing', uri: again?.['overflow_uri'] },
    });
  }

  async #recordIn(item: Item | undefined): Promise<CallRecord | undefined | 'moved'> {
    if (item === undefined) return undefined;
    const { overview, longParts, overflowUri } = readItem(item);
    if (overflowUri === undefined) return recordOf({ overview, longParts });
    const fetched = await getLongParts(this.#overflow, overflowUri);
    return fetched === undefined ? 'moved' : recordOf({ overview, longParts: fetched });
  }
}
