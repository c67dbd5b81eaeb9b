import type { CallHash } from '../model/call.js';
import { type CallRecord, dueAtMs } from '../model/record.js';
import type { DuePosition } from '../ports/record-repository.js';
import {
  allowedJobs,
  type DispatchState,
  type JobLimit,
  LEASE_MS,
  limitOf,
  withOddCall,
  withPause,
  withQuotaRefusal,
  withRunning,
  withStart,
} from './dispatch-state.js';
import { errorOutcome, type ItemOutcome } from './handle-delivery.js';
import { unreported } from './job-count.js';
import type { StartCallDeps } from './start-call.js';
import { putOffStart, startJob } from './start-job.js';

/** With 100 ms for a start, about 40 a second. */
const AT_ONCE = 5;
const PAGE_SIZE = 20;
/** A job that began longer ago has ended, though its result could not be kept: its call holds no slot. */
const LONGEST_JOB_MS = 60 * 60_000;
/** So many calls in a row that meet a fault of the analyzer say that all would. */
const MAX_FAULTS = 10;

/** Why a call is put off that is refused for the quota more often than others. */
const REFUSED_AGAIN = { code: 'EARSHOT_THROTTLED', reason: 'no free job for this call, twice in a row' } as const;

/** A call that was looked at, and the outcome. */
export interface DispatchedCall {
  readonly hash: CallHash;
  readonly outcome: ItemOutcome;
}

/**
 * Why a dispatcher stopped. `done`: no call waits. `full`: as many jobs run as may. `paused`: the analyzer takes nothing on for
 * now. `late`: no time was left. `elsewhere`: another dispatcher is at work, and looks again.
 */
export type DispatchEnd = 'done' | 'full' | 'paused' | 'late' | 'elsewhere';

export interface PassOptions {
  readonly deps: StartCallDeps;
  readonly state: Pick<DispatchState, 'count'> & JobLimit;
  readonly deadlineMs: number;
  /** Keeps the lease for longer; returns whether that went well. */
  readonly keepLease: () => Promise<boolean>;
  /** Calls that the caller left submitted just now: the repository may not list them yet. */
  readonly submitted?: readonly CallHash[];
  /** Called with each call that was looked at, unless there was nothing to do for it. */
  readonly onDispatched?: (dispatched: DispatchedCall) => void;
}

/** One look at the waiting calls, by the holder of the lease: starts as many as there is room for. */
export class DispatchPass {
  readonly #options: PassOptions;
  /** What is known of the limit; learns. */
  jobs: JobLimit;
  /** Jobs that it started. */
  started = 0;
  /** Jobs that turned out to have started, or to have ended if negative. */
  unreported = 0;
  #asked = 0;
  #faults = 0;
  #denied = 0;
  #refused: CallHash[] = [];
  #oddCalls = 0;
  #renewAtMs: number;
  #end: DispatchEnd | undefined;
  #refusal: 'quota' | 'other' | undefined;

  constructor(options: PassOptions) {
    this.#options = options;
    this.jobs = limitOf(options.state);
    this.#renewAtMs = this.#nowMs() + LEASE_MS / 3;
  }

  async run(): Promise<DispatchEnd> {
    const { deps, state } = this.#options;
    const listed = await deps.repository.countOpen('analyzing', this.#nowMs() - LONGEST_JOB_MS);
    this.unreported = unreported(state.count, listed, this.#nowMs());
    this.jobs = withRunning(this.jobs, this.running);
    const waiting = this.#waiting();
    const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#work(waiting)));
    const broken = workers.find((worker) => worker.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    if (this.#refusal === 'quota') this.jobs = withQuotaRefusal(this.jobs, this.running, this.#nowMs(), this.#refused);
    if (this.#refusal === 'other') this.jobs = withPause(this.jobs, this.#nowMs());
    if (this.#refusal !== undefined) return this.#nowMs() < this.jobs.notBeforeMs ? 'paused' : 'full';
    return this.#end ?? 'done';
  }

  /** Jobs that run, as far as is known. */
  get running(): number {
    return this.#options.state.count.running + this.unreported + this.started;
  }

  /** Whether most calls that it came to are denied something. Others that wait don't have to queue up behind such calls. */
  get isAmongDenied(): boolean {
    return this.#denied > this.started;
  }

  async #work(waiting: AsyncGenerator<CallHash, void>): Promise<void> {
    while (true) {
      await this.#keepLease();
      if (!this.#mayGoOn()) return;
      this.#asked++;
      try {
        const next = await waiting.next();
        if (next.done === true) return;
        await this.#start(next.value);
      } finally {
        this.#asked--;
      }
    }
  }

  async #keepLease(): Promise<void> {
    const nowMs = this.#nowMs();
    if (nowMs < this.#renewAtMs) return;
    this.#renewAtMs = nowMs + LEASE_MS / 3;
    if (!(await this.#options.keepLease())) this.#end = 'elsewhere';
  }

  /** Between this check and the count of what is asked for, nothing else may happen. */
  #mayGoOn(): boolean {
    const nowMs = this.#nowMs();
    if (nowMs >= this.#options.deadlineMs) this.#end ??= 'late';
    if (this.#end !== undefined || this.#refusal !== undefined) return false;
    // Near the limit fewer at once: a slot that isn't free after all is to cost one refusal, not five.
    const free = allowedJobs(this.jobs, this.#options.deps.jobs?.maximum, nowMs) - this.running;
    if (this.#asked < Math.ceil(free / 2)) return true;
    // While others are being asked for, their workers find out.
    if (this.#asked === 0) this.#end = 'full';
    return false;
  }

  async #start(hash: CallHash): Promise<void> {
    const outcome = await this.#tryStart(hash).catch(errorOutcome);
    if (outcome === undefined || outcome.status === 'duplicate') return;
    this.#options.onDispatched?.({ hash, outcome });
    if (outcome.status === 'started') {
      this.#faults = 0;
      this.#oddCalls = 0;
      this.started++;
      this.jobs = withStart(this.jobs, this.running);
    } else if (outcome.status === 'submitted' && outcome.refusal === 'quota') {
      await this.#noteQuotaRefusal(outcome.record);
    } else if (outcome.status === 'submitted' && outcome.refusal === 'denied') {
      this.#denied++;
    } else if (outcome.status === 'submitted' && outcome.refusal === 'rate') {
      this.#refusal ??= 'other';
    } else if (outcome.status === 'submitted' || (outcome.status === 'error' && outcome.error.retryable)) {
      if (++this.#faults >= MAX_FAULTS) this.#refusal ??= 'other';
    }
  }

  /** A call that was refused before is put off, and the next one is tried: perhaps it is only this one. */
  async #noteQuotaRefusal(record: CallRecord): Promise<void> {
    const { hash, startRetry } = record;
    const isOdd = this.jobs.refused.includes(hash) || startRetry?.failure.code === REFUSED_AGAIN.code;
    if (isOdd) {
      this.jobs = withOddCall(this.jobs);
      await putOffStart(this.#options.deps, record, REFUSED_AGAIN);
      if (++this.#oddCalls === 1) return;
    } else this.#refused.push(hash);
    this.#refusal = 'quota';
  }

  async #tryStart(hash: CallHash): Promise<ItemOutcome | undefined> {
    const { deps } = this.#options;
    const record = await deps.repository.get(hash);
    const isDue = record?.state === 'submitted' && (dueAtMs(record) ?? 0) <= this.#nowMs();
    return isDue ? startJob(deps, record) : undefined;
  }

  async *#waiting(): AsyncGenerator<CallHash, void> {
    const { deps, submitted = [] } = this.#options;
    const unlisted = new Set(submitted);
    let after: DuePosition | undefined;
    do {
      const request = { state: 'submitted', untilMs: this.#nowMs(), limit: PAGE_SIZE, after } as const;
      const page = await deps.repository.listDue(request);
      for (const { hash } of page.calls) {
        unlisted.delete(hash);
        yield hash;
      }
      after = page.next;
    } while (after !== undefined);
    yield* unlisted;
  }

  #nowMs(): number {
    return this.#options.deps.now().getTime();
  }
}
