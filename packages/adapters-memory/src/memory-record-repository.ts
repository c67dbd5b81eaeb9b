import {
  CALL_SORTS,
  type CallFilter,
  type CallHash,
  type CallId,
  type CallOverview,
  type CallPage,
  type CallRecord,
  type CallSort,
  type CallTotals,
  type CountedCall,
  comparePositions,
  countedCallOf,
  type DueCalls,
  type DuePosition,
  type DueRequest,
  dueAtMs,
  foldCase,
  type JobId,
  type ListRequest,
  matchesFilter,
  mayReplace,
  OPEN_STATES,
  type OpenState,
  overviewOf,
  type PagePosition,
  partiesOf,
  positionOf,
  type RecordRepository,
  saveConflict,
  type TotalsRequest,
  totalsOf,
} from '@earshot/core';
import { BTree } from './b-tree.js';
import { frozenCopy } from './frozen-copy.js';

interface Kept {
  readonly record: CallRecord;
  readonly overview: CallOverview;
}

type Index = BTree<PagePosition, Kept>;

export interface MemoryRecordRepositoryOptions {
  /** A page looks at no more calls than this, and may therefore be short. @defaultValue 10,000 */
  readonly scanLimit?: number;
}

/**
 * Keeps records in memory: the reference for every {@link RecordRepository}. Gives out frozen records, and the same object
 * for the same revision.
 */
export class MemoryRecordRepository implements RecordRepository {
  readonly #scanLimit: number;
  readonly #kept = new Map<CallHash, Kept>();
  readonly #byJob = new Map<JobId, CallHash>();
  readonly #byAlias = new Map<CallId, CallHash>();
  readonly #sorted: ReadonlyMap<CallSort, Index> = new Map(CALL_SORTS.map((sort) => [sort, newIndex()]));
  readonly #indices = new Map<string, Index>();
  readonly #due: Readonly<Record<OpenState, BTree<DuePosition, undefined>>> = {
    submitted: newDueIndex(),
    analyzing: newDueIndex(),
  };

  constructor(options: MemoryRecordRepositoryOptions = {}) {
    this.#scanLimit = options.scanLimit ?? 10_000;
  }

  async get(hash: CallHash): Promise<CallRecord | undefined> {
    return this.#kept.get(hash)?.record;
  }

  async findByJob(jobId: JobId): Promise<CallRecord | undefined> {
    const hash = this.#byJob.get(jobId);
    return hash === undefined ? undefined : this.get(hash);
  }

  async findByAlias(alias: CallId): Promise<CallRecord | undefined> {
    const hash = this.#byAlias.get(alias);
    return hash === undefined ? undefined : this.get(hash);
  }

  async save(record: CallRecord): Promise<void> {
    const before = this.#kept.get(record.hash);
    if (!mayReplace(record, before?.record)) throw saveConflict(record, before?.record);
    const copy = frozenCopy(record);
    const kept: Kept = { record: copy, overview: frozenOverview(copy) };
    if (before !== undefined) this.#unlist(before);
    this.#kept.set(record.hash, kept);
    const position = positionOf(kept.record);
    for (const [sort, index] of this.#sorted) index.set(positionOf(copy, sort), kept);
    for (const name of indexNames(kept.record)) this.#index(name).set(position, kept);
    const due = dueOf(copy);
    if (due !== undefined) this.#due[due.state].set(due.position, undefined);
    for (const { jobId } of record.jobs) if (jobId !== undefined) this.#byJob.set(jobId, record.hash);
    for (const alias of record.aliases ?? []) this.#byAlias.set(alias, record.hash);
  }

  async list({ filter, sort = 'newest', limit, after }: ListRequest): Promise<CallPage> {
    const isNewestFirst = sort === 'newest';
    const index = isNewestFirst ? this.#narrowest(filter) : this.#sorted.get(sort);
    const calls: CallOverview[] = [];
    if (index === undefined) return { calls };
    let examined = 0;
    let last: PagePosition | undefined;
    for (const [position, { record, overview }] of index.entries(isNewestFirst ? startOf(filter, after) : after)) {
      if (after !== undefined && comparePositions(position, after) <= 0) continue;
      if (isNewestFirst && filter.fromMs !== undefined && position.recordedAtMs < filter.fromMs) break;
      if (last !== undefined && (calls.length === limit || examined === this.#scanLimit)) return { calls, next: last };
      examined++;
      last = position;
      if (matchesFilter(record, filter)) calls.push(overview);
    }
    return { calls };
  }

  async listDue({ state, untilMs, limit, after }: DueRequest): Promise<DueCalls> {
    const calls: DuePosition[] = [];
    for (const [position] of this.#due[state].entries(after)) {
      if (after !== undefined && compareDue(position, after) <= 0) continue;
      if (position.dueAtMs > untilMs) break;
      if (calls.length === limit) return { calls, next: calls.at(-1) };
      calls.push(position);
    }
    return { calls };
  }

  async countOpen(state: OpenState, sinceMs = Number.NEGATIVE_INFINITY): Promise<number> {
    let earlier = 0;
    for (const [{ dueAtMs: atMs }] of this.#due[state].entries()) {
      if (atMs >= sinceMs) break;
      earlier++;
    }
    return this.#due[state].size - earlier;
  }

  async summarize({ filter, ...request }: TotalsRequest): Promise<CallTotals> {
    return totalsOf(this.#countedIn(filter), request);
  }

  *#countedIn(filter: CallFilter): Generator<CountedCall> {
    for (const [{ recordedAtMs }, { record }] of this.#narrowest(filter)?.entries(startOf(filter, undefined)) ?? []) {
      if (filter.fromMs !== undefined && recordedAtMs < filter.fromMs) break;
      if (matchesFilter(record, filter)) yield countedCallOf(record);
    }
  }

  async delete(hash: CallHash): Promise<boolean> {
    const before = this.#kept.get(hash);
    if (before === undefined) return false;
    this.#unlist(before);
    return this.#kept.delete(hash);
  }

  #index(name: string): Index {
    let index = this.#indices.get(name);
    if (index === undefined) {
      index = newIndex();
      this.#indices.set(name, index);
    }
    return index;
  }

  #narrowest(filter: CallFilter): Index | undefined {
    const names = INDEXED.flatMap((field) => {
      const value = filter[field];
      return value === undefined ? [] : [indexName(field, value)];
    });
    if (names.length === 0) return this.#sorted.get('newest');
    const indices = names.map((name) => this.#indices.get(name));
    return indices.reduce((a, b) => (a === undefined || b === undefined ? undefined : a.size <= b.size ? a : b));
  }

  #unlist({ record }: Kept): void {
    const position = positionOf(record);
    for (const [sort, index] of this.#sorted) index.delete(positionOf(record, sort));
    for (const name of indexNames(record)) {
      const index = this.#index(name);
      index.delete(position);
      if (index.size === 0) this.#indices.delete(name);
    }
    const due = dueOf(record);
    if (due !== undefined) this.#due[due.state].delete(due.position);
    for (const { jobId } of record.jobs) if (jobId !== undefined) this.#byJob.delete(jobId);
    for (const alias of record.aliases ?? []) this.#byAlias.delete(alias);
  }
}

/** All that an overview shares with its record is frozen already. */
function frozenOverview(record: CallRecord): CallOverview {
  const overview = overviewOf(record);
  Object.freeze(overview.analysis);
  return Object.freeze(overview);
}

function newIndex(): Index {
  return new BTree<PagePosition, Kept>(undefined, comparePositions);
}

function newDueIndex() {
  return new BTree<DuePosition, undefined>(undefined, compareDue);
}

function compareDue(a: DuePosition, b: DuePosition): number {
  return a.dueAtMs - b.dueAtMs || (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);
}

function dueOf(record: CallRecord): { readonly state: OpenState; readonly position: DuePosition } | undefined {
  const [state, atMs] = [OPEN_STATES.find((open) => open === record.state), dueAtMs(record)];
  return state === undefined || atMs === undefined
    ? undefined
    : { state, position: { dueAtMs: atMs, hash: record.hash } };
}

/** The later of where the filter's time begins and where the page before ended. */
function startOf({ toMs }: CallFilter, after: PagePosition | undefined): PagePosition | undefined {
  const newest = toMs === undefined ? undefined : { recordedAtMs: toMs - 1, hash: '' as CallHash };
  if (after === undefined || newest === undefined) return after ?? newest;
  return comparePositions(after, newest) < 0 ? newest : after;
}

const INDEXED = [
  'category',
  'topic',
  'agent',
  'customer',
  'sentiment',
  'state',
] as const satisfies (keyof CallFilter)[];

function indexName(field: (typeof INDEXED)[number], value: string): string {
  return `${field} ${foldCase(value)}`;
}

function indexNames(record: CallRecord): Set<string> {
  const { state, analysis, sentiment } = record;
  const { agent, customer } = partiesOf(record);
  const values = {
    category: analysis?.categories,
    topic: analysis?.topics,
    agent,
    customer,
    sentiment: sentiment?.label,
    state,
  };
  return new Set(INDEXED.flatMap((field) => [values[field] ?? []].flat().map((value) => indexName(field, value))));
}
