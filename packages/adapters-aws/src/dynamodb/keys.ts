import { hash as digest } from 'node:crypto';
import {
  type CallFilter,
  type CallHash,
  type CallId,
  type CallRecord,
  type DuePosition,
  type DueRequest,
  EarshotError,
  foldCase,
  type JobId,
  type PagePosition,
} from '@earshot/core';
import { type Item, wellFormed } from './item.js';

const LAST_EPOCH_MS = 8_640_000_000_000_000n;
const DIGITS = 17;
const FORM = new RegExp(`^(\\d{${DIGITS}})#([0-9a-f]{32})$`);
/** In the order of bytes after every position of one time, and before those of the next. */
const AFTER_ALL_OF_A_TIME = '$';
const BEFORE_ALL = '0';
const AFTER_ALL = ':';

/** The keys between which positions lie, both ends included. */
export interface PositionRange {
  readonly low: string;
  readonly high: string;
}

/** A {@link PagePosition} as text whose order of bytes is that of lists: newest first, then by hash. */
export function positionText({ recordedAtMs, hash }: PagePosition): string {
  return `${timeText(recordedAtMs)}#${hash}`;
}

/** Whether a text is one that {@link positionText} wrote. */
export function isPosition(text: string): boolean {
  return FORM.test(text);
}

/**
 * The {@link PagePosition} that {@link positionText} wrote.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it wrote no such text
 */
export function positionFrom(text: string): PagePosition {
  const [, time, hash] = FORM.exec(text) ?? [];
  if (time === undefined || hash === undefined) {
    throw new EarshotError('EARSHOT_UNREADABLE', 'an index of the table contains an invalid position', {
      details: { path: 'position', expected: 'a position', found: 'other text' },
    });
  }
  return { recordedAtMs: Number(LAST_EPOCH_MS - BigInt(time)), hash: hash as CallHash };
}

/** The least key that is greater than a position. */
export function justAfter(position: string): string {
  return `${position}!`;
}

/** Where what a filter's times pass can lie, after a position; `undefined` when it can lie nowhere. */
export function rangeOf(
  { fromMs, toMs }: Pick<CallFilter, 'fromMs' | 'toMs'>,
  after: PagePosition | undefined,
): PositionRange | undefined {
  const newest = toMs === undefined ? BEFORE_ALL : timeText(toMs) + AFTER_ALL_OF_A_TIME;
  const next = after === undefined ? BEFORE_ALL : justAfter(positionText(after));
  const low = [newest, next].sort()[1] as string;
  const high = fromMs === undefined ? AFTER_ALL : timeText(fromMs) + AFTER_ALL_OF_A_TIME;
  return low < high ? { low, high } : undefined;
}

/** A {@link DuePosition} as text whose order of bytes is that of `listDue`. {@link isPosition} recognizes it. */
export function dueText({ dueAtMs, hash }: DuePosition): string {
  return `${dueTimeText(dueAtMs)}#${hash}`;
}

/** The {@link DuePosition} of a text that {@link dueText} wrote. */
export function duePositionFrom(text: string): DuePosition {
  return { dueAtMs: Number(BigInt(text.slice(0, DIGITS)) - LAST_EPOCH_MS), hash: text.slice(DIGITS + 1) as CallHash };
}

/** The positions that are due by a time, after a position; `undefined` when there can be none. */
export function dueRangeOf({ untilMs, after }: Pick<DueRequest, 'untilMs' | 'after'>): PositionRange | undefined {
  const low = after === undefined ? BEFORE_ALL : justAfter(dueText(after));
  const high = dueTimeText(untilMs) + AFTER_ALL_OF_A_TIME;
  return low < high ? { low, high } : undefined;
}

/** The positions that are due at or after a time, whenever it is not given. */
export function dueRangeSince(sinceMs?: number): PositionRange {
  return { low: sinceMs === undefined ? BEFORE_ALL : dueTimeText(sinceMs), high: AFTER_ALL };
}

/** Which of so many shards a call is listed in. */
export function shardOf(hash: CallHash, shards: number): number {
  return Number.parseInt(hash.slice(-8), 16) % shards;
}

/** Counted down from the end of the calendar, so that what is newer comes first; beyond what a double counts exactly. */
function timeText(ms: number): string {
  return (LAST_EPOCH_MS - BigInt(ms)).toString().padStart(DIGITS, '0');
}

/** Counted from the beginning of the calendar, so that what is older comes first. */
function dueTimeText(ms: number): string {
  return (LAST_EPOCH_MS + BigInt(ms)).toString().padStart(DIGITS, '0');
}

/** Longer names are represented by their digest: keys have a limit, and indexes charge by size. */
const LONGEST_NAME_BYTES = 128;

/** What calls are listed by, besides time and state. */
export type ListedBy = 'category' | 'topic';

/** The partitions' common name, before `#<shard>`, of the pointers to all calls of a category or a topic, in any letter case. */
export function pointerListing(by: ListedBy, name: string): string {
  const kept = wellFormed(foldCase(name));
  return `${by}#${Buffer.byteLength(kept) > LONGEST_NAME_BYTES ? `sha256:${digest('sha256', kept)}` : kept}`;
}

/** The key of the pointer from a job to its call. */
export function jobKey(jobId: JobId): string {
  return `job#${wellFormed(jobId)}`;
}

/** The key of a shared value's item. */
export function stateKey(name: string): string {
  return `state#${wellFormed(name)}`;
}

/** The key of the pointer from an alias to its call. */
export function aliasKey(alias: CallId): string {
  return `alias#${alias}`;
}

/** Whether a pointer's key is that of a {@link ListedBy}. */
export function isListKey(key: string): boolean {
  return /^(?:category|topic)#/.test(key);
}

/**
 * The small items that lead to a call from its categories, topics, jobs and aliases, as they are before the call's item is
 * saved. A pointer without an overview proves nothing: readers check the call that it leads to. A call that is erased and
 * reported again shares no list pointer with the erased one.
 * @param writer names this save among all
 */
export function pointersOf(record: CallRecord, shards: number, writer: string): ReadonlyMap<string, Item> {
  const { hash, recordedAt, analysis, createdAtMs } = record;
  const position = positionText({ recordedAtMs: recordedAt.ms, hash });
  const pointers = new Map<string, Item>();
  const addListed = (by: ListedBy, name: string) => {
    const listing = pointerListing(by, name);
    const key = `${listing}#${position}#${createdAtMs}`;
    pointers.set(key, { hash: key, listing: `${listing}#${shardOf(hash, shards)}`, position, written_by: writer });
  };
  for (const category of analysis?.categories ?? []) addListed('category', category);
  for (const topic of analysis?.topics ?? []) addListed('topic', topic);
  for (const { jobId } of record.jobs) {
    if (jobId !== undefined) pointers.set(jobKey(jobId), { hash: jobKey(jobId), call_hash: hash });
  }
  for (const alias of record.aliases ?? []) {
    pointers.set(aliasKey(alias), { hash: aliasKey(alias), call_hash: hash });
  }
  return pointers;
}
