import * as z from 'zod/mini';
import { CallHash } from './call.js';
import { type AnalysisJob, type Failure, isCancelled } from './job.js';
import type { CallOverview, RecordState } from './record.js';

/*
 * A call's jobs as people follow them: one for each attempt to analyze the call, the one that waits to be started included.
 * Nothing is stored of them besides the record.
 */

/**
 * Identifies a job as soon as its call is submitted. The analyzer's own name for it comes later, or
 * never.
 */
export interface JobRef {
  readonly hash: CallHash;
  /** From 1. */
  readonly attempt: number;
}

/** The states of a call's job. `cancelled`: a person cancelled it, or something else took its place. */
export const CALL_JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const CallJobState = z.enum(CALL_JOB_STATES);
export type CallJobState = z.infer<typeof CallJobState>;

/** The states of calls whose current job may be in a state. */
export const RECORD_STATES_OF_JOB: Readonly<Record<CallJobState, readonly RecordState[]>> = {
  queued: ['submitted'],
  running: ['analyzing'],
  succeeded: ['completed', 'no_match'],
  failed: ['failed'],
  cancelled: ['failed'],
};

/** The fields of a record that determine the state of its jobs. */
export type JobFacts = Pick<CallOverview, 'hash' | 'state' | 'jobs' | 'history' | 'startRetry'>;

/** One stage of a job. */
export interface JobStage {
  /** `queued`: until the analyzer accepts it. `analyzing`: until it has ended. `saving`: until its result is the call's. */
  readonly name: 'queued' | 'analyzing' | 'saving';
  readonly startedAtMs: number;
  /** Absent while the stage lasts. */
  readonly endedAtMs?: number | undefined;
}

/** `<hash>.<attempt>`. */
export function jobName({ hash, attempt }: JobRef): string {
  return `${hash}.${attempt}`;
}

/** The job that a text names; `undefined` when the text isn't a valid job name. */
export function jobNamed(text: string): JobRef | undefined {
  const [, hash, attempt] = /^([^.]+)\.([1-9]\d{0,8})$/.exec(text) ?? [];
  const parsed = CallHash.safeParse(hash).data;
  return parsed === undefined ? undefined : { hash: parsed, attempt: Number(attempt) };
}

/** The attempt that counts: the last one, or the next one if the call waits for it. */
export function currentAttempt({ state, jobs }: Pick<JobFacts, 'state' | 'jobs'>): number {
  return jobs.length + (state === 'submitted' ? 1 : 0);
}

/** The state of a job; `undefined` when the call has no such job. */
export function callJobState(record: Pick<JobFacts, 'state' | 'jobs'>, attempt: number): CallJobState | undefined {
  const job = record.jobs[attempt - 1];
  if (job === undefined)
    return record.state === 'submitted' && attempt === currentAttempt(record) ? 'queued' : undefined;
  if (job.state === 'superseded' || isCancelled(job)) return 'cancelled';
  return job.state === 'refused' ? 'failed' : job.state;
}

/** Why a job has no result. */
export function callJobFailure(job: AnalysisJob | undefined): Failure | undefined {
  if (job?.state !== 'superseded') return job?.failure;
  return { code: 'SUPERSEDED', reason: 'a longer recording or another result took its place' };
}

/** The stages that a job has entered, as far as the record says. Earlier attempts may lack some. */
export function callJobStages({ state, jobs, history }: JobFacts, attempt: number): JobStage[] {
  const job = jobs[attempt - 1];
  if (job === undefined) {
    const submitted = history.at(-1);
    return state === 'submitted' && submitted ? [{ name: 'queued', startedAtMs: submitted.atMs }] : [];
  }
  const { jobId, startedAtMs, finishedAtMs } = job;
  const begunAtMs = startedAtMs ?? finishedAtMs;
  const first = jobId === undefined ? -1 : history.findIndex((step) => step.jobId === jobId);
  const before = history.slice(0, first < 0 ? undefined : first);
  const submitted = before.findLast((step) => step.state === 'submitted' && step.atMs <= (begunAtMs ?? 0));
  const kept = history.find(
    (step) => step.jobId === jobId && (step.state === 'completed' || step.state === 'no_match'),
  );
  const isQueued =
    submitted !== undefined && begunAtMs !== undefined && (jobId === undefined || startedAtMs !== undefined);
  return [
    ...(isQueued ? [{ name: 'queued', startedAtMs: submitted.atMs, endedAtMs: begunAtMs } as const] : []),
    ...(startedAtMs === undefined ? [] : [{ name: 'analyzing', startedAtMs, endedAtMs: finishedAtMs } as const]),
    ...(kept === undefined || jobId === undefined || finishedAtMs === undefined
      ? []
      : [{ name: 'saving', startedAtMs: finishedAtMs, endedAtMs: kept.atMs } as const]),
  ];
}
