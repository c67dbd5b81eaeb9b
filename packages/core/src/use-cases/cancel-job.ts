import { isEarshotError } from '../errors.js';
import { callJobState, type JobRef } from '../model/call-job.js';
import type { JobId } from '../model/job.js';
import type { CallRecord } from '../model/record.js';
import { cancelled } from '../model/transitions.js';
import type { AudioAnalyzer } from '../ports/audio-analyzer.js';
import type { RecordRepository } from '../ports/record-repository.js';
import type { Finisher } from './finish-call.js';
import { noSuchJob } from './read-job.js';
import { updateRecord } from './update-record.js';

export interface CancelJobDeps {
  readonly repository: RecordRepository;
  readonly analyzer: AudioAnalyzer;
  readonly now: () => Date;
  /** @defaultValue nothing is derived */
  readonly finishCall?: Finisher | undefined;
}

/** A job that is cancelled. */
export interface CancelOutcome {
  readonly record: CallRecord;
  readonly attempt: number;
  /**
   * The outcome of its analysis. `not_started`: none is known to have begun. `stopped`: it does no more. `ended`: it had ended,
   * and its result isn't the call's. `continues`: the analyzer can't stop it, and its result will be ignored.
   */
  readonly analysis: 'not_started' | 'stopped' | 'ended' | 'continues';
}

/**
 * Cancels a job. The record is changed first: whether the job's result or its cancellation is saved first decides which of the
 * two counts, and nothing that arrives later changes that. Safe to repeat.
 */
export class CancelJob {
  readonly #deps: CancelJobDeps;

  constructor(deps: CancelJobDeps) {
    this.#deps = deps;
  }

  /**
   * @param actor who cancels it
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such job, `EARSHOT_CONFLICT` (not retryable) when it has ended;
   * what the ports throw
   */
  async execute(ref: JobRef, actor: string): Promise<CancelOutcome> {
    const { finishCall } = this.#deps;
    const cancel = () => this.#cancel(ref, actor);
    return finishCall === undefined ? cancel() : finishCall.whileChanging(ref.hash, cancel);
  }

  async #cancel(ref: JobRef, actor: string): Promise<CancelOutcome> {
    const { repository, analyzer, now } = this.#deps;
    const { hash, attempt } = ref;
    const record = await updateRecord(repository, hash, (known) => {
      if (known === undefined || callJobState(known, attempt) === undefined) throw noSuchJob(ref);
      return cancelled(known, attempt - 1, actor, now().getTime());
    });
    const jobId = record.jobs[attempt - 1]?.jobId;
    const analysis = jobId === undefined ? 'not_started' : await stopAnalysis(analyzer, jobId);
    return { record, attempt, analysis };
  }
}

/** Has an analyzer stop a job whose result doesn't count. */
export async function stopAnalysis(
  analyzer: AudioAnalyzer,
  jobId: JobId,
): Promise<Exclude<CancelOutcome['analysis'], 'not_started'>> {
  if (analyzer.cancel === undefined) return 'continues';
  try {
    return (await analyzer.cancel(jobId)) === 'ended' ? 'ended' : 'stopped';
  } catch (error) {
    if (isEarshotError(error, 'EARSHOT_NOT_FOUND')) return 'stopped';
    throw error;
  }
}
