import * as z from 'zod/mini';
import { Failure } from '../model/job.js';
import { locationOf, ObjectUri } from '../model/uri.js';
import type { InboundEvent } from './inbound-event.js';
import { jobFolderOf, type Layout } from './layout.js';
import { parseMessage } from './start-message.js';

/**
 * How an analyzer that has no events of its own tells that a job ended. A job that finished well has its manifest and
 * all documents in place before. Unknown keys pass.
 */
export const JobEvent = z.lazy(() =>
  z
    .object({
      earshotEvent: z.enum(['job_finished', 'job_failed']),
      /** Where the job's manifest lies, or would lie: it names the call and the job. */
      manifestUri: ObjectUri,
      /** The recording that was analysed. */
      mediaUri: z.optional(ObjectUri),
      /** When the job ended: ISO 8601 with a zone. Without it, the time at which the message was sent counts. */
      endedAt: z.optional(z.iso.datetime({ offset: true })),
      /** Why it failed, if it did. */
      failure: z.optional(Failure),
    })
    .check(
      z.refine(({ earshotEvent, failure }) => (earshotEvent === 'job_failed') === (failure !== undefined), {
        path: ['failure'],
        message: 'expected a failure of a job that failed, and of no other',
      }),
    ),
);
export type JobEvent = z.infer<typeof JobEvent>;

/** Reads a {@link JobEvent}. */
export function readJobEvent(raw: unknown, layout: Layout, sentAtMs: number): InboundEvent {
  const event = parseMessage(JobEvent, raw, 'job event');
  const { bucket, key, scheme } = locationOf(event.manifestUri);
  const folder = jobFolderOf(bucket, key, layout, scheme);
  if (folder === undefined)
    return { type: 'ignored', reason: `a job whose results go elsewhere: ${event.manifestUri}` };
  const endedAtMs = event.endedAt === undefined ? sentAtMs : Date.parse(event.endedAt);
  const job = { ...folder, mediaUri: event.mediaUri, sentAtMs: endedAtMs };
  const { failure } = event;
  return failure === undefined ? { type: 'job_finished', job } : { type: 'job_failed', job, failure };
}
