import * as z from 'zod/mini';
import { COPIES } from './analysis.js';
import { EpochMs } from './call.js';
import { NonEmpty } from './primitives.js';
import { ObjectUri } from './uri.js';

/** The analyzer's name for one job, unique within the analyzer. */
export const JobId = NonEmpty.check(z.maxLength(256)).brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** The state of a job. `superseded`: a longer form of the recording arrived first, so this job's end no longer counts. */
export const JOB_STATES = ['running', 'succeeded', 'failed', 'refused', 'superseded'] as const;

/** Why something failed, for programs (`code`) and for people (`reason`). */
export const Failure = z.object({
  /** An Earshot error code, or the analyzer's own word for the failure. */
  code: NonEmpty,
  reason: z.string(),
});
export type Failure = z.infer<typeof Failure>;

/** The code of a failure by which a person cancelled a job. */
export const CANCELLED = 'CANCELLED';

/** One analysis of one recording. A record keeps them all; the last one counts. */
export const AnalysisJob = z.object({
  /** Absent when the analyzer refused to start, or was superseded before its start was noted. */
  jobId: z.optional(JobId),
  state: z.enum(JOB_STATES),
  /** The analyzer's longer name for the job, when it has one (an ARN at AWS). */
  reference: z.optional(z.string()),
  startedAtMs: z.optional(EpochMs),
  finishedAtMs: z.optional(EpochMs),
  /** The folder that holds the job's result documents, ending in `/`; or the only document. */
  outputUri: z.optional(ObjectUri),
  /** `redacted`: only redacted copies of its result may be kept, whichever process keeps it. */
  copies: z.optional(z.enum(COPIES)),
  failure: z.optional(Failure),
});
export type AnalysisJob = z.infer<typeof AnalysisJob>;

/** Whether a person cancelled a job: then neither its result nor its failure counts. */
export function isCancelled(job: Pick<AnalysisJob, 'failure'> | undefined): boolean {
  return job?.failure?.code === CANCELLED;
}
