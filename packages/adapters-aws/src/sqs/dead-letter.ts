import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Delivery, Failure } from '@earshot/core';
import { LARGEST_MESSAGE_BYTES, MAX_ATTRIBUTES } from './sqs-calls.js';
import type { MessageAttributes } from './sqs-message.js';

/** The message attributes that tell why and from where a message was dead-lettered. */
export const DEAD_LETTER_ATTRIBUTES = {
  code: 'EarshotCode',
  reason: 'EarshotReason',
  messageId: 'EarshotMessageId',
  receiveCount: 'EarshotReceiveCount',
  sentAt: 'EarshotSentAt',
  source: 'EarshotSource',
} as const;

const LONGEST_REASON = 8_192;
const REFUSED = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_ATTRIBUTES));

/** A message to dead-letter. */
export interface DeadLetterInput {
  readonly delivery: Delivery;
  readonly failure: Failure;
  /** The ARN or URL of the queue that it comes from. */
  readonly source: string;
  /** What it carried. As many of these go along as there is room for. */
  readonly attributes: MessageAttributes;
  readonly deadLetterQueueUrl: string;
}

/** The message as it goes to the dead-letter queue: its body as it was, the reason in attributes, in SQS's limits. */
export function toDeadLetter(input: DeadLetterInput): SendMessageCommandInput {
  const { delivery, failure, source, attributes, deadLetterQueueUrl } = input;
  const names = DEAD_LETTER_ATTRIBUTES;
  const essential: [string, MessageAttributeValue][] = [
    [names.code, text(failure.code.slice(0, 256))],
    [names.messageId, text(delivery.id)],
    [names.receiveCount, { DataType: 'Number', StringValue: String(delivery.receiveCount) }],
    [names.sentAt, text(isoTime(delivery.sentAtMs))],
    [names.source, text(source)],
  ];
  let room = LARGEST_MESSAGE_BYTES - Buffer.byteLength(delivery.body);
  const fitting: [string, MessageAttributeValue][] = [];
  const add = (name: string, { DataType, StringValue, BinaryValue }: MessageAttributeValue) => {
    const value = { DataType, ...(BinaryValue === undefined ? { StringValue } : { BinaryValue }) };
    const bytes = bytesOf(name, value);
    if (isEmpty(value) || bytes > room || fitting.length >= MAX_ATTRIBUTES) return;
    room -= bytes;
    fitting.push([name, value]);
  };
  for (const [name, value] of essential) add(name, value);
  add(names.reason, text(cut(failure.reason, room - bytesOf(names.reason, text('')))));
  for (const [name, value] of Object.entries(withoutOwn(attributes))) add(name, value);
  return {
    QueueUrl: deadLetterQueueUrl,
    MessageBody: delivery.body,
    MessageAttributes: Object.fromEntries(fitting),
  };
}

/** Why a message was dead-lettered; `undefined` when Earshot did not dead-letter it. */
export function readFailure(attributes: MessageAttributes): Failure | undefined {
  const code = attributes[DEAD_LETTER_ATTRIBUTES.code]?.StringValue;
  const reason = attributes[DEAD_LETTER_ATTRIBUTES.reason]?.StringValue ?? '';
  return code === undefined ? undefined : { code, reason };
}

/** The attributes without those that tell why and from where. */
export function withoutOwn(attributes: MessageAttributes): MessageAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !OWN_NAMES.has(name)));
}

function text(value: string): MessageAttributeValue {
  return { DataType: 'String', StringValue: value };
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : '';
}

function isEmpty({ StringValue, BinaryValue }: MessageAttributeValue): boolean {
  return (StringValue ?? BinaryValue ?? '').length === 0;
}

function bytesOf(name: string, { DataType = '', StringValue, BinaryValue }: MessageAttributeValue): number {
  const valueBytes = StringValue === undefined ? (BinaryValue?.length ?? 0) : Buffer.byteLength(StringValue);
  return Buffer.byteLength(name) + Buffer.byteLength(DataType) + valueBytes;
}

/** The start of a text, of a sane length and in so many bytes, with a replacement for each character that SQS refuses. */
function cut(value: string, bytes: number): string {
  const short = value.slice(0, LONGEST_REASON).replace(REFUSED, '\uFFFD');
  if (Buffer.byteLength(short) <= bytes) return short;
  return Buffer.from(short)
    .subarray(0, Math.max(0, bytes))
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}
