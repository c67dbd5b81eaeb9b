import { setTimeout as wait } from 'node:timers/promises';
import { type BatchResultErrorEntry, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { type EarshotError, isEarshotError } from '@earshot/core';
import { BATCH_SIZE, calling, LARGEST_MESSAGE_BYTES, type SqsSender, toEntryError } from './sqs-calls.js';

export interface SendMessagesOptions {
  readonly client: SqsSender;
  readonly queueUrl: string;
  /** How often a message is sent before a transient error is thrown. @defaultValue 8 */
  readonly attempts?: number;
  /** The pause before the second attempt, doubled before each next one. @defaultValue 100 */
  readonly firstPauseMs?: number;
}

/** A message that SQS will never accept. */
export interface RefusedMessage {
  /** Which one of the messages. */
  readonly index: number;
  readonly error: EarshotError;
}

interface Outgoing {
  readonly index: number;
  readonly body: string;
}

/**
 * Sends messages, ten in a request and all requests at once, and those again that failed for a transient reason. When it
 * resolves, SQS has confirmed every message but those that it refused. A message may be sent twice where an answer was lost.
 * @throws EarshotError what SQS answers to a whole request, and to a message that failed in every attempt
 */
export async function sendMessages(
  bodies: readonly string[],
  options: SendMessagesOptions,
): Promise<readonly RefusedMessage[]> {
  const refused = await Promise.all(batchesOf(bodies).map((batch) => sendBatch(batch, options)));
  return refused.flat();
}

/** Batches of ten at most, and no larger than SQS accepts. */
function batchesOf(bodies: readonly string[]): readonly (readonly Outgoing[])[] {
  const batches: Outgoing[][] = [];
  let bytes = 0;
  for (const [index, body] of bodies.entries()) {
    const size = Buffer.byteLength(body);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === BATCH_SIZE || bytes + size > LARGEST_MESSAGE_BYTES) {
      batches.push([{ index, body }]);
      bytes = size;
    } else {
      batch.push({ index, body });
      bytes += size;
    }
  }
  return batches;
}

async function sendBatch(
  batch: readonly Outgoing[],
  { client, queueUrl, attempts = 8, firstPauseMs = 100 }: SendMessagesOptions,
): Promise<readonly RefusedMessage[]> {
  const refused: RefusedMessage[] = [];
  let left = batch;
  for (let attempt = 1; ; attempt++) {
    const { again, never, error } = await outcomeOf(left, client, queueUrl);
    refused.push(...never);
    if (again.length === 0) return refused;
    if (attempt === attempts || error?.retryable === false) throw error;
    await wait(firstPauseMs * 2 ** (attempt - 1));
    left = again;
  }
}

interface SendOutcome {
  readonly again: readonly Outgoing[];
  readonly never: readonly RefusedMessage[];
  /** Why those failed that are to be sent again. */
  readonly error?: EarshotError | undefined;
}

async function outcomeOf(batch: readonly Outgoing[], client: SqsSender, QueueUrl: string): Promise<SendOutcome> {
  const Entries = batch.map(({ index, body }) => ({ Id: String(index), MessageBody: body }));
  const command = new SendMessageBatchCommand({ QueueUrl, Entries });
  try {
    const { Failed = [] } = await calling('SendMessageBatch', client.send(command));
    const isRefused = ({ SenderFault = false }: BatchResultErrorEntry) => SenderFault;
    const errors = new Map(Failed.map((entry) => [entry.Id, toEntryError('SendMessageBatch', entry)]));
    const never = new Set(Failed.filter(isRefused).map(({ Id }) => Id));
    const again = batch.filter(({ index }) => errors.has(String(index)) && !never.has(String(index)));
    return {
      again,
      never: batch.flatMap(({ index }) => {
        const error = never.has(String(index)) ? errors.get(String(index)) : undefined;
        return error === undefined ? [] : [{ index, error }];
      }),
      error: errors.get(String(again[0]?.index)),
    };
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return { again: batch, never: [], error };
  }
}
