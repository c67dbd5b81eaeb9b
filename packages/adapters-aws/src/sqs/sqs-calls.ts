import type { BatchResultErrorEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { EarshotError } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';

/** The part of `SQSClient` that is used. */
export type SqsSender = Pick<SQSClient, 'send'>;

/** Waits, and then answers; a rejection becomes an `EarshotError` that names the operation. */
export async function calling<T>(operation: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toEarshotError(error, `SQS.${operation}`);
  }
}

/** What a batch says of an entry that failed, as the error that the single call would have met. */
export function toEntryError(operation: string, entry: BatchResultErrorEntry): EarshotError {
  const { Code = 'UnknownError', Message = 'the entry failed', SenderFault = false } = entry;
  const $metadata = { httpStatusCode: SenderFault ? 400 : 500 };
  return toEarshotError(Object.assign(new Error(Message), { name: Code, $metadata }), `SQS.${operation}`);
}

/** How long a message may stay invisible after a receive, whatever is asked for. */
export const LONGEST_INVISIBLE_SECONDS = 43_200;

/** Entries of one batch, and messages of one receive. */
export const BATCH_SIZE = 10;

/** Body and attributes of a message together. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;

/** Attributes of one message. */
export const MAX_ATTRIBUTES = 10;

/**
 * A delay as `ChangeMessageVisibility` takes it: whole seconds, rounded up, and no more than are left of the twelve
 * hours since the message was received.
 */
export function toVisibilitySeconds(delayMs: number, invisibleForMs: number): number {
  const left = LONGEST_INVISIBLE_SECONDS - Math.ceil(Math.max(0, invisibleForMs) / 1000);
  return Math.max(0, Math.min(Math.ceil(delayMs / 1000), left));
}
