import { type CancelOutcome, currentAttempt, type JobRef, jobNamed } from '@earshot/core';
import { json } from './api-response.js';
import { startRefusal } from './command-routes.js';
import type { CancelReceipt } from './job-responses.js';
import { noSuchCall } from './named-call.js';
import type { Handler } from './routes.js';
import type { CallCommands } from './served-app.js';
import { type JobLinking, toJobResponse } from './to-job-response.js';

/** A route that changes jobs. */
export type JobCommandRoute = 'POST /jobs/{id}/cancel' | 'POST /jobs/{id}/retry';

/** What a cancellation says of the analysis, by the outcome of it. */
export const CANCEL_MESSAGES = {
  not_started: 'Job cancelled; no analysis has begun',
  stopped: 'Job cancelled; its analysis is stopped',
  ended: 'Job cancelled; its analysis has ended, and the result is ignored',
  continues: "Job cancelled; the analyzer can't stop the analysis, and its result will be ignored",
} as const satisfies Record<CancelOutcome['analysis'], string>;

/** The routes that change jobs. */
export function jobCommandRoutes(
  app: Pick<CallCommands, 'cancelJob' | 'retryJob'>,
  linking: JobLinking,
): Readonly<Record<JobCommandRoute, Handler>> {
  /** Not the current job of a call: another attempt may have followed the one that the caller means. */
  const refOf = (name: string): JobRef => {
    const ref = jobNamed(name);
    if (ref !== undefined) return ref;
    throw noSuchCall('no job has this id');
  };

  const cancel: Handler = async (_, name, caller) => {
    const { record, attempt, analysis } = await app.cancelJob.execute(refOf(name), caller.name);
    const job = toJobResponse({ call: record, attempt }, linking);
    const receipt: CancelReceipt = { message: CANCEL_MESSAGES[analysis], analysis, job };
    return json(200, JSON.stringify(receipt));
  };

  const retry: Handler = async (_, name) => {
    const outcome = await app.retryJob.execute(refOf(name));
    if (outcome.status === 'failed') return startRefusal(outcome.record);
    const { record, status } = outcome;
    const job = toJobResponse({ call: record, attempt: currentAttempt(record) }, linking);
    return json(status === 'duplicate' ? 200 : 202, JSON.stringify(job), { location: job.links.self });
  };

  return { 'POST /jobs/{id}/cancel': cancel, 'POST /jobs/{id}/retry': retry };
}
