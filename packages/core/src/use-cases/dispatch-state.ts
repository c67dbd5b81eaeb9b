import * as z from 'zod/mini';
import { CallHash, EpochMs } from '../model/call.js';
import { Natural } from '../model/primitives.js';
import { JobCount, withChange } from './job-count.js';

/*
 * Who may start jobs from the backlog, and how many may run. All processes of a deployment share one such value, and change
 * it by compare-and-set. Each function here is pure and returns the same object when nothing changes.
 */

/** What dispatchers share. Made when it is first read. */
export const DispatchState = z.lazy(() =>
  z.object({
    /** The largest number of jobs that is known to be possible: what was configured, then what was met. */
    limit: z.int().check(z.positive()),
    startsSinceRefusal: Natural,
    /** When the analyzer last had no job slot. */
    refusedAtMs: EpochMs,
    /** The calls that it last had no job slot for. */
    refused: z.array(CallHash),
    /** Refusals, throttled requests and outages since a job was last started. */
    setbacks: Natural,
    /** Nothing is started before then. */
    notBeforeMs: EpochMs,
    /** Absent in what versions without it wrote. */
    count: z._default(JobCount, { running: 0, changes: [] }),
    /** The number of the last lease that was taken. Its holder may start jobs. */
    lease: Natural,
    /** When the lease expires; 0 when it was returned. */
    untilMs: EpochMs,
    /** Whether something changed while the lease was held: its holder looks again before it returns the lease. */
    again: z.boolean(),
    /** Whether calls wait, or would soon: then new ones queue up behind them. */
    backlog: z.boolean(),
  }),
);
export type DispatchState = z.infer<typeof DispatchState>;

/** Jobs that may run at once, learned from what the analyzer takes on. */
export type JobLimit = Omit<DispatchState, 'count' | 'lease' | 'untilMs' | 'again' | 'backlog'>;

/** The name that the value has among the shared ones. */
export const DISPATCH = 'dispatch';

/** Longer than a start takes, and short enough that another process takes over soon after a holder died. */
export const LEASE_MS = 20_000;

/** Limits are probed at most every so many starts: one of them may be refused. */
const STARTS_BETWEEN_PROBES = 100;
/** With few job slots, that many starts take hours. */
const LONGEST_BETWEEN_PROBES_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 60_000;

/** The state before anything was started. `expected` jobs can probably run at once. */
export function freshState(expected: number): DispatchState {
  const limit = { limit: expected, startsSinceRefusal: 0, refusedAtMs: 0, refused: [], setbacks: 0, notBeforeMs: 0 };
  const count = { running: 0, changes: [] };
  return { ...limit, count, lease: 0, untilMs: 0, again: false, backlog: false };
}

export function limitOf({
  limit,
  startsSinceRefusal,
  refusedAtMs,
  refused,
  setbacks,
  notBeforeMs,
}: JobLimit): JobLimit {
  return { limit, startsSinceRefusal, refusedAtMs, refused, setbacks, notBeforeMs };
}

/**
 * Reports jobs that ended, and takes the lease. If another process holds it, that one is asked to look again; while nothing may
 * be started, it is not taken.
 */
export function withLease(before: DispatchState, nowMs: number, ended = 0): DispatchState {
  const state = ended === 0 ? before : { ...before, count: withChange(before.count, -ended, nowMs) };
  if (nowMs < state.untilMs) return state.again ? state : { ...state, again: true };
  if (nowMs < state.notBeforeMs) return state;
  return { ...state, lease: state.lease + 1, untilMs: nowMs + LEASE_MS, again: false };
}

/** Keeps the lease for longer. `undefined` when another process has taken it over. */
export function withRenewedLease(state: DispatchState, lease: number, nowMs: number): DispatchState | undefined {
  return state.lease === lease ? { ...state, untilMs: nowMs + LEASE_MS } : undefined;
}

export interface Dispatched {
  readonly jobs: JobLimit;
  /** Jobs that turned out to have started, or to have ended if negative. */
  readonly unreported: number;
  readonly started: number;
}

/**
 * Notes what the holder found out, and returns the lease, or keeps it when the holder shall and can look again.
 * `undefined` when another process has taken it over: what that one learns is newer.
 */
export function withReturnedLease(
  state: DispatchState,
  lease: number,
  { jobs, unreported, started }: Dispatched,
  { backlog, canLookAgain }: { readonly backlog: boolean; canLookAgain(after: DispatchState): boolean },
  nowMs: number,
): DispatchState | undefined {
  if (state.lease !== lease) return undefined;
  const count = withChange(withChange(state.count, unreported, nowMs), started, nowMs);
  const after = { ...state, ...jobs, backlog, count, again: false, untilMs: 0 };
  return state.again && canLookAgain(after) ? { ...after, untilMs: nowMs + LEASE_MS } : after;
}

/** A call had to be left waiting outside of any lease. A holder that has found nothing to do looks again. */
export function withBacklog(state: DispatchState): DispatchState {
  return state.backlog && state.again ? state : { ...state, backlog: true, again: true };
}

/** How many jobs may run at once: now and then one more than is known to be possible. */
export function allowedJobs(jobs: JobLimit, maximum: number | undefined, nowMs: number): number {
  const probes =
    jobs.startsSinceRefusal >= STARTS_BETWEEN_PROBES || nowMs - jobs.refusedAtMs >= LONGEST_BETWEEN_PROBES_MS;
  return Math.min(jobs.limit + (probes ? 1 : 0), maximum ?? Number.POSITIVE_INFINITY);
}

/** Whether so few jobs run that the next calls may start without asking: a tenth below the limit. */
export function hasRoom({ limit }: JobLimit, running: number): boolean {
  return running <= 0.9 * limit;
}

/** So many jobs run: at least as many are possible. */
export function withRunning(jobs: JobLimit, running: number): JobLimit {
  return running > jobs.limit ? { ...jobs, limit: running } : jobs;
}

/** A job was started, and so many run. */
export function withStart(jobs: JobLimit, running: number): JobLimit {
  return { ...withRunning(jobs, running), startsSinceRefusal: jobs.startsSinceRefusal + 1, setbacks: 0 };
}

/** The analyzer had no job slot for these calls while so many jobs ran. The second time in a row, dispatching pauses. */
export function withQuotaRefusal(
  jobs: JobLimit,
  running: number,
  nowMs: number,
  refused: readonly CallHash[] = [],
): JobLimit {
  const learned = { limit: Math.max(1, running), startsSinceRefusal: 0, refusedAtMs: nowMs, refused: [...refused] };
  const pauseMs = jobs.setbacks === 0 ? 0 : pauseAfter(jobs.setbacks);
  return { ...jobs, ...learned, setbacks: jobs.setbacks + 1, notBeforeMs: nowMs + pauseMs };
}

/** One call is refused again and again: what its refusals said of the limit is in doubt, and the next call may probe it. */
export function withOddCall(jobs: JobLimit): JobLimit {
  return { ...jobs, startsSinceRefusal: Math.max(jobs.startsSinceRefusal, STARTS_BETWEEN_PROBES) };
}

/** The analyzer took nothing on, for a reason that is not the number of jobs. */
export function withPause(jobs: JobLimit, nowMs: number): JobLimit {
  return { ...jobs, setbacks: jobs.setbacks + 1, notBeforeMs: nowMs + pauseAfter(jobs.setbacks + 1) };
}

/** 1 s, doubling to 60 s. */
function pauseAfter(setbacks: number): number {
  return Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** Math.min(setbacks - 1, 10));
}
