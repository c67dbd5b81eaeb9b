import {
  type AnalysisRequest,
  type AudioAnalyzer,
  CANCELLED,
  EarshotError,
  type Failure,
  isCancelled,
  JobId,
  type JobStatus,
  type ObjectUri,
  type StartedJob,
} from '@earshot/core';

/**
 * Takes jobs on and waits to be told how they end: the reference for every {@link AudioAnalyzer}. It hears nothing by
 * itself.
 */
export class MemoryAudioAnalyzer implements AudioAnalyzer {
  readonly #jobs = new Map<JobId, { readonly request: AnalysisRequest; status: JobStatus }>();

  async start(request: AnalysisRequest): Promise<StartedJob> {
    const jobId = JobId.parse(request.idempotencyKey);
    if (!this.#jobs.has(jobId))
      this.#jobs.set(jobId, { request: structuredClone(request), status: { state: 'running' } });
    return { jobId };
  }

  async status(jobId: JobId): Promise<JobStatus> {
    return structuredClone(this.#job(jobId).status);
  }

  async cancel(jobId: JobId): Promise<'cancelled' | 'ended'> {
    const job = this.#job(jobId);
    if (job.status.state === 'running') {
      job.status = { state: 'failed', failure: { code: CANCELLED, reason: 'the analysis was cancelled' } };
      return 'cancelled';
    }
    return job.status.state === 'failed' && isCancelled(job.status) ? 'cancelled' : 'ended';
  }

  /** Every job ever started, oldest first. */
  get jobs(): readonly { readonly jobId: JobId; readonly request: AnalysisRequest }[] {
    return [...this.#jobs].map(([jobId, { request }]) => ({ jobId, request }));
  }

  /** The job ended well, and its results are next to this manifest. */
  succeed(jobId: JobId, resultUri: ObjectUri): void {
    this.#end(jobId, { state: 'succeeded', resultUri });
  }

  /** The job ended badly. */
  fail(jobId: JobId, failure: Failure): void {
    this.#end(jobId, { state: 'failed', failure: { ...failure } });
  }

  /** What was cancelled is stopped: nothing comes of it. */
  #end(jobId: JobId, end: JobStatus): void {
    const job = this.#job(jobId);
    if (job.status.state !== 'failed' || !isCancelled(job.status)) job.status = end;
  }

  #job(jobId: JobId) {
    const job = this.#jobs.get(jobId);
    if (job !== undefined) return job;
    throw new EarshotError('EARSHOT_NOT_FOUND', `no job ${jobId}`, { details: { field: 'jobId', found: jobId } });
  }
}
