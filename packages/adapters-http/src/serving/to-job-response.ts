import { type CallJob, type CallJobState, type JobItem, toJobItem } from '@earshot/core';
import type { JobResponse } from './job-responses.js';

/** Which routes about one job are served. */
export interface JobLinking {
  readonly commands: boolean;
  readonly events: boolean;
}

/** The {@link JobResponse} of a job. */
export function toJobResponse(job: CallJob, { commands, events }: JobLinking): JobResponse {
  const item = toJobItem(job);
  const self = `/jobs/${item.id}`;
  const isLatest = commands && item.latest;
  return {
    ...item,
    links: {
      self,
      call: `/analytics/${item.hash}`,
      ...(events && { events: `${self}/events` }),
      ...(isLatest && !hasEnded(item) && { cancel: `${self}/cancel` }),
      ...(isLatest && MAY_BE_RETRIED.has(item.state) && { retry: `${self}/retry` }),
    },
  };
}

const MAY_BE_RETRIED: ReadonlySet<CallJobState> = new Set(['failed', 'cancelled']);

/** Whether a job changes no more. */
export function hasEnded({ state }: Pick<JobItem, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}

/** Seconds after which a job may have changed; `undefined` when it won't. */
export function retryAfterSeconds(job: JobItem, nowMs: number): number | undefined {
  if (hasEnded(job)) return undefined;
  if (job.start_retry !== undefined) {
    return Math.min(60, Math.max(2, Math.ceil((Date.parse(job.start_retry.at) - nowMs) / 1_000)));
  }
  return job.no_progress_reason === 'not_reported' ? 10 : 2;
}
