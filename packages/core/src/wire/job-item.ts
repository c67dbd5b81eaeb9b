import * as z from 'zod/mini';
import { CallHash, CallId } from '../model/call.js';
import { CallJobState } from '../model/call-job.js';
import { Failure } from '../model/job.js';
import { RecordState } from '../model/record.js';
import { Iso } from './iso-time.js';

const STAGES = ['queued', 'waiting', 'analyzing', 'transcribing', 'understanding', 'saving'] as const;
const WITHOUT_PROGRESS = ['queued', 'waiting', 'unknown_length', 'not_reported', 'ended'] as const;

/** A job as the HTTP API writes it. */
export const JobItem = z.object({
  id: z.string(),
  hash: CallHash,
  call_id: CallId,
  attempt: z.int().check(z.positive()),
  latest: z.boolean(),
  state: CallJobState,
  call_state: RecordState,
  stage: z.optional(z.enum(STAGES)),
  progress: z.nullable(z.number().check(z.minimum(0), z.maximum(1))),
  no_progress_reason: z.optional(z.enum(WITHOUT_PROGRESS)),
  stages: z.array(
    z.object({ name: z.enum(['queued', 'analyzing', 'saving']), started_at: Iso, ended_at: z.optional(Iso) }),
  ),
  job_id: z.optional(z.string()),
  job_reference: z.optional(z.string()),
  failure: z.optional(Failure),
  start_retry: z.optional(z.extend(Failure, { at: Iso, count: z.int() })),
  updated_at: Iso,
});
export type JobItem = z.infer<typeof JobItem>;
