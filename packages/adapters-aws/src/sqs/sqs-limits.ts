/** How long a message may stay invisible after a receive, whatever is asked for. */
export const LONGEST_INVISIBLE_SECONDS = 43_200;

/** Entries of one batch, and messages of one receive. */
export const BATCH_SIZE = 10;

/** Body and attributes of a message together. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;

/** Attributes of one message. */
export const MOST_ATTRIBUTES = 10;

/**
 * A delay as `ChangeMessageVisibility` takes it: whole seconds, rounded up, and no more than are left of the twelve
 * hours since the message was received.
 */
export function toVisibilitySeconds(delayMs: number, invisibleForMs: number): number {
  const left = LONGEST_INVISIBLE_SECONDS - Math.ceil(Math.max(0, invisibleForMs) / 1000);
  return Math.max(0, Math.min(Math.ceil(delayMs / 1000), left));
}
