import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { sqsEventOf } from './sqs-event.js';
import type { LambdaFunction } from './start-function.js';

/** How to let a function work through a queue. */
export interface QueueMappingOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly function: Pick<LambdaFunction, 'invoke'>;
  /** @defaultValue 10 */
  readonly batchSize?: number;
  /** @defaultValue 2 */
  readonly maximumConcurrency?: number;
  /** Whether the function's answer counts; without it, one failure is the whole batch's. @defaultValue true */
  readonly reportBatchItemFailures?: boolean;
  /** Called with each invocation that failed. */
  readonly onFailure?: (error: unknown) => void;
}

/** A queue that a function works through. */
export interface QueueMapping {
  /** How many batches the function was given. */
  batches(): number;
  /** Takes nothing more, and resolves when what was taken is done. Idempotent. @throws what went wrong between */
  close(): Promise<void>;
}

/**
 * Polls a queue, gives the function its messages in batches, and deletes those that it was done with: Lambda's event
 * source mapping. What stays is delivered again when the queue's visibility timeout is over.
 */
export function mapQueue(options: QueueMappingOptions): QueueMapping {
  const { maximumConcurrency = 2 } = options;
  const stop = new AbortController();
  const invocations = new Set<Promise<void>>();
  let batches = 0;
  const eventSourceArn = arnOf(options);
  // A caller that closes at once asks for no invocation; the first invocation learns of a failure.
  eventSourceArn.catch(() => {});
  const handOver = async (messages: Message[]) => {
    batches++;
    await remove(options, await invoke(options, messages, await eventSourceArn));
  };
  const work = async () => {
    while (!stop.signal.aborted) {
      const messages = await receive(options, stop.signal);
      if (messages.length === 0) continue;
      const invocation = handOver(messages).finally(() => invocations.delete(invocation));
      invocations.add(invocation);
      if (invocations.size >= maximumConcurrency) await Promise.race(invocations);
    }
    await Promise.all(invocations);
  };
  const working = work();
  working.catch(() => stop.abort());
  return {
    batches: () => batches,
    close: async () => {
      stop.abort();
      await working;
    },
  };
}

async function arnOf({ client, queueUrl: QueueUrl }: QueueMappingOptions): Promise<string> {
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes?.['QueueArn'] ?? '';
}

async function receive(
  { client, queueUrl, batchSize = 10 }: QueueMappingOptions,
  abortSignal: AbortSignal,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  try {
    const { Messages = [] } = await client.send(command, { abortSignal });
    return Messages;
  } catch (error) {
    if (abortSignal.aborted) return [];
    throw error;
  }
}

/** The messages that the function was done with. */
async function invoke(options: QueueMappingOptions, messages: Message[], arn: string): Promise<readonly Message[]> {
  const { function: mapped, reportBatchItemFailures = true, onFailure } = options;
  try {
    const answer = await mapped.invoke(sqsEventOf(messages, arn));
    if (!reportBatchItemFailures) return messages;
    const ids = messages.map(({ MessageId = '' }) => MessageId);
    const failed = new Set(failedMessages(answer, ids));
    return messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  } catch (error) {
    onFailure?.(error);
    return [];
  }
}

async function remove({ client, queueUrl: QueueUrl }: QueueMappingOptions, done: readonly Message[]): Promise<void> {
  if (done.length === 0) return;
  const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

/**
 * The messages of a batch that a function's answer says were not done, as Lambda reads it: nothing at all means that all
 * were done; an answer that names a message wrongly, or that can't be read, means that none was.
 */
function failedMessages(answer: unknown, messageIds: readonly string[]): readonly string[] {
  if (answer === null || answer === undefined || answer === '') return [];
  if (typeof answer !== 'object') return messageIds;
  const failures = (answer as Record<string, unknown>)['batchItemFailures'];
  if (failures === null || failures === undefined) return [];
  if (!Array.isArray(failures)) return messageIds;
  const named = failures.map((failure) => (failure as Record<string, unknown> | null)?.['itemIdentifier']);
  const known = new Set<unknown>(messageIds);
  return named.every((id) => known.has(id)) ? (named as string[]) : messageIds;
}
