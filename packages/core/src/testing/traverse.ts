import type { CallSort } from '../model/call-sort.js';
import type { CallFilter, PagePosition } from '../model/page.js';
import type { CallOverview, CallRecord } from '../model/record.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { assertOk } from './assert.js';

/** More pages than any list of a suite has. */
const MAX_PAGES = 1_000;

/** Which calls to list, and how. */
export interface TraverseOptions {
  readonly filter?: CallFilter;
  /** @defaultValue `newest` */
  readonly sort?: CallSort | undefined;
  /** @defaultValue 100 */
  readonly limit?: number;
  readonly after?: PagePosition | undefined;
  /** Done after each page but the last, with its number from 0. */
  readonly between?: (page: number) => Promise<void>;
}

/** Reads the pages of a list to the end: their calls, in order. */
export async function traverse(repository: RecordRepository, options: TraverseOptions = {}): Promise<CallOverview[]> {
  const { filter = {}, sort, limit = 100, between } = options;
  const calls: CallOverview[] = [];
  let { after } = options;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { calls: found, next } = await repository.list({ filter, sort, limit, after });
    assertOk(found.length <= limit, `a page of at most ${limit} calls has ${found.length}`);
    calls.push(...found);
    if (next === undefined) return calls;
    after = next;
    await between?.(page);
  }
  throw new Error('the list does not end');
}

/** The numbers of the sample records that a filter passes, in the order of the list. */
export async function listed(repository: RecordRepository, filter: CallFilter = {}): Promise<number[]> {
  return (await traverse(repository, { filter })).map(({ hash }) => Number.parseInt(hash, 16));
}

/** Saves records one after the other. */
export async function saveAll(repository: RecordRepository, records: readonly CallRecord[]): Promise<void> {
  for (const record of records) await repository.save(record);
}
