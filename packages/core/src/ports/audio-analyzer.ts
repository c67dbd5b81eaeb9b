import type { CallId, MediaLocation } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';

/** What to analyse, and where the result documents shall go. */
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

/** Analyses recordings, each in a job of its own that ends some time later. */
export interface AudioAnalyzer {
  /**
   * Starts an analysis. Afterwards the job exists, and starting again with the same `idempotencyKey` names the same
   * job, however often and however concurrently it is called: no recording is analysed twice.
   *
   * @throws EarshotError
   * - `EARSHOT_INVALID_INPUT` or `EARSHOT_NOT_SUPPORTED` when this recording can never be analysed, `EARSHOT_NOT_FOUND` when
   *   there is none: only what is sure to be the recording's own fault, since its call then fails for good
   * - `EARSHOT_DENIED` when a permission is missing, or the set-up is wrong: the same start succeeds once that is corrected.
   *   `details.action` names the action that is missing, where it is known
   * - the retryable `EARSHOT_THROTTLED`; with `details.quota: true` when there are as many jobs as there may be, so that
   *   the next start can succeed only after a job has ended
   * - the retryable `EARSHOT_UNAVAILABLE`
   */
  start(request: AnalysisRequest): Promise<StartedJob>;

  /**
   * Tells where a job stands. Changes nothing.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when the analyzer knows no such job, and the retryable ones
   */
  status(jobId: JobId): Promise<JobStatus>;
}
