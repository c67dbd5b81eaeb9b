import type { Message, MessageAttributeValue, MessageSystemAttributeName } from '@aws-sdk/client-sqs';
import { type Delivery, EarshotError } from '@earshot/core';

/** The system attributes that a delivery is made of. */
export const DELIVERY_ATTRIBUTES: MessageSystemAttributeName[] = ['ApproximateReceiveCount', 'SentTimestamp'];

/** Attributes that a message carries, by their names. */
export type MessageAttributes = Readonly<Record<string, MessageAttributeValue>>;

/** A message that was received and is kept invisible while it is held. */
export interface HeldMessage {
  readonly delivery: Delivery;
  readonly receiptHandle: string;
  readonly attributes: MessageAttributes;
  readonly receivedAtMs: number;
}

/**
 * What SQS gave, read.
 * @throws EarshotError EARSHOT_UNREADABLE when it lacks what every message has
 */
export function toHeldMessage(message: Message, receivedAtMs: number): HeldMessage {
  const { Body, MessageAttributes = {}, ReceiptHandle } = message;
  if (ReceiptHandle === undefined) throw unreadable('ReceiptHandle');
  if (Body === undefined) throw unreadable('Body');
  return {
    delivery: {
      id: message.MessageId ?? ReceiptHandle,
      body: Body,
      sentAtMs: numberIn(message, 'SentTimestamp'),
      receiveCount: numberIn(message, 'ApproximateReceiveCount'),
    },
    receiptHandle: ReceiptHandle,
    attributes: MessageAttributes,
    receivedAtMs,
  };
}

/** The number that a system attribute says. */
function numberIn({ Attributes }: Message, name: MessageSystemAttributeName): number {
  const value = Number(Attributes?.[name]);
  if (!Number.isSafeInteger(value)) throw unreadable(`Attributes.${name}`);
  return value;
}

function unreadable(path: string): EarshotError {
  return new EarshotError('EARSHOT_UNREADABLE', `SQS gave a message without a readable ${path}`, { details: { path } });
}
