import type { CallHash } from '../model/call.js';
import type { JobId } from '../model/job.js';
import type { CallFilter, CallPage, PagePosition } from '../model/page.js';
import type { CallRecord } from '../model/record.js';

/** Which calls to list. */
export interface ListRequest {
  readonly filter: CallFilter;
  /** At most this many, 1–100. */
  readonly limit: number;
  /** Only what comes after this position. It need not be the position of a call that exists. */
  readonly after?: PagePosition | undefined;
}

/**
 * Keeps one record per call. What it gives out equals what was saved, and changing the one never changes the other:
 * records are copied or frozen.
 */
export interface RecordRepository {
  /** The record of a call, whole; `undefined` when there is none. Sees every save that was answered. */
  get(hash: CallHash): Promise<CallRecord | undefined>;

  /** The record that has this job among its jobs; `undefined` when none has. */
  findByJob(jobId: JobId): Promise<CallRecord | undefined>;

  /**
   * Keeps a record in place of its previous revision. Of any number of concurrent saves of one revision, one wins.
   * @throws EarshotError `EARSHOT_CONFLICT` unless the kept revision is one less than the record's (none kept: 0)
   */
  save(record: CallRecord): Promise<void>;

  /**
   * Lists calls, newest first: by recording time descending, then by hash. Walking the pages by `next` yields each
   * matching call that stays unchanged exactly once, at a cost that grows with the pages walked and not with the number
   * of calls kept. A page may be shorter than asked, even empty, while more follow; only an absent `next` ends the walk.
   */
  list(request: ListRequest): Promise<CallPage>;

  /** Removes a call's record. Answers whether one was there. Harmless when repeated. */
  delete(hash: CallHash): Promise<boolean>;
}
