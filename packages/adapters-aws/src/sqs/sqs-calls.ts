import type { BatchResultErrorEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { EarshotError } from '@earshot/core';
import { toEarshotError } from '../aws-errors.js';

/** What is needed of an `SQSClient`. */
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
