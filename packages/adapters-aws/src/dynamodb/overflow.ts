import { hash as digest } from 'node:crypto';
import {
  Analysis,
  type CallHash,
  CallRecord,
  EarshotError,
  LONG_PARTS,
  type ObjectUri,
  type ResultStore,
} from '@earshot/core';
import * as z from 'zod/mini';
import { readStored } from './item.js';

/** The parts of an {@link Analysis} that grow with the length of a call, and the notes of its record. */
export const LongParts = z.extend(z.pick(Analysis, LONG_PARTS), z.pick(CallRecord, { notes: true }).shape);
export type LongParts = z.infer<typeof LongParts>;

/** Those of a record that has none. */
export const NO_LONG_PARTS: LongParts = { topicSummaries: [], moderation: [], sensitiveData: [] };

/** Only the {@link LongParts} of a record. */
export function longPartsOf({ analysis, notes }: Pick<CallRecord, 'analysis' | 'notes'>): LongParts {
  const parts = Object.entries(analysis ?? {}).filter(([part]) => part in LONG_PARTS);
  return { ...NO_LONG_PARTS, ...Object.fromEntries(parts), ...(notes && { notes }) };
}

/** Where the long parts of calls go that are too long for an item. */
export interface Overflow {
  readonly store: ResultStore;
  /** Such as `s3://bucket/records/`: nothing else may are under it. */
  readonly prefix: string;
}

/**
 * Where these long parts of a call lie. Other contents lie elsewhere, and so do those of a call that was erased and
 * reported again: nobody writes over what another reads, or removes what another wrote.
 */
export function overflowUri(prefix: string, { hash, createdAtMs }: CallRecord, text: string): ObjectUri {
  return `${folderOf(prefix, hash, createdAtMs)}${digest('sha256', text)}.json` as ObjectUri;
}

/** Keeps long parts, given as JSON. */
export async function putLongParts({ store }: Overflow, uri: ObjectUri, text: string): Promise<void> {
  await store.put(uri, new TextEncoder().encode(text));
}

/**
 * The long parts that are at a location; `undefined` when nothing does.
 * @throws EarshotError `EARSHOT_UNREADABLE` when it is something else, `EARSHOT_NOT_SUPPORTED` without a store
 */
export async function getLongParts(overflow: Overflow | undefined, uri: ObjectUri): Promise<LongParts | undefined> {
  const bytes = await requireOverflow(overflow, uri).store.get(uri);
  if (bytes === undefined) return undefined;
  return readStored(LongParts, parsed(bytes), 'the long parts of a call', { uri });
}

/** Removes all that was ever kept for a call, or for a call first kept at this time. */
export async function removeLongParts(
  { store, prefix }: Overflow,
  hash: CallHash,
  createdAtMs?: number,
): Promise<void> {
  let next: string | undefined;
  do {
    const page = await store.list(folderOf(prefix, hash, createdAtMs), next);
    for (const uri of page.uris) await store.delete(uri);
    next = page.next;
  } while (next !== undefined);
}

/**
 * The overflow, which something is in.
 * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when there is none
 */
export function requireOverflow(overflow: Overflow | undefined, uri: ObjectUri): Overflow {
  if (overflow !== undefined) return overflow;
  throw new EarshotError(
    'EARSHOT_NOT_SUPPORTED',
    "long parts of a call are in a store that this repository doesn't have",
    {
      details: { uri, expected: 'the option overflow' },
    },
  );
}

function folderOf(prefix: string, hash: CallHash, createdAtMs?: number): string {
  return `${prefix}${hash}/${createdAtMs === undefined ? '' : `${createdAtMs}-`}`;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
