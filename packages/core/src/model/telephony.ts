import * as z from 'zod/mini';
import { CallId, EpochMs } from './call.js';
import { JsonValue } from './primitives.js';

/**
 * What the telephone system says of a call: in a sidecar next to its recording, and in the metadata of the object that the
 * recording is. It is kept apart from what the start message says, so that what is said later can take its place.
 */
export const Telephony = z.object({
  /** One more name of the call. */
  callId: z.optional(CallId),
  recordedAtMs: z.optional(EpochMs),
  /** `agent`, `customer`, `direction`, `queue`, and anything else the system reports. */
  metadata: z.record(z.string(), JsonValue),
});
export type Telephony = z.infer<typeof Telephony>;

/**
 * The metadata of a call. Where both state a field, the start message takes precedence over the
 * telephone system.
 */
export function metadataOf({
  metadata,
  telephony,
}: {
  readonly metadata?: Telephony['metadata'] | undefined;
  readonly telephony?: Telephony | undefined;
}): Telephony['metadata'] | undefined {
  if (telephony === undefined || Object.keys(telephony.metadata).length === 0) return metadata;
  return { ...telephony.metadata, ...metadata };
}
