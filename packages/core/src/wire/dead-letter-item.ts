import * as z from 'zod/mini';
import type { DeadLetter } from '../ports/dead-letters.js';
import { Iso, iso } from './iso-time.js';

/** A dead-lettered message on the wire, without its body. */
export const DeadLetterItem = z.object({
  /** The queue that it came from. */
  queue: z.string(),
  id: z.string(),
  /** The id in the logs, which it had before it was dead-lettered. Absent if that is the same, or unknown. */
  original_id: z.optional(z.string()),
  /** When it was first sent. */
  sent_at: Iso,
  /** How often it was received before it was dead-lettered, if the queue knows. */
  receive_count: z.int().check(z.nonnegative()),
  /** Absent when the queue dead-lettered it by itself, after too many receives. */
  code: z.optional(z.string()),
  reason: z.string(),
});
export type DeadLetterItem = z.infer<typeof DeadLetterItem>;

/** The {@link DeadLetterItem} of a message. @param queue the name of the queue that it came from */
export function toDeadLetterItem(
  queue: string,
  { messageId: id, sentAtMs, receiveCount, failure, origin }: DeadLetter,
): DeadLetterItem {
  return {
    queue,
    id,
    ...(origin?.messageId !== undefined && { original_id: origin.messageId }),
    sent_at: origin?.sentAt ?? iso(sentAtMs),
    receive_count: origin?.receiveCount ?? receiveCount,
    ...(failure && { code: failure.code }),
    reason: failure?.reason ?? 'received too often without an answer: put away by the redrive policy of the queue',
  };
}
