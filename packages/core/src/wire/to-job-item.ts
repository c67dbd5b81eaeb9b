import { present } from '../input/json.js';
import {
  type CallJobState,
  callJobFailure,
  callJobStages,
  callJobState,
  currentAttempt,
  jobName,
} from '../model/call-job.js';
import type { CallJob } from '../use-cases/read-job.js';
import { iso } from './iso-time.js';
import type { JobItem } from './job-item.js';

/** The {@link JobItem} of a job. */
export function toJobItem(found: CallJob): JobItem {
  const { call, attempt } = found;
  const job = call.jobs[attempt - 1];
  const latest = currentAttempt(call);
  const state = callJobState(call, attempt) ?? 'failed';
  const { startRetry } = call;
  return {
    id: jobName({ hash: call.hash, attempt }),
    hash: call.hash,
    call_id: call.callId,
    attempt,
    latest: attempt === latest,
    state,
    call_state: call.state,
    ...progressFields(found, state),
    stages: callJobStages(call, attempt).map(({ name, startedAtMs, endedAtMs }) => ({
      name,
      started_at: iso(startedAtMs),
      ...(endedAtMs !== undefined && { ended_at: iso(endedAtMs) }),
    })),
    ...present({ job_id: job?.jobId, job_reference: job?.reference, failure: callJobFailure(job) }),
    ...(state === 'queued' &&
      startRetry && { start_retry: { ...startRetry.failure, at: iso(startRetry.atMs), count: startRetry.count } }),
    updated_at: iso(call.updatedAtMs),
  };
}

function progressFields(
  { progress }: CallJob,
  state: CallJobState,
): Pick<JobItem, 'stage' | 'progress' | 'no_progress_reason'> {
  if (state === 'succeeded') return { progress: 1 };
  if (state === 'queued') return { stage: 'queued', progress: null, no_progress_reason: 'queued' };
  if (state !== 'running') return { progress: null, no_progress_reason: 'ended' };
  if (progress === undefined) return { stage: 'analyzing', progress: null, no_progress_reason: 'not_reported' };
  const { stage, doneMs, totalMs } = progress;
  if (stage === 'waiting') return { stage, progress: null, no_progress_reason: 'waiting' };
  if (stage !== 'transcribing') return { stage, progress: 1 };
  if (totalMs === undefined || totalMs <= 0) return { stage, progress: null, no_progress_reason: 'unknown_length' };
  return { stage, progress: Math.min(1, Math.max(0, doneMs / totalMs)) };
}
