import { hash as digest } from 'node:crypto';
import type { CallId, CallRecord, JobId } from '@earshot/core';
import { positionText, shardOf } from './positions.js';
import { type Item, wellFormed } from './storable.js';

/** Longer names are represented by their digest: keys have a limit, and indexes charge by size. */
const LONGEST_NAME_BYTES = 128;

/** What calls are listed by, besides time and state. */
export type ListedBy = 'category' | 'topic';

/** The partitions' common name, before `#<shard>`, of the pointers to all calls of a category or a topic. */
export function pointerListing(by: ListedBy, name: string): string {
  const kept = wellFormed(name);
  return `${by}#${Buffer.byteLength(kept) > LONGEST_NAME_BYTES ? `sha256:${digest('sha256', kept)}` : kept}`;
}

/** The key of the pointer from a job to its call. */
export function jobKey(jobId: JobId): string {
  return `job#${wellFormed(jobId)}`;
}

/** The key of the pointer from an alias to its call. */
export function aliasKey(alias: CallId): string {
  return `alias#${alias}`;
}

/**
 * The small items that lead to a call from its categories, topics, jobs and aliases. A pointer alone proves nothing: readers
 * check the call that it leads to. Pointers never change, and a call that is erased and reported again shares no list
 * pointer with the erased one.
 */
export function pointersOf(record: CallRecord, shards: number): ReadonlyMap<string, Item> {
  const { hash, recordedAt, analysis, createdAtMs } = record;
  const position = positionText({ recordedAtMs: recordedAt.ms, hash });
  const pointers = new Map<string, Item>();
  const addListed = (by: ListedBy, name: string) => {
    const listing = pointerListing(by, name);
    const key = `${listing}#${position}#${createdAtMs}`;
    pointers.set(key, { hash: key, listing: `${listing}#${shardOf(hash, shards)}`, position });
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
