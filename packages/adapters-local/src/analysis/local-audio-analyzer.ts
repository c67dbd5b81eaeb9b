import {
  type AnalysisRequest,
  type AudioAnalyzer,
  CANCELLED,
  EarshotError,
  earshotDocumentUri,
  isCancelled,
  type JobEvent,
  type JobId,
  type JobProgress,
  type JobStatus,
  type ObjectUri,
  type StartedJob,
} from '@earshot/core';
import type { AnalysisJobs, KeptJob } from '../sqlite/analysis-jobs.js';
import { jobFolderOf } from './analysis-documents.js';
import { namedByUri } from './named-by-uri.js';

export interface LocalAudioAnalyzerOptions {
  readonly jobs: AnalysisJobs;
  /** The path of a recording; `undefined` when there is none. */
  readonly pathOf: (uri: ObjectUri) => Promise<string | undefined>;
  /** Looks at a recording, and rejects when it can't be transcribed. */
  readonly check: (path: string) => Promise<unknown>;
  /** Sends news into the queue, within the transaction that they are about. */
  readonly announce: (event: JobEvent) => void;
  readonly newId: () => string;
  /** Is told that there is work, or that a job that may be under way is to be stopped. */
  readonly onChanged?: () => void;
}

/** The failure of a job that a person stopped. */
const STOPPED = { code: CANCELLED, reason: 'the analysis was cancelled' } as const;

/** The failure of a job on a recording that has grown. */
const SUPERSEDED = { code: 'SUPERSEDED', reason: 'a longer form of the recording is analyzed instead' } as const;

/**
 * Has recordings transcribed on this machine. It checks a recording before it accepts the job, stores the job, and leaves
 * the transcribing to an {@link AnalysisWorker} in this process or another one.
 */
export class LocalAudioAnalyzer implements AudioAnalyzer {
  readonly #options: LocalAudioAnalyzerOptions;

  constructor(options: LocalAudioAnalyzerOptions) {
    this.#options = options;
  }

  async start(request: AnalysisRequest): Promise<StartedJob> {
    const { jobs, pathOf, check, newId, onChanged } = this.#options;
    const known = jobs.withKey(request.idempotencyKey);
    if (known !== undefined) return { jobId: known.jobId };
    const asked = structuredClone(request);
    const path = await pathOf(asked.media.uri);
    if (path === undefined) {
      throw new EarshotError('EARSHOT_NOT_FOUND', `there is no recording at ${asked.media.uri}`, {
        details: { field: 'media.uri', expected: 'a recording in the local store', found: asked.media.uri },
      });
    }
    await check(path).catch((error: unknown) => {
      throw namedByUri(error, path, asked.media.uri);
    });
    const { jobId } = jobs.add(newId() as JobId, asked);
    for (const job of jobs.waiting()) {
      // The call's record doesn't wait for them any more.
      if (asked.media.supersedes?.includes(job.mediaUri)) jobs.end(job.jobId, undefined, { failure: SUPERSEDED });
    }
    onChanged?.();
    return { jobId };
  }

  async status(jobId: JobId): Promise<JobStatus> {
    const { state, resultUri, failure } = this.#job(jobId);
    if (state === 'succeeded' && resultUri !== undefined) return { state, resultUri };
    if (state === 'failed' && failure !== undefined) return { state, failure };
    return { state: 'running' };
  }

  async progress(jobId: JobId): Promise<JobProgress> {
    return progressOf(this.#options.jobs, jobId);
  }

  /** Also stops a worker of another process, at its next beat. */
  async cancel(jobId: JobId): Promise<'cancelled' | 'ended'> {
    const { jobs, announce, onChanged } = this.#options;
    const { jobId: known } = this.#job(jobId);
    if (!jobs.end(known, undefined, { failure: STOPPED }, (job) => announce(newsOf(job)))) {
      return isCancelled(jobs.get(jobId)) ? 'cancelled' : 'ended';
    }
    onChanged?.();
    return 'cancelled';
  }

  #job(jobId: JobId): KeptJob {
    return jobIn(this.#options.jobs, jobId);
  }
}

/** How far a job is. @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such job */
export function progressOf(jobs: Pick<AnalysisJobs, 'get'>, jobId: JobId): JobProgress {
  const { stage, doneMs, durationMs: totalMs } = jobIn(jobs, jobId).progress;
  return { stage: stage === 'ended' ? 'saving' : stage, doneMs, totalMs };
}

function jobIn(jobs: Pick<AnalysisJobs, 'get'>, jobId: JobId): KeptJob {
  const job = jobs.get(jobId);
  if (job !== undefined) return job;
  throw new EarshotError('EARSHOT_NOT_FOUND', `there is no analysis ${jobId} on this machine`, {
    details: { field: 'jobId', expected: 'a job of this analyzer', found: jobId },
  });
}

/** The document that completes a job. */
export function resultUriOf(job: Pick<KeptJob, 'outputUri' | 'jobId'>): ObjectUri {
  return earshotDocumentUri(jobFolderOf(job));
}

/** The news that a job ended. */
export function newsOf({ failure, mediaUri, ...job }: KeptJob): JobEvent {
  const facts = { resultUri: job.resultUri ?? resultUriOf(job), mediaUri };
  return failure === undefined
    ? { earshotEvent: 'job_finished', ...facts }
    : { earshotEvent: 'job_failed', ...facts, failure };
}
