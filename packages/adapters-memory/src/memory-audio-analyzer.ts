import {
  type AnalysisRequest,
  type AudioAnalyzer,
  EarshotError,
  type Failure,
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

  /** Every job ever started, oldest first. */
  get jobs(): readonly { readonly jobId: JobId; readonly request: AnalysisRequest }[] {
    return [...this.#jobs].map(([jobId, { request }]) => ({ jobId, request }));
  }

  /** The job ended well, and its results lie beside this manifest. */
  succeed(jobId: JobId, resultUri: ObjectUri): void {
    this.#job(jobId).status = { state: 'succeeded', resultUri };
  }

  /** The job ended badly. */
  fail(jobId: JobId, failure: Failure): void {
    this.#job(jobId).status = { state: 'failed', failure: { ...failure } };
  }

  #job(jobId: JobId) {
    const job = this.#jobs.get(jobId);
    if (job !== undefined) return job;
    throw new EarshotError('EARSHOT_NOT_FOUND', `no job ${jobId}`, { details: { field: 'jobId', found: jobId } });
  }
}
