import type { CallId, MediaLocation } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { ObjectUri } from '../model/uri.js';

/** A recording to analyze, and the place for the result documents. */
export interface AnalysisRequest {
  readonly callId: CallId;
  readonly media: MediaLocation;
  /** The folder for the results, without a trailing slash; the analyzer adds a folder per job. */
  readonly outputUri: ObjectUri;
  /** 64 lower-case hex digits. The same key always means the same job. */
  readonly idempotencyKey: string;
}

/** A job that the analyzer has accepted. */
export interface StartedJob {
  readonly jobId: JobId;
  /** The analyzer's longer name for the job, when it has one. */
  readonly reference?: string;
}

/** The status of a job. A failed analysis is a status, not an error. */
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
      /** Whether another job for the same recording may succeed. @defaultValue false */
      readonly retryable?: boolean;
    };

/** The progress of a running job. */
export interface JobProgress {
  /**
   * `waiting`: the job is accepted, but hasn't started. `transcribing`, `understanding`: the current step. `saving`: the analysis has
   * ended, but the end isn't recorded yet.
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
   * Starts an analysis. Repeated and concurrent calls with the same `idempotencyKey` return the same job, so no recording is
   * analyzed twice.
   *
   * @throws EarshotError
   * - `EARSHOT_INVALID_INPUT` or `EARSHOT_NOT_SUPPORTED` if this recording can never be analyzed, `EARSHOT_NOT_FOUND` if
   *   it doesn't exist. Only for errors that are certainly caused by the recording, because its call then fails permanently
   * - `EARSHOT_DENIED` if a permission is missing, or the configuration is wrong: the same start succeeds once that is corrected.
   *   `details.action` names the missing action, if known
   * - the retryable `EARSHOT_THROTTLED`; with `details.quota: true` if the quota of concurrent jobs is used up, so the next start can
   *   only succeed after a job has ended
   * - the retryable `EARSHOT_UNAVAILABLE`
   */
  start(request: AnalysisRequest): Promise<StartedJob>;

  /**
   * The status of a job. Read-only.
   * @throws EarshotError `EARSHOT_NOT_FOUND` if the analyzer doesn't know the job, and the retryable ones
   */
  status(jobId: JobId): Promise<JobStatus>;

  /**
   * The progress of a job. Read-only and cheap, because callers poll it. Absent if the analyzer doesn't report progress.
   * @throws EarshotError as {@link status} does
   */
  progress?(jobId: JobId): Promise<JobProgress>;

  /**
   * Stops a job permanently. Afterwards it is failed with the code `CANCELLED`, isn't retryable, and leaves no result. A job that has
   * already ended doesn't change (`ended`). Idempotent. Absent if the analyzer can't stop jobs.
   * @throws EarshotError as {@link status} does
   */
  cancel?(jobId: JobId): Promise<'cancelled' | 'ended'>;
}
