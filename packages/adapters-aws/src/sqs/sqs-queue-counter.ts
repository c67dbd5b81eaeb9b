import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import type { QueueCount, QueueCounter } from '@earshot/core';
import { calling, type SqsSender } from './sqs-calls.js';

export interface SqsQueueCounterOptions {
  readonly name: string;
  readonly client: SqsSender;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

const WAITING = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const;
const IN_FLIGHT = 'ApproximateNumberOfMessagesNotVisible';

/** Counts the messages of a queue of SQS, about. Only CloudWatch knows the age of the oldest one. */
export class SqsQueueCounter implements QueueCounter {
  readonly name: string;
  readonly #options: SqsQueueCounterOptions;

  constructor(options: SqsQueueCounterOptions) {
    this.name = options.name;
    this.#options = options;
  }

  async count(): Promise<QueueCount> {
    const { queueUrl, deadLetterQueueUrl } = this.#options;
    const [own, dead] = await Promise.all([this.#attributesOf(queueUrl), this.#attributesOf(deadLetterQueueUrl)]);
    return {
      waiting: sum(own, WAITING),
      inFlight: sum(own, [IN_FLIGHT]),
      deadLettered: sum(dead, [...WAITING, IN_FLIGHT]),
    };
  }

  async #attributesOf(QueueUrl: string): Promise<Readonly<Record<string, string>>> {
    const AttributeNames: QueueAttributeName[] = [...WAITING, IN_FLIGHT];
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames });
    return (await calling('GetQueueAttributes', this.#options.client.send(command))).Attributes ?? {};
  }
}

function sum(attributes: Readonly<Record<string, string>>, names: readonly string[]): number {
  return names.reduce((total, name) => total + Number(attributes[name] ?? 0), 0);
}
