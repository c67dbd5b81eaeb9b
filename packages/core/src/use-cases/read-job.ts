import { EarshotError, isEarshotError } from '../errors.js';
import { callJobState, currentAttempt, type JobFacts, type JobRef, jobName } from '../model/call-job.js';
import type { CallOverview } from '../model/record.js';
import type { AudioAnalyzer, JobProgress } from '../ports/audio-analyzer.js';
import type { RecordRepository } from '../ports/record-repository.js';

export interface ReadJobDeps {
  readonly repository: Pick<RecordRepository, 'get'>;
  /** Says how far running jobs are. @defaultValue nothing does */
  readonly analyzer?: Partial<Pick<AudioAnalyzer, 'progress' | 'status'>> | undefined;
}

/** A job of a call. */
export interface CallJob {
  readonly call: CallOverview;
  readonly attempt: number;
  /** Progress of a running job, if the analyzer reports it. */
  readonly progress?: JobProgress | undefined;
}

/** Reads one job: the record of its call says how it is, and the analyzer how far. */
export class ReadJob {
  readonly #deps: ReadJobDeps;

  constructor(deps: ReadJobDeps) {
    this.#deps = deps;
  }

  /** @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such job; what the ports throw */
  async execute({ hash, attempt }: JobRef): Promise<CallJob> {
    const call = await this.#deps.repository.get(hash);
    if (call === undefined || callJobState(call, attempt) === undefined) throw noSuchJob({ hash, attempt });
    return { call, attempt, ...(await progressOf(this.#deps.analyzer, call, attempt)) };
  }
}

/** A job's progress, if it is running and the analyzer reports it. */
export async function progressOf(
  analyzer: ReadJobDeps['analyzer'],
  call: Pick<JobFacts, 'state' | 'jobs'>,
  attempt = currentAttempt(call),
): Promise<Pick<CallJob, 'progress'>> {
  const job = call.jobs[attempt - 1];
  if (job?.state !== 'running' || job.jobId === undefined || analyzer?.progress === undefined) return {};
  try {
    return { progress: await analyzer.progress(job.jobId) };
  } catch (error) {
    if (!isEarshotError(error, 'EARSHOT_NOT_FOUND')) throw error;
    return {};
  }
}

/** The error for a call that doesn't exist or has no such job. */
export function noSuchJob(ref: JobRef): EarshotError {
  return new EarshotError('EARSHOT_NOT_FOUND', `there is no job ${jobName(ref)}`, {
    details: { field: 'job', found: jobName(ref) },
  });
}
