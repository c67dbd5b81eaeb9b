import type { CallHash, CallId, MediaLocation } from '../model/call.js';
import type { CallSort } from '../model/call-sort.js';
import type { CallTotals, TotalsRequest } from '../model/call-totals.js';
import type { AnalysisJob, JobId } from '../model/job.js';
import type { CallFilter, CallPage, PagePosition } from '../model/page.js';
import type { CallRecord, OpenState } from '../model/record.js';

/** Which calls to list. */
export interface ListRequest {
  readonly filter: CallFilter;
  /** @defaultValue `newest` */
  readonly sort?: CallSort | undefined;
  /** At most this many, 1–100. */
  readonly limit: number;
  /** Only what comes after this position of the same order. It need not be the position of a call that exists. */
  readonly after?: PagePosition | undefined;
}

/** A position in a list of calls in an open state. */
export interface DuePosition {
  /** Epoch ms, as `dueAtMs` of its record gives it. */
  readonly dueAtMs: number;
  readonly hash: CallHash;
}

/** Which calls are due. */
export interface DueRequest {
  readonly state: OpenState;
  /** Only calls that are due by then, epoch ms. */
  readonly untilMs: number;
  /** At most this many, 1–100. */
  readonly limit: number;
  /** Only what comes after this position. It need not be the position of a call that exists. */
  readonly after?: DuePosition | undefined;
}

/** Calls that are due. */
export interface DueCalls {
  readonly calls: readonly DuePosition[];
  /** Absent when none follows. */
  readonly next?: DuePosition | undefined;
}

/**
 * What is known of a call whose record can't be read: enough to erase it. Absent fields are
 * unknown.
 */
export interface SalvagedCall {
  readonly hash: CallHash;
  readonly callId?: CallId | undefined;
  readonly media?: Pick<MediaLocation, 'uri'> | undefined;
  readonly jobs?: readonly Partial<Pick<AnalysisJob, 'jobId' | 'outputUri'>>[] | undefined;
}

/**
 * Keeps one record per call. A returned record equals the saved one, and changing one never changes
 * the other: records are copied or frozen.
 */
export interface RecordRepository {
  /**
   * The record of a call, whole; `undefined` when there is none. Sees every acknowledged save.
   * @throws EarshotError `EARSHOT_UNREADABLE` when what is kept is damaged
   */
  get(hash: CallHash): Promise<CallRecord | undefined>;

  /** The record that has this job among its jobs; `undefined` when none has. @throws EarshotError as {@link get} does */
  findByJob(jobId: JobId): Promise<CallRecord | undefined>;

  /** A record that has this name among its aliases; `undefined` when none has. @throws EarshotError as {@link get} does */
  findByAlias(alias: CallId): Promise<CallRecord | undefined>;

  /**
   * Keeps a record in place of its previous revision. Of any number of concurrent saves of one revision, one wins.
   * A repository may rely on how records change: a revision adds at most one step to the history, and an analysis comes
   * with a step to `completed` or `no_match`.
   * @throws EarshotError `EARSHOT_CONFLICT` unless the kept revision is one less than the record's (none kept: 0), and was
   *   created when the record was: a call that was erased and reported again is another one
   */
  save(record: CallRecord): Promise<void>;

  /**
   * Lists calls in an order: by what `rankOf` gives, then by hash. Walking the pages by `next`
   * yields each matching call that stays unchanged exactly once, at a cost that grows with the
   * pages walked and not with the number of calls kept. A filter or an order that would cost more
   * is refused. A page may be shorter than asked, even empty, while more follow; only an absent
   * `next` ends the listing. A damaged record is left out and named in {@link CallPage.damaged}; it
   * never prevents the others from being listed.
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED`, with `details.field`, for a filter or an order
   * that this repository refuses
   */
  list(request: ListRequest): Promise<CallPage>;

  /**
   * Names the calls in an open state, the longest due first: by `dueAtMs`, then by hash. Costs the same however many are
   * in that state. May lag behind saves as {@link list} may: look at the record before doing anything.
   */
  listDue(request: DueRequest): Promise<DueCalls>;

  /**
   * How many calls {@link listDue} names in all, whenever they are due, or only those due at or after `sinceMs` (epoch ms).
   * May lag behind saves, and cost more the more there are.
   */
  countOpen(state: OpenState, sinceMs?: number): Promise<number>;

  /**
   * Counts the calls that {@link list} lists for the filter, exactly, as `totalsOf` does; it may count damaged ones. Costs more
   * the more there are. A repository that would have to read every call to do so leaves this out.
   */
  summarize?(request: TotalsRequest): Promise<CallTotals>;

  /** Removes a call's record, damaged or not. Answers whether one was there. Harmless when repeated. */
  delete(hash: CallHash): Promise<boolean>;

  /**
   * What is still readable of a call whose record {@link get} can't read; `undefined` when nothing is stored. A repository
   * that stores parts of a record separately should implement it: otherwise erasing a damaged call leaves its documents.
   */
  salvage?(hash: CallHash): Promise<SalvagedCall | undefined>;
}
