import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type CallHash,
  type CallId,
  type CallPage,
  type CallRecord,
  type DueCalls,
  type DueRequest,
  EarshotError,
  type JobId,
  type ListRequest,
  type ObjectUri,
  type OpenState,
  type RecordRepository,
  type RecordVersion,
  type SalvagedCall,
  saveConflict,
} from '@earshot/core';
import { CallList } from './call-list.js';
import { DueCallList } from './due-call-list.js';
import { type Item, itemSize, LARGEST_ITEM_BYTES } from './item.js';
import {
  hidingOverview,
  notingPointers,
  pointersIn,
  replacing,
  showingOverview,
  unlinkingLongParts,
} from './item-updates.js';
import { aliasKey, isListKey, jobKey, pointersOf } from './keys.js';
import {
  getLongParts,
  LongParts,
  longPartsOf,
  type Overflow,
  overflowUri,
  putLongParts,
  removeLongParts,
  requireOverflow,
} from './overflow.js';
import { overviewCopy } from './overview-copy.js';
import { LONG_ATTRIBUTES, readItem, recordOf, salvageFrom, toItem } from './record-item.js';
import { type CapacityUse, type DocumentClient, TableClient } from './table-client.js';

/** How often a deletion starts over when other writers change the call. */
const MAX_TRIES = 8;

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

/** A record as a save writes it. */
interface Draft {
  readonly item: Item;
  /** The long parts, unless they stay in the item. */
  readonly spilled?: { readonly uri: ObjectUri; readonly text: string; readonly overflow: Overflow };
}

/**
 * Keeps records in a table of Amazon DynamoDB. Can't search text. Lists lag behind saves by as much as DynamoDB's indexes
 * do, as a rule less than a second; `get`, `findByJob` and `findByAlias` don't.
 *
 * The table has one key, `hash`, and three kinds of things belong to a call:
 * - Its item, under the call's hash (`record-item.ts`). Two indexes carry its overview and list calls newest first, all of
 *   them or those in one state (`calls-table.ts`), spread over shards (`keys.ts`, `call-list.ts`). A third one carries the
 *   keys of those that are due (`due-call-list.ts`).
 * - Pointers, small items that lead from a category, topic, job or alias to the call (`keys.ts`). The item lists the keys
 *   of all that were ever written, so that a deletion finds them. Those of categories and topics carry the overview, too,
 *   from when the item is saved until the next save begins.
 * - The long parts, such as the transcript, as a document in a {@link ResultStore} when they are large (`overflow.ts`).
 *
 * Pointers and long parts are written before the item and removed before it. An interrupted save leaves what nothing
 * refers to; an interrupted deletion leaves an item from which it can be repeated.
 *
 * Every request goes through `table-client.ts`; `item-updates.ts` has the conditional updates, and `item.ts`
 * DynamoDB's rules for items.
 */
export class DynamoRecordRepository implements RecordRepository {
  readonly #table: TableClient;
  readonly #overflow: Overflow | undefined;
  readonly #inlineLimitBytes: number;
  readonly #shards: number;
  readonly #list: CallList;
  readonly #due: DueCallList;

  constructor(options: DynamoRecordRepositoryOptions) {
    const { client, tableName, overflow, inlineLimitBytes = 16 * 1_024, shards = 8, scanLimit = 200 } = options;
    const table = new TableClient({
      client,
      tableName,
      onCapacity: options.onCapacity,
      wait: options.wait ?? ((ms) => wait(ms)),
    });
    this.#table = table;
    this.#overflow = overflow;
    this.#inlineLimitBytes = inlineLimitBytes;
    this.#shards = shards;
    this.#list = new CallList({ table, shards, scanLimit });
    this.#due = new DueCallList({ table, shards });
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

  async #get(operation: 'get' | 'findByJob' | 'findByAlias', hash: string): Promise<CallRecord | undefined> {
    const item = await this.#table.get(operation, hash);
    const record = await this.#recordIn(item);
    if (record !== 'moved') return record;
    // The document is gone: since the item was read, the call may have been erased and reported again.
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

  /**
   * @throws EarshotError `EARSHOT_CONFLICT` as the port says; `EARSHOT_NOT_SUPPORTED` when the record doesn't fit into
   * an item, with `details.found` and `details.expected` in bytes
   */
  async save(record: CallRecord): Promise<void> {
    const writer = randomUUID();
    const pointers = pointersOf(record, this.#shards, writer);
    const keys = new Set(pointers.keys());
    const { item, spilled } = this.#draft(record, keys);
    await Promise.all([
      spilled && putLongParts(spilled.overflow, spilled.uri, spilled.text),
      this.#table.putAll('save', [...pointers.values()]),
      hadAnalysis(record) && this.#hideEarlierOverviews(record.hash, keys),
    ]);
    if (await this.#table.update('save', record.hash, replacing(item, record.revision, keys))) {
      await this.#showOverview(item, keys, writer);
      return;
    }
    throw saveConflict(record, await this.#tidyAfterLostSave(record, keys, spilled));
  }

  /** What the pointers that this save doesn't write say of the call is about to be wrong. */
  async #hideEarlierOverviews(hash: CallHash, keys: ReadonlySet<string>): Promise<void> {
    const kept = await this.#table.get('save', hash, ['pointers']);
    const earlier = [...pointersIn(kept ?? {})].filter((key) => isListKey(key) && !keys.has(key));
    await Promise.all(earlier.map((key) => this.#table.update('save', key, hidingOverview())));
  }

  /** From now on, pages show the call by its pointers. The record is saved: where that fails, they look at its item. */
  async #showOverview(item: Item, keys: ReadonlySet<string>, writer: string): Promise<void> {
    const update = showingOverview(overviewCopy(item), writer);
    await Promise.allSettled([...keys].filter(isListKey).map((key) => this.#table.update('save', key, update)));
  }

  #draft(record: CallRecord, pointers: ReadonlySet<string>): Draft {
    const inline = toItem(record, this.#shards);
    const bytes = itemSize({ ...inline, pointers });
    const longBytes = itemSize(
      Object.fromEntries(LONG_ATTRIBUTES.flatMap((name) => (name in inline ? [[name, inline[name]]] : []))),
    );
    const overflow = this.#overflow;
    if (overflow === undefined || longBytes === 0) return fitting(inline, bytes);
    if (longBytes <= this.#inlineLimitBytes && bytes <= LARGEST_ITEM_BYTES) return { item: inline };
    // In the schema's order of members, so that equal parts have equal text and one location.
    const text = JSON.stringify(LongParts.parse(longPartsOf(record)));
    const uri = overflowUri(overflow.prefix, record, text);
    const item = toItem(record, this.#shards, uri);
    return { ...fitting(item, itemSize({ ...item, pointers })), spilled: { uri, text, overflow } };
  }

  /**
   * Another writer was faster. If the call is still there, its item gets the keys of this save's pointers, so that a
   * deletion finds them. If it was erased meanwhile, nothing of this save may stay; if it has come back since, its pointers may
   * be the same, but its long parts are not.
   *
   * @returns which version is kept
   */
  async #tidyAfterLostSave(
    { hash, createdAtMs }: CallRecord,
    keys: ReadonlySet<string>,
    spilled: Draft['spilled'],
  ): Promise<RecordVersion | undefined> {
    const kept = await this.#table.get('save', hash, ['revision', 'created_at', 'pointers']);
    if (kept !== undefined) {
      const version = { revision: Number(kept['revision']), createdAtMs: Date.parse(String(kept['created_at'])) };
      if (version.createdAtMs !== createdAtMs) await spilled?.overflow.store.delete(spilled.uri);
      const known = pointersIn(kept);
      const unknown = new Set([...keys].filter((key) => !known.has(key)));
      if (unknown.size === 0 || (await this.#table.update('save', hash, notingPointers(unknown)))) {
        return version;
      }
    }
    await this.#table.deleteAll('save', keys);
    await spilled?.overflow.store.delete(spilled.uri);
    return undefined;
  }

  /** @throws EarshotError `EARSHOT_NOT_SUPPORTED` for a filter on text, and for every order but `newest` */
  async list(request: ListRequest): Promise<CallPage> {
    return this.#list.page(request);
  }

  /** Leaves out calls that a version without the index saved last. */
  async listDue(request: DueRequest): Promise<DueCalls> {
    return this.#due.page(request);
  }

  /** Takes a read unit for about 70 calls. */
  async countOpen(state: OpenState, sinceMs?: number): Promise<number> {
    return this.#due.count(state, sinceMs);
  }

  /**
   * Removes the item last, so that an interrupted deletion can be repeated. Meanwhile the call lacks its long parts and
   * its place in lists by category and topic.
   * @throws EarshotError `EARSHOT_CONFLICT` when other writers were faster every time
   */
  async delete(hash: CallHash): Promise<boolean> {
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const removed = await this.#tryToDelete(hash);
      if (removed !== 'changed') return removed;
    }
    throw new EarshotError('EARSHOT_CONFLICT', `call ${hash} was changed each time it was about to be deleted`);
  }

  async #tryToDelete(hash: CallHash): Promise<boolean | 'changed'> {
    // Reads nothing else, so a damaged item can be removed.
    const kept = await this.#table.get('delete', hash, ['revision', 'pointers', 'overflow_uri']);
    if (kept === undefined) return false;
    const revision = kept['revision'];
    const uri = kept['overflow_uri'] as ObjectUri | undefined;
    const overflow = uri === undefined ? this.#overflow : requireOverflow(this.#overflow, uri);
    await this.#table.deleteAll('delete', pointersIn(kept));
    // Unlinked first, so that the record stays readable without its long parts if the deletion gets no further.
    if (uri !== undefined && !(await this.#table.update('delete', hash, unlinkingLongParts(revision))))
      return 'changed';
    if (overflow !== undefined) {
      if (uri !== undefined) await overflow.store.delete(uri);
      await removeLongParts(overflow, hash);
    }
    const removed = await this.#table.delete('delete', hash, revision);
    if (removed === undefined) return 'changed';
    // A concurrent save that lost may have written some of it again.
    await this.#table.deleteAll('delete', pointersIn(removed));
    if (overflow !== undefined) await removeLongParts(overflow, hash, Date.parse(String(removed['created_at'])));
    return true;
  }

  async salvage(hash: CallHash): Promise<SalvagedCall | undefined> {
    const item = await this.#table.get('get', hash);
    return item && salvageFrom(hash, item);
  }
}

/**
 * Whether an earlier revision may have had an analysis, and so categories and topics. Each revision adds at most one step to
 * the history: where all did, the last step is this revision's own.
 */
function hadAnalysis({ revision, history }: CallRecord): boolean {
  const earlier = history.length === revision ? history.slice(0, -1) : history;
  return earlier.some(({ state }) => state === 'completed' || state === 'no_match');
}

function fitting(item: Item, bytes: number): Draft {
  if (bytes <= LARGEST_ITEM_BYTES) return { item };
  const message = `the record needs ${bytes} bytes; a DynamoDB item holds at most ${LARGEST_ITEM_BYTES}`;
  throw new EarshotError('EARSHOT_NOT_SUPPORTED', message, {
    details: { field: 'record', expected: LARGEST_ITEM_BYTES, found: bytes },
  });
}
