import { EarshotError } from '../errors.js';
import { callJobState, currentAttempt, type JobRef, jobName } from '../model/call-job.js';
import { noSuchJob } from './read-job.js';
import { RestartCall } from './restart-call.js';
import type { StartCallDeps } from './start-call.js';
import type { StartOutcome } from './start-job.js';

/**
 * Has a call analyzed again after a job that failed or was cancelled. Repeating it starts no further job: the first time,
 * another attempt has followed the one that is named.
 */
export class RetryJob {
  readonly #deps: StartCallDeps;
  readonly #restartCall: RestartCall;

  constructor(deps: StartCallDeps) {
    this.#deps = deps;
    this.#restartCall = new RestartCall(deps);
  }

  /**
   * @returns `duplicate` when another attempt has followed already
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such job, `EARSHOT_CONFLICT` (not retryable) unless it failed or was
   * cancelled; what {@link RestartCall} throws
   */
  async execute(ref: JobRef): Promise<StartOutcome> {
    const { hash, attempt } = ref;
    const record = await this.#deps.repository.get(hash);
    const state = record && callJobState(record, attempt);
    if (record === undefined || state === undefined) throw noSuchJob(ref);
    if (attempt < currentAttempt(record)) return { status: 'duplicate', record };
    if (state !== 'failed' && state !== 'cancelled') {
      const message = `only a failed or cancelled job can be retried: ${jobName(ref)} is ${state}`;
      const details = { field: 'state', expected: 'failed or cancelled', found: state };
      throw new EarshotError('EARSHOT_CONFLICT', message, { retryable: false, details });
    }
    return this.#restartCall.execute(hash, record);
  }
}
