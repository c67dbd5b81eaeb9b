import {
  type AnalysisRequest,
  type AudioAnalyzer,
  EarshotError,
  JobId,
  type JobStatus,
  ObjectUri,
  type StartedJob,
} from '@earshot/core';
import type { VirtualTime } from './virtual-time.js';

/** How an analyzer behaves. */
export interface AnalyzerOptions {
  readonly time: VirtualTime;
  readonly startMs: number;
  readonly jobMs: () => number;
  /** How many jobs run at once, by the time. */
  readonly quotaAt: (nowMs: number) => number;
  readonly onEnd: (request: AnalysisRequest, jobId: JobId, resultUri: ObjectUri) => void;
}

/** An analyzer with a quota that nobody knows. Counts how busy it is while calls wait. */
export class SimulatedAnalyzer implements AudioAnalyzer {
  readonly #options: AnalyzerOptions;
  readonly #jobs = new Map<JobId, { status: JobStatus }>();
  #running = 0;
  #waiting: () => boolean = () => false;
  #countedAtMs: number;
  #busyMs = 0;
  #slotMs = 0;
  starts = 0;
  refusals = 0;

  constructor(options: AnalyzerOptions) {
    this.#options = options;
    this.#countedAtMs = options.time.nowMs;
  }

  get jobCount(): number {
    return this.#jobs.size;
  }

  /** The share of its job slots that were in use while calls waited. */
  get busyShare(): number {
    return this.#busyMs / this.#slotMs;
  }

  /** Counts only while that is so. */
  countWhile(waiting: () => boolean): void {
    this.#waiting = waiting;
  }

  async start(request: AnalysisRequest): Promise<StartedJob> {
    const { time, startMs, jobMs, quotaAt, onEnd } = this.#options;
    await time.wait(startMs);
    const jobId = JobId.parse(request.idempotencyKey);
    if (this.#jobs.has(jobId)) return { jobId };
    this.count();
    if (this.#running >= quotaAt(time.nowMs)) {
      this.refusals++;
      throw new EarshotError('EARSHOT_THROTTLED', 'no job slot is free', { details: { quota: true } });
    }
    const job: { status: JobStatus } = { status: { state: 'running' } };
    this.#jobs.set(jobId, job);
    this.#running++;
    this.starts++;
    time.at(time.nowMs + jobMs(), () => {
      this.count();
      this.#running--;
      const resultUri = ObjectUri.parse(`${request.outputUri}/${jobId}/job_metadata.json`);
      job.status = { state: 'succeeded', resultUri };
      onEnd(request, jobId, resultUri);
    });
    return { jobId };
  }

  async status(jobId: JobId): Promise<JobStatus> {
    const { time, startMs } = this.#options;
    await time.wait(startMs);
    return this.#jobs.get(jobId)?.status ?? { state: 'running' };
  }

  /** Adds the time since it was last called. To be called before anything changes. */
  count(): void {
    const { time, quotaAt } = this.#options;
    const sinceMs = time.nowMs - this.#countedAtMs;
    const quota = quotaAt(this.#countedAtMs);
    this.#countedAtMs = time.nowMs;
    if (!this.#waiting()) return;
    this.#busyMs += Math.min(this.#running, quota) * sinceMs;
    this.#slotMs += quota * sinceMs;
  }
}
