import {
  type CallFilter,
  type CallHash,
  type CallOverview,
  type CallRecord,
  comparePositions,
  countedCallOf,
  type DuePosition,
  type DueRequest,
  dueAtMs,
  EarshotError,
  type ListRequest,
  matchesFilter,
  overviewOf,
  type PagePosition,
  positionOf,
  type RecordRepository,
  totalsOf,
} from '@earshot/core';

/** What a {@link plainRepository} does by parts, each of which a mutant can do in another way. */
export interface Parts {
  /** The copy of a record that is kept, given the one that was kept before. */
  readonly copyIn: (record: CallRecord, before: CallRecord | undefined) => CallRecord;
  readonly copyOut: <T extends CallRecord | CallOverview>(record: T) => T;
  /** Done between looking at the kept record and keeping the new one. */
  readonly pause: (record: CallRecord) => void | Promise<void>;
  readonly mayFollow: (revision: number, kept: number, isSameCall: boolean) => boolean;
  readonly matches: (record: CallRecord, filter: CallFilter) => boolean;
  readonly compare: (one: PagePosition, other: PagePosition) => number;
  readonly isAfter: (position: PagePosition, after: PagePosition) => boolean;
  /** The calls that a list chooses from, given every version that was ever kept, oldest first. */
  readonly listable: (kept: readonly CallRecord[], versions: readonly CallRecord[]) => readonly CallRecord[];
  readonly overviewOf: (record: CallRecord) => CallOverview;
  /** Takes a page from all that a filter passes and that comes after the position. */
  readonly page: (calls: readonly CallRecord[], request: ListRequest) => readonly CallRecord[];
  readonly dueAtMs: (record: CallRecord) => number | undefined;
  readonly compareDue: (one: DuePosition, other: DuePosition) => number;
  readonly isDue: (position: DuePosition, request: DueRequest) => boolean;
}

const CORRECT: Parts = {
  copyIn: (record) => structuredClone(record),
  copyOut: (record) => structuredClone(record),
  pause: () => {},
  mayFollow: (revision, kept, isSameCall) => revision === kept + 1 && isSameCall,
  matches: matchesFilter,
  compare: comparePositions,
  isAfter: (position, after) => comparePositions(position, after) > 0,
  listable: (kept) => kept,
  overviewOf,
  page: (calls, { limit }) => calls.slice(0, limit),
  dueAtMs,
  compareDue,
  isDue: (position, { untilMs, after }) =>
    position.dueAtMs <= untilMs && (after === undefined || compareDue(position, after) > 0),
};

/** The order of `listDue`. */
export function compareDue(one: DuePosition, other: DuePosition): number {
  return one.dueAtMs - other.dueAtMs || (one.hash < other.hash ? -1 : one.hash > other.hash ? 1 : 0);
}

/** The plainest repository there is. With no part changed it keeps every rule. */
export function plainRepository(changes: Partial<Parts> = {}): RecordRepository {
  const parts = { ...CORRECT, ...changes };
  const kept = new Map<CallHash, CallRecord>();
  const versions: CallRecord[] = [];
  const out = (record: CallRecord | undefined) => record && parts.copyOut(record);
  return {
    get: async (hash) => out(kept.get(hash)),
    findByJob: async (jobId) => out([...kept.values()].find(({ jobs }) => jobs.some((job) => job.jobId === jobId))),
    findByAlias: async (alias) => out([...kept.values()].find(({ aliases }) => aliases?.includes(alias))),
    save: async (record) => {
      const before = kept.get(record.hash);
      const isSameCall = before === undefined || before.createdAtMs === record.createdAtMs;
      if (!parts.mayFollow(record.revision, before?.revision ?? 0, isSameCall)) {
        throw new EarshotError('EARSHOT_CONFLICT', `${record.hash} is at revision ${before?.revision ?? 0}`);
      }
      const pause = parts.pause(record);
      if (pause !== undefined) await pause;
      const copy = parts.copyIn(record, before);
      kept.set(record.hash, copy);
      versions.push(copy);
    },
    list: async (request) => {
      const { filter, sort, after } = request;
      const following = [...parts.listable([...kept.values()], versions)]
        .sort((one, other) => parts.compare(positionOf(one, sort), positionOf(other, sort)))
        .filter((record) => after === undefined || parts.isAfter(positionOf(record, sort), after));
      const passed = following.filter((record) => parts.matches(record, filter));
      const page = parts.page(passed, request);
      const last = page.at(-1);
      const calls = page.map((record) => parts.copyOut(parts.overviewOf(record)));
      return last === undefined || last === passed.at(-1) ? { calls } : { calls, next: positionOf(last, sort) };
    },
    listDue: async (request) => {
      const { state, limit } = request;
      const due = parts
        .listable([...kept.values()], versions)
        .flatMap((record) => {
          const atMs = record.state === state ? parts.dueAtMs(record) : undefined;
          return atMs === undefined ? [] : [{ dueAtMs: atMs, hash: record.hash }];
        })
        .filter((position) => parts.isDue(position, request))
        .sort(parts.compareDue);
      const calls = due.slice(0, limit);
      return due.length > limit ? { calls, next: calls.at(-1) } : { calls };
    },
    countOpen: async (state, sinceMs = Number.NEGATIVE_INFINITY) =>
      parts
        .listable([...kept.values()], versions)
        .filter((record) => record.state === state && (parts.dueAtMs(record) ?? 0) >= sinceMs).length,
    summarize: async ({ filter, ...request }) =>
      totalsOf(
        parts
          .listable([...kept.values()], versions)
          .filter((record) => parts.matches(record, filter))
          .map(countedCallOf),
        request,
      ),
    delete: async (hash) => kept.delete(hash),
  };
}
