import * as z from 'zod/mini';
import { parseMessage } from '../input/parse-input.js';
import { CallId } from '../model/call.js';
import { Failure } from '../model/job.js';
import { locationOf, ObjectUri } from '../model/uri.js';
import type { InboundEvent } from './inbound-event.js';
import { jobOfObject } from './job-location.js';
import type { IntakeContext } from './s3-events.js';

/**
 * How an analyzer that has no events of its own says that a job ended. A job that finished well has all its documents in
 * place before. Unknown keys pass.
 */
export const JobEvent = z.lazy(() =>
  z
    .object({
      earshotEvent: z.enum(['job_finished', 'job_failed']),
      /** The document that completes the job's result, or would: it names the call and the job. */
      resultUri: z.optional(ObjectUri),
      /** The earlier name of `resultUri`, for events that were stored, or are sent to earlier versions as well. */
      manifestUri: z.optional(ObjectUri),
      /** The recording that was analyzed, or was found next to a transcript of another system. */
      mediaUri: z.optional(ObjectUri),
      /** The call that has that recording already, if one has: such a transcript belongs to it. */
      callId: z.optional(CallId),
      /** When the job ended: ISO 8601 with a zone. Without it, the time at which the message was sent counts. */
      endedAt: z.optional(z.iso.datetime({ offset: true })),
      /** Why it failed, if it did. */
      failure: z.optional(Failure),
      /** Whether another job on the same recording may end well. @defaultValue false */
      retryable: z.optional(z.boolean()),
    })
    .check(
      z.refine(({ resultUri, manifestUri }) => (resultUri ?? manifestUri) !== undefined, {
        path: ['resultUri'],
        message: 'expected the location of the result',
      }),
      z.refine(({ earshotEvent, failure }) => (earshotEvent === 'job_failed') === (failure !== undefined), {
        path: ['failure'],
        message: 'expected a failure of a job that failed, and of no other',
      }),
    ),
);
export type JobEvent = z.infer<typeof JobEvent>;

/** Reads a {@link JobEvent}. */
export function readJobEvent(raw: unknown, { layout, sentAtMs, formats }: IntakeContext): InboundEvent {
  const event = parseMessage(JobEvent, raw, 'job event');
  const { resultUri, manifestUri, mediaUri, callId, endedAt, failure, retryable } = event;
  const uri = (resultUri ?? manifestUri) as ObjectUri;
  const found = jobOfObject(locationOf(uri), layout, formats);
  if (found === undefined) return { type: 'ignored', reason: `a job whose results go elsewhere: ${uri}` };
  const job = { ...found, mediaUri, callId, sentAtMs: endedAt === undefined ? sentAtMs : Date.parse(endedAt) };
  if (failure === undefined) return { type: 'job_finished', job };
  return { type: 'job_failed', job, failure, ...(retryable === undefined ? {} : { retryable }) };
}
