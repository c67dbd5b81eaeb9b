import type { DeadLetter, Delivery } from '@earshot/core';
import { DEAD_LETTER_ATTRIBUTES, readFailure, withoutOwn } from './dead-letter.js';
import type { MessageAttributes } from './sqs-message.js';

/** A message in a dead-letter queue of SQS. Its `failure` and `origin` are known if Earshot dead-lettered it. */
export interface SqsDeadLetter extends DeadLetter {
  /** `earshot`: it can't be handled. `redrive-policy`: it was received too often, by any receiver. */
  readonly parkedBy: 'earshot' | 'redrive-policy';
  readonly origin?: SqsDeadLetterOrigin;
  /** Message attributes of its sender. */
  readonly attributes: MessageAttributes;
}

/** A message before it was dead-lettered. */
export interface SqsDeadLetterOrigin extends NonNullable<DeadLetter['origin']> {
  /** The ARN or URL of its queue. */
  readonly queue: string | undefined;
}

/** The ids that name a dead letter. */
export function idsOf({ messageId, origin }: SqsDeadLetter): readonly string[] {
  return origin?.messageId === undefined ? [messageId] : [messageId, origin.messageId];
}

/** A message of a dead-letter queue, read. */
export function toSqsDeadLetter(
  { id, body, sentAtMs, receiveCount }: Delivery,
  attributes: MessageAttributes,
): SqsDeadLetter {
  const failure = readFailure(attributes);
  const said = (name: keyof typeof DEAD_LETTER_ATTRIBUTES) => attributes[DEAD_LETTER_ATTRIBUTES[name]]?.StringValue;
  const times = said('receiveCount');
  const origin: SqsDeadLetterOrigin = {
    messageId: said('messageId'),
    queue: said('source'),
    sentAt: said('sentAt'),
    receiveCount: times === undefined ? undefined : Number(times),
  };
  const letter = { messageId: id, body, sentAtMs, receiveCount, attributes: withoutOwn(attributes) };
  return failure === undefined
    ? { ...letter, parkedBy: 'redrive-policy' }
    : { ...letter, parkedBy: 'earshot', failure, origin };
}
