import * as z from 'zod/mini';
import { isEarshotError } from '../errors.js';
import { CallHash, EpochMs } from '../model/call.js';
import type { Failure, JobId } from '../model/job.js';
import { type CallRecord, currentJob } from '../model/record.js';
import type { AudioAnalyzer, JobStatus } from '../ports/audio-analyzer.js';
import type { DuePosition, RecordRepository } from '../ports/record-repository.js';
import type { SharedState } from '../ports/shared-state.js';
import type { Finisher } from './finish-call.js';
import { errorOutcome, type ItemOutcome } from './handle-delivery.js';
import type { PersistResult } from './persist-result.js';
import type { RecordFailure } from './record-failure.js';
import { RelistCalls } from './relist-calls.js';

export interface SweepJobsDeps {
  readonly analyzer: Pick<AudioAnalyzer, 'status'>;
  readonly repository: Pick<RecordRepository, 'get' | 'list' | 'listDue' | 'save'>;
  /** Keeps where a sweep stopped, for the next one. */
  readonly state: SharedState;
  readonly persistResult: Pick<PersistResult, 'execute'>;
  readonly recordFailure: Pick<RecordFailure, 'execute'>;
  /** Finishes calls that ended, and those that were left. @defaultValue nothing is derived */
  readonly finishCall?: Finisher | undefined;
  readonly now: () => Date;
}

/** Which calls are checked. */
export interface SweepOptions {
  /** A call whose job has run this long without an event is checked. @defaultValue 30 minutes */
  readonly overdueMs?: number;
  /** No call is checked once this time is over. @defaultValue 5 minutes */
  readonly timeLeftMs?: number;
  /** At most this many calls are checked; the next sweep goes on with the others. @defaultValue 2,000 */
  readonly maxCalls?: number;
  /** Called with each call that was checked. */
  readonly onSwept?: (swept: SweptCall) => void;
}

/** A call that was checked, and the outcome. */
export interface SweptCall {
  readonly hash: CallHash;
  /** Absent when it could not be read. */
  readonly call?: CallRecord;
  /** `running`: the job needs more time. `submitted`: a new job will be started. The others as events bring them. */
  readonly outcome: ItemOutcome | { readonly status: 'running' };
}

/** How many calls were checked, by the outcome. */
export type SweepCounts = Partial<Record<SweptCall['outcome']['status'], number>>;

const PAGE_SIZE = 100;
const AT_ONCE = 5;
/** Of the time that is left. */
const RELIST_SHARE = 0.25;
/** The name that the position has among the shared values. */
const SWEEP = 'sweep';
const Position = z.object({ dueAtMs: EpochMs, hash: CallHash });

/**
 * Asks after the calls whose job ended without an event: the end is recorded as its event would have been. Events are best
 * effort; this is the net. On its way it puts open calls that are missing from the list of due calls back into it.
 */
export class SweepJobs {
  readonly #deps: SweepJobsDeps;
  readonly #relistCalls: RelistCalls;

  constructor(deps: SweepJobsDeps) {
    this.#deps = deps;
    this.#relistCalls = new RelistCalls(deps);
  }

  /**
   * One call's error is its own outcome and leaves the others alone.
   * @throws what `list`, `listDue` and the shared state throw
   */
  async execute(options: SweepOptions = {}): Promise<SweepCounts> {
    const { overdueMs = 30 * 60_000, timeLeftMs = 5 * 60_000, maxCalls = 2_000, onSwept } = options;
    const { state } = this.#deps;
    const beganMs = this.#nowMs();
    const counts: SweepCounts = {};
    const report = (swept: SweptCall) => {
      counts[swept.outcome.status] = (counts[swept.outcome.status] ?? 0) + 1;
      onSwept?.(swept);
    };
    const onError = (hash: CallHash, error: unknown) => report({ hash, outcome: errorOutcome(error) });
    const relisting = this.#relistCalls.execute({ timeLeftMs: timeLeftMs * RELIST_SHARE, onError });
    const [relisted] = await Promise.allSettled([relisting]);
    const stored = await state.read(SWEEP);
    const overdue = this.#overdue(Position.safeParse(stored?.value).data, beganMs - overdueMs);
    let asked = 0;
    let last: DuePosition | undefined;
    let isDone = false;
    const work = async () => {
      while (!isDone && asked < maxCalls && this.#nowMs() - beganMs < timeLeftMs) {
        asked++;
        const next = await overdue.next();
        if (next.done === true) {
          isDone = true;
          return;
        }
        last = next.value;
        const { hash } = last;
        const swept = await this.#look(hash).catch((error: unknown) => ({ hash, outcome: errorOutcome(error) }));
        if (swept !== undefined) report(swept);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const position = isDone || last === undefined ? {} : { ...last };
    // Another sweep that ended meanwhile knows as well as this one where to go on.
    if (isDone ? stored?.value['hash'] !== undefined : last !== undefined) {
      await state.write(SWEEP, position, stored?.version ?? 0);
    }
    await this.#deps.finishCall?.resume({ timeLeftMs: timeLeftMs - (this.#nowMs() - beganMs) });
    // Jobs were checked all the same.
    if (relisted.status === 'rejected') throw relisted.reason;
    return counts;
  }

  async *#overdue(from: DuePosition | undefined, untilMs: number): AsyncGenerator<DuePosition, void> {
    let after = from;
    do {
      const page = await this.#deps.repository.listDue({ state: 'analyzing', untilMs, limit: PAGE_SIZE, after });
      yield* page.calls;
      after = page.next;
    } while (after !== undefined);
  }

  async #look(hash: CallHash): Promise<SweptCall | undefined> {
    const call = await this.#deps.repository.get(hash);
    const jobId = call?.state === 'analyzing' ? currentJob(call)?.jobId : undefined;
    if (call === undefined || jobId === undefined) return undefined;
    return { hash, call, outcome: await this.#ask(call, jobId).catch(errorOutcome) };
  }

  async #ask(call: CallRecord, jobId: JobId): Promise<SweptCall['outcome']> {
    const status = await this.#status(jobId);
    if (status.state === 'running') return { status: 'running' };
    const mention = { jobId, folder: call.callId, sentAtMs: this.#nowMs() };
    const { finishCall, persistResult, recordFailure } = this.#deps;
    const end = async (): Promise<ItemOutcome> =>
      status.state === 'failed'
        ? recordFailure.execute(mention, status.failure, status.retryable)
        : persistResult.execute({ ...mention, resultUri: status.resultUri });
    return finishCall === undefined ? end() : finishCall.whileChanging(call.hash, end);
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

  #nowMs(): number {
    return this.#deps.now().getTime();
  }
}
