import { setTimeout as wait } from 'node:timers/promises';
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import {
  type DeadLetter,
  type DeadLetterCount,
  type DeadLetters,
  EarshotError,
  type Redrive,
  type RedriveOptions,
} from '@earshot/core';
import { DEAD_LETTER_ATTRIBUTES, readFailure, withoutOwn } from './dead-letter.js';
import { type MoveTask, toMoveTask } from './move-task.js';
import { BATCH_SIZE, calling, type SqsSender } from './sqs-calls.js';
import { DELIVERY_ATTRIBUTES, type MessageAttributes, toHeldMessage } from './sqs-message.js';

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

/** How to set up {@link SqsDeadLetters}. */
export interface SqsDeadLettersOptions {
  readonly client: SqsSender;
  readonly deadLetterQueueUrl: string;
  /** Where `redrive` moves messages to. */
  readonly queueUrl?: string;
  /** How long messages are away from others while one looks at them. @defaultValue 30 */
  readonly visibilitySeconds?: number;
  /** How long to wait for more messages before a list is taken for complete, 0 to 20. @defaultValue 1 */
  readonly waitSeconds?: number;
  /** How often `redrive` asks for its progress, in ms. @defaultValue 500 */
  readonly pollMs?: number;
  readonly now?: () => Date;
}

/** Where and how fast to move messages. */
export interface SqsRedriveOptions extends Pick<RedriveOptions, 'maxPerSecond'> {
  /** The ARN of a queue. @defaultValue that of the option `queueUrl` */
  readonly destinationArn?: string;
}

/** A dead-letter queue of SQS. A look receives the messages, makes them visible again, and counts as a receive. */
export class SqsDeadLetters implements DeadLetters {
  readonly countsLooks = true;
  readonly #options: SqsDeadLettersOptions;
  readonly #now: () => Date;

  constructor(options: SqsDeadLettersOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Up to `max` messages, each once, which stay where they are. A queue is no list: which ones, and whether all, only
   * SQS knows; those that someone else looks at are not among them.
   * @throws EarshotError of any code
   */
  async list({ max = 100 }: { readonly max?: number } = {}): Promise<readonly SqsDeadLetter[]> {
    const letters: SqsDeadLetter[] = [];
    await this.#look((letter) => {
      letters.push(letter);
      return letters.length < max;
    });
    return letters;
  }

  /**
   * The message of that id, its own or the one that it had before it was parked, if SQS shows it; found by looking
   * through the queue.
   * @throws EarshotError of any code
   */
  async show(messageId: string): Promise<SqsDeadLetter | undefined> {
    let found: SqsDeadLetter | undefined;
    await this.#look((letter) => {
      if (letter.messageId === messageId || letter.origin?.messageId === messageId) found = letter;
      return found === undefined;
    });
    return found;
  }

  /** @throws EarshotError of any code */
  async count(): Promise<Required<DeadLetterCount>> {
    const found = await this.#attributesOf(this.#options.deadLetterQueueUrl, [
      'ApproximateNumberOfMessages',
      'ApproximateNumberOfMessagesNotVisible',
    ]);
    return {
      waiting: Number(found['ApproximateNumberOfMessages']),
      inFlight: Number(found['ApproximateNumberOfMessagesNotVisible']),
    };
  }

  /** @throws EarshotError as {@link startRedrive} does */
  async redrive({ onMoved, ...options }: SqsRedriveOptions & RedriveOptions = {}): Promise<Redrive> {
    await this.startRedrive(options);
    for (; ; await wait(this.#options.pollMs ?? 500)) {
      const [task] = await this.status();
      if (task === undefined) continue;
      const { moved, status, failureReason } = task;
      onMoved?.(moved);
      if (['RUNNING', 'CANCELLING'].includes(status)) continue;
      if (status === 'COMPLETED') return { moved };
      return { moved, stoppedBy: `${status.toLowerCase()}${failureReason === undefined ? '' : `: ${failureReason}`}` };
    }
  }

  /**
   * Starts to move every message to the queue that handles it, and returns without waiting for the end. SQS makes new
   * messages of them, whose receives are counted from the first again.
   * @throws EarshotError EARSHOT_INVALID_INPUT when it isn't known where to, or while another task is moving messages;
   * else of any code
   */
  async startRedrive({ maxPerSecond, destinationArn }: SqsRedriveOptions = {}): Promise<{
    readonly taskHandle: string;
  }> {
    const { deadLetterQueueUrl, queueUrl } = this.#options;
    if (destinationArn === undefined && queueUrl === undefined) {
      // What Earshot parked was sent here, so SQS doesn't know where it comes from.
      throw new EarshotError('EARSHOT_INVALID_INPUT', 'a redrive needs a queue to move the messages to', {
        details: { field: 'destinationArn' },
      });
    }
    const command = new StartMessageMoveTaskCommand({
      SourceArn: await this.#arnOf(deadLetterQueueUrl),
      DestinationArn: destinationArn ?? (await this.#arnOf(queueUrl ?? '')),
      ...(maxPerSecond !== undefined && { MaxNumberOfMessagesPerSecond: maxPerSecond }),
    });
    const { TaskHandle = '' } = await calling('StartMessageMoveTask', this.#options.client.send(command));
    return { taskHandle: TaskHandle };
  }

  /** The last tasks that moved messages out of the dead-letter queue, latest first, up to ten. @throws EarshotError of any code */
  async status(): Promise<readonly MoveTask[]> {
    const SourceArn = await this.#arnOf(this.#options.deadLetterQueueUrl);
    const command = new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 });
    const { Results = [] } = await calling('ListMessageMoveTasks', this.#options.client.send(command));
    return Results.map(toMoveTask);
  }

  /** Stops moving messages; those that were moved stay moved. Answers whether there was a task to stop. @throws EarshotError of any code */
  async cancel(): Promise<boolean> {
    const running = (await this.status()).find(({ status }) => status === 'RUNNING');
    if (running?.taskHandle === undefined) return false;
    const command = new CancelMessageMoveTaskCommand({ TaskHandle: running.taskHandle });
    await calling('CancelMessageMoveTask', this.#options.client.send(command));
    return true;
  }

  /** Shows each message once, until there are no more or `visit` wants none; then puts them back. */
  async #look(visit: (letter: SqsDeadLetter) => boolean): Promise<void> {
    const seen = new Map<string, string>();
    try {
      for (let goOn = true; goOn; ) {
        const messages = await this.#receive();
        goOn = false;
        let wanted = true;
        for (const message of messages) {
          const { delivery, receiptHandle, attributes } = toHeldMessage(message, this.#now().getTime());
          const isNew = !seen.has(delivery.id);
          seen.set(delivery.id, receiptHandle);
          if (!isNew || !wanted) continue;
          goOn = true;
          wanted = visit(toDeadLetterOf(delivery, attributes));
        }
        goOn &&= wanted;
      }
    } finally {
      await this.#putBack([...seen.values()]);
    }
  }

  async #receive(): Promise<readonly Message[]> {
    const { client, deadLetterQueueUrl, visibilitySeconds = 30, waitSeconds = 1 } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: deadLetterQueueUrl,
      MaxNumberOfMessages: BATCH_SIZE,
      VisibilityTimeout: visibilitySeconds,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: DELIVERY_ATTRIBUTES,
      MessageAttributeNames: ['All'],
    });
    return (await calling('ReceiveMessage', client.send(command))).Messages ?? [];
  }

  async #putBack(receiptHandles: readonly string[]): Promise<void> {
    const { client, deadLetterQueueUrl } = this.#options;
    for (let start = 0; start < receiptHandles.length; start += BATCH_SIZE) {
      const Entries = receiptHandles
        .slice(start, start + BATCH_SIZE)
        .map((handle, index) => ({ Id: String(index), ReceiptHandle: handle, VisibilityTimeout: 0 }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries });
      await calling('ChangeMessageVisibilityBatch', client.send(command));
    }
  }

  async #arnOf(queueUrl: string): Promise<string> {
    return (await this.#attributesOf(queueUrl, ['QueueArn']))['QueueArn'] ?? '';
  }

  async #attributesOf(QueueUrl: string, names: QueueAttributeName[]): Promise<Readonly<Record<string, string>>> {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: names });
    return (await calling('GetQueueAttributes', this.#options.client.send(command))).Attributes ?? {};
  }
}

function toDeadLetterOf(
  { id, body, sentAtMs, receiveCount }: ReturnType<typeof toHeldMessage>['delivery'],
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
