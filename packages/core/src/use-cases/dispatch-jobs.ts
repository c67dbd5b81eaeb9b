import { type DispatchEnd, DispatchPass, type PassOptions } from './dispatch-pass.js';
import {
  allowedJobs,
  type DispatchState,
  hasRoom,
  LEASE_MS,
  withLease,
  withRenewedLease,
  withReturnedLease,
} from './dispatch-state.js';
import { changeDispatchState } from './job-slots.js';
import type { StartCallDeps } from './start-call.js';

/** How to dispatch. */
export interface DispatchOptions extends Pick<PassOptions, 'submitted' | 'onDispatched'> {
  /**
   * How many jobs ended, as the caller has just saved. Other ends are found by counting, some seconds later.
   * @defaultValue 0
   */
  readonly ended?: number | undefined;
  /** No job is started after that. @defaultValue 20,000 */
  readonly timeLeftMs?: number;
  /** Resolves after so many milliseconds: for callers that can wait for another dispatcher, or until a pause is over. */
  readonly wait?: (ms: number) => Promise<void>;
}

/**
 * Starts the jobs of submitted calls, the oldest first, while there is room for them. Of any number of dispatchers one is at
 * work; should several be, after all, then they name the same jobs, and no call is started twice.
 */
export class DispatchJobs {
  readonly #deps: StartCallDeps;

  constructor(deps: StartCallDeps) {
    this.#deps = deps;
  }

  /** One call's error is its own outcome and leaves the others alone. @throws what the ports throw when asked for calls that wait */
  async execute(options: DispatchOptions = {}): Promise<DispatchEnd> {
    const { timeLeftMs = LEASE_MS, wait } = options;
    const deadlineMs = this.#nowMs() + timeLeftMs;
    let { ended } = options;
    for (;;) {
      const { end, againAtMs = Number.POSITIVE_INFINITY } = await this.#dispatch({ ...options, ended }, deadlineMs);
      ended = 0;
      const waitMs = Math.max(againAtMs - this.#nowMs(), 1);
      if (wait === undefined || againAtMs >= deadlineMs) return end;
      await wait(waitMs);
    }
  }

  async #dispatch(options: DispatchOptions, deadlineMs: number): Promise<{ end: DispatchEnd; againAtMs?: number }> {
    let known: DispatchState | undefined;
    let state = await this.#change((before) => {
      known = before;
      return withLease(before, this.#nowMs(), options.ended);
    });
    if (state.lease === known?.lease) {
      const paused = this.#nowMs() >= state.untilMs;
      return paused
        ? { end: 'paused', againAtMs: state.notBeforeMs }
        : { end: 'elsewhere', againAtMs: Math.max(state.untilMs, state.notBeforeMs) };
    }
    const { lease } = state;
    const keepLease = async () => undefined !== (await this.#change((s) => withRenewedLease(s, lease, this.#nowMs())));
    for (;;) {
      const pass = new DispatchPass({ deps: this.#deps, state, deadlineMs, keepLease, ...options });
      const end = await pass.run().catch(async (error: unknown) => {
        // Kept, the lease would keep all others from their work until it expires.
        const broken = { backlog: true, canLookAgain: () => false };
        await this.#change((before) => withReturnedLease(before, lease, pass, broken, this.#nowMs())).catch(() => {});
        throw error;
      });
      const waits = end !== 'done' && !(end === 'late' && pass.isAmongDenied);
      // With a maximum, every new call is left to a dispatcher, by processes that don't know of the maximum, too.
      const { maximum } = this.#deps.jobs ?? {};
      const backlog = waits || maximum !== undefined || !hasRoom(pass.jobs, pass.running);
      const canLookAgain = ({ count, ...limit }: DispatchState) =>
        end === 'done' || (end === 'full' && count.running < allowedJobs(limit, maximum, this.#nowMs()));
      const after = await this.#change((before) =>
        withReturnedLease(before, lease, pass, { backlog, canLookAgain }, this.#nowMs()),
      );
      if (after === undefined) return { end: 'elsewhere' };
      if (after.untilMs === 0) return end === 'paused' ? { end, againAtMs: after.notBeforeMs } : { end };
      state = after;
    }
  }

  #change<T extends DispatchState | undefined>(change: (state: DispatchState) => T): Promise<T> {
    return changeDispatchState(this.#deps, change);
  }

  #nowMs(): number {
    return this.#deps.now().getTime();
  }
}
