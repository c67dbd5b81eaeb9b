import type { FailedJob } from '../intake/inbound-event.js';
import { type Digests, recordedAt } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { standingOf, withFailure, withRetry } from '../model/transitions.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { callOfJob } from './call-of-job.js';
import { updateFound } from './update-record.js';

export interface RecordFailureDeps {
  readonly repository: RecordRepository;
  readonly digests: Pick<Digests, 'md5Hex'>;
  readonly now: () => Date;
  /** A call is analyzed at most this many times without a person's command. @defaultValue 3 */
  readonly maxAttempts?: number | undefined;
}

/** The outcome of the report that a job failed. `submitted`: another job will be started. */
export type FailureOutcome =
  | { readonly status: 'failed' | 'submitted' | 'duplicate'; readonly record: CallRecord }
  | { readonly status: 'ignored'; readonly reason: string };

/**
 * Notes on the record that a job failed, and why. If another job may succeed and attempts are left, the call is submitted
 * again, for a time when what made the job fail may have passed.
 */
export class RecordFailure {
  readonly #deps: RecordFailureDeps;

  constructor(deps: RecordFailureDeps) {
    this.#deps = deps;
  }

  /**
   * @param retryable whether another job on the same recording may succeed
   * @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the record awaits another job; what the ports throw
   */
  async execute(mention: FailedJob, failure: Failure, retryable = false): Promise<FailureOutcome> {
    const { repository, digests, now, maxAttempts = 3 } = this.#deps;
    const { jobId, sentAtMs: finishedAtMs, mediaUri } = mention;
    // Without a folder, the failure of a job that no call has may be that of anybody's job on the same recording.
    if (mention.folder === undefined && (await repository.findByJob(jobId)) === undefined) {
      return { status: 'ignored', reason: `no call has job ${jobId}, which failed` };
    }
    const facts = { recordedAt: recordedAt(undefined, mediaUri, finishedAtMs), mediaUri };
    const job = { jobId, state: 'failed' as const, finishedAtMs, failure };
    let news = true;
    const record = await updateFound(
      repository,
      () => callOfJob(repository, digests, { ...mention, recording: mediaUri }),
      ({ record: latest, hash, callId }) => {
        news = standingOf(latest, jobId, mediaUri) === 'news';
        const mentioned = { hash, callId, ...facts };
        // A call that is known only by this job was started elsewhere, and so will be its next job.
        const again = retryable && latest?.media !== undefined && attemptsWith(latest, jobId) < maxAttempts;
        if (again) return withRetry(latest, mentioned, job, now().getTime());
        return withFailure(latest, mentioned, job, now().getTime());
      },
    );
    if (!news) return { status: 'duplicate', record };
    return { status: record.state === 'submitted' ? 'submitted' : 'failed', record };
  }
}

function attemptsWith({ jobs }: CallRecord, jobId: JobId): number {
  return jobs.some((job) => job.jobId === jobId) ? jobs.length : jobs.length + 1;
}
