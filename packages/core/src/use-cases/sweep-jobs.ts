import { isEarshotError } from '../errors.js';
import type { Failure, JobId } from '../model/job.js';
import { type CallOverview, currentJob } from '../model/record.js';
import type { AudioAnalyzer, JobStatus } from '../ports/audio-analyzer.js';
import type { RecordRepository } from '../ports/record-repository.js';
import { errorOutcome, type ItemOutcome } from './handle-delivery.js';
import type { PersistResult } from './persist-result.js';
import type { RecordFailure } from './record-failure.js';
import type { RestartCall } from './restart-call.js';

/** What sweeping takes. */
export interface SweepJobsDeps {
  readonly analyzer: Pick<AudioAnalyzer, 'status'>;
  readonly repository: Pick<RecordRepository, 'list'>;
  readonly persistResult: Pick<PersistResult, 'execute'>;
  readonly recordFailure: Pick<RecordFailure, 'execute'>;
  readonly restartCall: Pick<RestartCall, 'execute'>;
  readonly now: () => Date;
}

/** Which calls are asked after, and which are tried again. */
export interface SweepOptions {
  /** A call that has waited this long without news is asked after. @defaultValue 30 minutes */
  readonly overdueMs?: number;
  /** A call is analysed at most this many times by itself; after that a person decides. @defaultValue 3 */
  readonly maxAttempts?: number;
  /** Told of each call that was asked after. */
  readonly onSwept?: (swept: SweptCall) => void;
}

/** A call that was asked after, and what came of it. */
export interface SweptCall {
  readonly call: CallOverview;
  /** `running`: the job needs more time. `started`: a new job runs. The others as events bring them. */
  readonly outcome: ItemOutcome | { readonly status: 'running' };
}

/** How many calls were asked after, by what came of it. */
export type SweepCounts = Partial<Record<SweptCall['outcome']['status'], number>>;

const PAGE_SIZE = 100;

/**
 * Asks after the calls whose news never came: a job that ended is recorded as its event would have been, one that broke
 * is restarted if that may help, and so is a call whose start was lost. Events are best effort; this is the net.
 */
export class SweepJobs {
  readonly #deps: SweepJobsDeps;

  constructor(deps: SweepJobsDeps) {
    this.#deps = deps;
  }

  /** One call's error is its own outcome and leaves the others alone. @throws what `repository.list` throws */
  async execute(options: SweepOptions = {}): Promise<SweepCounts> {
    const { overdueMs = 30 * 60_000, maxAttempts = 3, onSwept } = options;
    const counts: SweepCounts = {};
    for (const state of ['submitted', 'analyzing'] as const) {
      for await (const call of this.#waiting(state)) {
        if (waitingSinceMs(call) > this.#deps.now().getTime() - overdueMs) continue;
        const outcome = await this.#sweep(call, maxAttempts).catch(errorOutcome);
        counts[outcome.status] = (counts[outcome.status] ?? 0) + 1;
        onSwept?.({ call, outcome });
      }
    }
    return counts;
  }

  async *#waiting(state: 'submitted' | 'analyzing'): AsyncGenerator<CallOverview> {
    let after: Parameters<RecordRepository['list']>[0]['after'];
    do {
      const page = await this.#deps.repository.list({ filter: { state }, limit: PAGE_SIZE, after });
      yield* page.calls;
      after = page.next;
    } while (after !== undefined);
  }

  async #sweep(call: CallOverview, maxAttempts: number): Promise<SweptCall['outcome']> {
    const jobId = currentJob(call)?.jobId;
    if (call.state === 'submitted' || jobId === undefined) return this.#deps.restartCall.execute(call.hash, call);
    const status = await this.#status(jobId);
    if (status.state === 'running') return { status: 'running' };
    const mention = { jobId, folder: call.callId, sentAtMs: this.#deps.now().getTime() };
    if (status.state === 'succeeded') {
      return this.#deps.persistResult.execute({ ...mention, resultUri: status.resultUri });
    }
    const recorded = await this.#deps.recordFailure.execute(mention, status.failure);
    const again = recorded.status === 'failed' && status.retryable === true && call.jobs.length < maxAttempts;
    return again ? this.#deps.restartCall.execute(call.hash, recorded.record) : recorded;
  }

  async #status(jobId: JobId): Promise<JobStatus> {
    try {
      return await this.#deps.analyzer.status(jobId);
    } catch (error) {
      if (!isEarshotError(error, 'EARSHOT_NOT_FOUND')) throw error;
      const failure: Failure = { code: error.code, reason: 'the analyzer knows nothing of this job any more' };
      return { state: 'failed', failure, retryable: true };
    }
  }
}

/** A submitted call has no job yet: the last one, if any, belongs to an attempt that is over. */
function waitingSinceMs(call: CallOverview): number {
  const job = call.state === 'analyzing' ? currentJob(call) : undefined;
  return job?.startedAtMs ?? call.updatedAtMs;
}
