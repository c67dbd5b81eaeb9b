import { z } from 'zod';
import { EpochMs } from './call.js';
import { ObjectUri } from './uri.js';

/** The analyzer's name for one job, unique within the analyzer. */
export const JobId = z.string().min(1).max(256).brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** Where a job stands. */
export const JOB_STATES = ['running', 'succeeded', 'failed', 'refused'] as const;

/** Why something failed, for programs (`code`) and for people (`reason`). */
export const Failure = z.object({
  /** An Earshot error code, or the analyzer's own word for the failure. */
  code: z.string().min(1),
  reason: z.string(),
});
export type Failure = z.infer<typeof Failure>;

/** One analysis of one recording. A record keeps them all; the last one counts. */
export const AnalysisJob = z.object({
  /** Absent when the analyzer refused to start. */
  jobId: JobId.optional(),
  state: z.enum(JOB_STATES),
  /** The analyzer's longer name for the job, when it has one (an ARN at AWS). */
  reference: z.string().optional(),
  startedAtMs: EpochMs.optional(),
  finishedAtMs: EpochMs.optional(),
  /** The folder that holds the job's result documents, ending in `/`. */
  outputUri: ObjectUri.optional(),
  failure: Failure.optional(),
});
export type AnalysisJob = z.infer<typeof AnalysisJob>;
