import type { CallId, MediaLocation } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';

/** What to analyze, and where the result documents shall go. */
export interface AnalysisRequest {
  readonly callId: CallId;
  readonly media: MediaLocation;
  /** The folder for the results, without a trailing slash; the analyzer adds a folder per job. */
  readonly outputUri: ObjectUri;
  /** 64 lower-case hex digits. The same key always means the same job. */
  readonly idempotencyKey: string;
}

/** A job that the analyzer has taken on. */
export interface StartedJob {
  readonly jobId: JobId;
  /** The analyzer's longer name for the job, when it has one. */
  readonly reference?: string;
}

/** Where a job stands. A failed analysis is an answer, not an error. */
export type JobStatus =
  | { readonly state: 'running' }
  | {
      readonly state: 'succeeded';
      /** The document that completes the result, in one of the formats in use. */
      readonly resultUri: ObjectUri;
    }
  | {
      readonly state: 'failed';
      readonly failure: Failure;
      /** Whether another job on the same recording may end well. @defaultValue false */
      readonly retryable?: boolean;
    };

/** How far a running job is, where the analyzer can tell. */
export interface JobProgress {
  /**
   * `waiting`: the job is accepted, and nothing of it is done. `transcribing`, `understanding`: the analysis is at that.
   * `saving`: it has ended, and the end isn't recorded yet.
   */
  readonly stage: 'waiting' | 'transcribing' | 'understanding' | 'saving';
  /** How much of the recording is transcribed. */
  readonly doneMs: number;
  /** How long the recording is. Absent while unknown. */
  readonly totalMs?: number | undefined;
}

/** Analyzes recordings, each in a job of its own that ends some time later. */
export interface AudioAnalyzer {
  /**
   * Starts an analysis. Afterwards the job exists, and starting again with the same `idempotencyKey` names the same
   * job, however often and however concurrently it is called: no recording is analyzed twice.
   *
   * @throws EarshotError
   * - `EARSHOT_INVALID_INPUT` or `EARSHOT_NOT_SUPPORTED` when this recording can never be analyzed, `EARSHOT_NOT_FOUND` when
   *   there is none: only what is sure to be the recording's own fault, since its call then fails permanently
   * - `EARSHOT_DENIED` when a permission is missing, or the set-up is wrong: the same start succeeds once that is corrected.
   *   `details.action` names the action that is missing, where it is known
   * - the retryable `EARSHOT_THROTTLED`; with `details.quota: true` when there are as many jobs as there may be, so that
   *   the next start can succeed only after a job has ended
   * - the retryable `EARSHOT_UNAVAILABLE`
   */
  start(request: AnalysisRequest): Promise<StartedJob>;

  /**
   * Says where a job stands. Changes nothing.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when the analyzer knows no such job, and the retryable ones
   */
  status(jobId: JobId): Promise<JobStatus>;

  /**
   * How far a job is. Changes nothing, and costs little, since callers poll it. Absent when the analyzer doesn't report this.
   * @throws EarshotError as {@link status} does
   */
  progress?(jobId: JobId): Promise<JobProgress>;

  /**
   * Stops a job permanently. Afterwards it is failed, with the code `CANCELLED`, and isn't retryable: no result of it is announced
   * or left behind. A job that has ended otherwise stays as it is (`ended`). Idempotent. Absent when the analyzer
   * can't stop jobs.
   * @throws EarshotError as {@link status} does
   */
  cancel?(jobId: JobId): Promise<'cancelled' | 'ended'>;
}
