import type { FailedJob } from '../intake/inbound-event.js';
import { type Digests, recordedAt } from '../model/call.js';
import type { Failure } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { standingOf, withFailure } from '../model/transitions.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { callOfJob } from './call-of-job.js';
import { updateFound } from './update-record.js';

/** What recording the end of a job takes. */
export interface RecordFailureDeps {
  readonly repository: RecordRepository;
  readonly digests: Pick<Digests, 'md5Hex'>;
  readonly now: () => Date;
}

/** What became of the news that a job failed. */
export type FailureOutcome =
  | { readonly status: 'failed' | 'duplicate'; readonly record: CallRecord }
  | { readonly status: 'ignored'; readonly reason: string };

/** Notes on the record that a job failed, and why. */
export class RecordFailure {
  readonly #deps: RecordFailureDeps;

  constructor(deps: RecordFailureDeps) {
    this.#deps = deps;
  }

  /** @throws EarshotError `EARSHOT_CONFLICT`, not retryable, when the record awaits another job; what the ports throw */
  async execute(mention: FailedJob, failure: Failure): Promise<FailureOutcome> {
    const { repository, digests, now } = this.#deps;
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
        return withFailure(latest, { hash, callId, ...facts }, job, now().getTime());
      },
    );
    return { status: news ? 'failed' : 'duplicate', record };
  }
}
