import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { type Delivery, EarshotError, type EventSource, type Failure } from '@earshot/core';
import { toDeadLetter } from './dead-letter.js';
import { calling, type SqsSender, toVisibilitySeconds } from './sqs-calls.js';
import type { MessageAttributes } from './sqs-message.js';

/** What Earshot reads of an SQS message as AWS Lambda hands it over. */
export interface LambdaSqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string; readonly SentTimestamp: string };
  readonly messageAttributes?: Readonly<Record<string, LambdaMessageAttribute>>;
  readonly eventSourceARN: string;
}

/** A message attribute as AWS Lambda hands it over. */
export interface LambdaMessageAttribute {
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  /** In base64. */
  readonly binaryValue?: string | undefined;
}

/** What a handler answers to an event source mapping with `ReportBatchItemFailures`. */
export interface LambdaBatchReport {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

export interface LambdaBatchEventSourceOptions {
  /** The event that the function was invoked with; of a standard queue, since a failure holds up none of the others. */
  readonly event: { readonly Records: readonly LambdaSqsRecord[] };
  /** Sets when a failed message comes again and dead-letters others. Without it they come again when the queue's visibility ends. */
  readonly client?: SqsSender;
  /** Where `deadLetter` sends messages. Without it they are reported as failed, and the queue's own redrive policy has to do. */
  readonly deadLetterQueueUrl?: string;
  /** @defaultValue the one that AWS gives the queue of the record's ARN */
  readonly queueUrl?: string;
  readonly now?: () => Date;
}

/**
 * Delivers the messages of one invocation of an AWS Lambda function, each once, and then ends.
 * {@link LambdaBatchEventSource.report} names those that are to come again.
 *
 * @example
 * export async function handler(event: SQSEvent) {
 *   const source = new LambdaBatchEventSource({ event, client, deadLetterQueueUrl });
 *   await processDeliveries({ source, handle });
 *   return source.report();
 * }
 */
export class LambdaBatchEventSource implements EventSource {
  readonly #options: LambdaBatchEventSourceOptions;
  readonly #now: () => Date;
  readonly #receivedAtMs: number;
  readonly #waiting: LambdaSqsRecord[];
  readonly #records: ReadonlyMap<string, LambdaSqsRecord>;
  readonly #done = new Set<string>();

  constructor(options: LambdaBatchEventSourceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#receivedAtMs = this.#now().getTime();
    this.#waiting = [...options.event.Records];
    this.#records = new Map(this.#waiting.map((record) => [record.messageId, record]));
  }

  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    const taken = this.#waiting.splice(0, max);
    return taken.length === 0 ? undefined : taken.map(toDelivery);
  }

  /** Nothing is left to do: Lambda deletes what is not reported as failed. */
  async acknowledge({ id }: Delivery): Promise<void> {
    this.#done.add(id);
  }

  /** @throws EarshotError of any code, when SQS does not take the delay; the message comes again when its visibility ends */
  async retry({ id }: Delivery, delayMs: number): Promise<void> {
    const { client } = this.#options;
    const record = this.#records.get(id);
    this.#done.delete(id);
    if (client === undefined || record === undefined) return;
    const { ChangeMessageVisibilityCommand } = await commands();
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: this.#options.queueUrl ?? queueUrlOf(record.eventSourceARN),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: toVisibilitySeconds(delayMs, this.#now().getTime() - this.#receivedAtMs),
    });
    await calling('ChangeMessageVisibility', client.send(command));
  }

  /** @throws EarshotError EARSHOT_NOT_SUPPORTED without a dead-letter queue, else of any code; the message comes again */
  async deadLetter({ id }: Delivery, failure: Failure): Promise<void> {
    const { client, deadLetterQueueUrl } = this.#options;
    const record = this.#records.get(id);
    if (record === undefined) return;
    if (client === undefined || deadLetterQueueUrl === undefined) {
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'there is no dead-letter queue for the message');
    }
    const attributes = toAttributes(record);
    const source = record.eventSourceARN;
    const letter = toDeadLetter({ delivery: toDelivery(record), attributes, failure, source, deadLetterQueueUrl });
    const { SendMessageCommand } = await commands();
    await calling('SendMessage', client.send(new SendMessageCommand(letter)));
    this.#done.add(id);
  }

  async close(): Promise<void> {
    this.#waiting.splice(0);
  }

  /** Names every message that was neither acknowledged nor dead-lettered: Lambda deletes the others. */
  report(): LambdaBatchReport {
    const failed = [...this.#records.keys()].filter((id) => !this.#done.has(id));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  }
}

/** Loaded when a message first fails: a cold start that goes well does without SQS's SDK. */
const commands = () => import('@aws-sdk/client-sqs');

function toDelivery({ messageId, body, attributes }: LambdaSqsRecord): Delivery {
  return {
    id: messageId,
    body,
    sentAtMs: Number(attributes.SentTimestamp),
    receiveCount: Number(attributes.ApproximateReceiveCount),
  };
}

function toAttributes({ messageAttributes = {} }: LambdaSqsRecord): MessageAttributes {
  return Object.fromEntries(Object.entries(messageAttributes).map(([name, value]) => [name, toAttribute(value)]));
}

function toAttribute({ dataType, stringValue, binaryValue }: LambdaMessageAttribute): MessageAttributeValue {
  if (binaryValue === undefined || stringValue !== undefined) return { DataType: dataType, StringValue: stringValue };
  return { DataType: dataType, BinaryValue: Buffer.from(binaryValue, 'base64') };
}

function queueUrlOf(arn: string): string {
  const [, partition, , region, account, name] = arn.split(':');
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://sqs.${region}.${domain}/${account}/${name}`;
}
