import { setTimeout as wait } from 'node:timers/promises';
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import {
  type DeadLetterCount,
  type DeadLetters,
  type Discard,
  type DiscardOptions,
  EarshotError,
  type Redrive,
  type RedriveOptions,
} from '@earshot/core';
import { type MoveTask, toMoveTask } from './move-task.js';
import { BATCH_SIZE, calling, LONGEST_INVISIBLE_SECONDS, type SqsSender, toEntryError } from './sqs-calls.js';
import { idsOf, type SqsDeadLetter, toSqsDeadLetter } from './sqs-dead-letter.js';
import { DELIVERY_ATTRIBUTES, toHeldMessage } from './sqs-message.js';

export interface SqsDeadLettersOptions {
  readonly client: SqsSender;
  readonly deadLetterQueueUrl: string;
  /** Where `redrive` moves messages to. */
  readonly queueUrl?: string;
  /** How long messages are away from others while one looks at them. @defaultValue 30, more for thousands of them */
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

interface Look {
  readonly visit: (letter: SqsDeadLetter) => 'keep' | 'discard';
  /** Whether no more messages need to be looked at. */
  readonly isDone: () => boolean;
  /** Receives how many messages have just been deleted. */
  readonly onDeleted?: (count: number) => void;
}

/** Looks at more messages than this take several lanes. */
const MAX_IN_ONE_LANE = 1_000;
const LANES = 4;
/** Messages that all lanes together look at in a second, at least. */
const LOOKS_PER_SECOND = 100;
const SHORTEST_LOOK_SECONDS = 30;
/** How much later than a discard by this machine's clock a message must have been sent to be spared. */
const SPARED_AFTER_MS = 60_000;

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
    await this.#look(max, {
      visit: (letter) => {
        letters.push(letter);
        return 'keep';
      },
      isDone: () => letters.length >= max,
    });
    return letters;
  }

  /**
   * The message of that id, its own or the one that it had before it was dead-lettered, if SQS shows it; found by looking
   * through the queue.
   * @throws EarshotError of any code
   */
  async show(messageId: string): Promise<SqsDeadLetter | undefined> {
    let found: SqsDeadLetter | undefined;
    await this.#look(await this.#total(), {
      visit: (letter) => {
        if (idsOf(letter).includes(messageId)) found = letter;
        return 'keep';
      },
      isDone: () => found !== undefined,
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
   * Receives messages and deletes those that are meant. `PurgeQueue` is not used: it also deletes messages that arrive
   * within the next minute, and those that someone is looking at.
   * @throws EarshotError of any code; what was discarded before stays discarded
   */
  async discard({ messageIds, onDiscarded }: DiscardOptions = {}): Promise<Discard> {
    const spared = this.#now().getTime() + SPARED_AFTER_MS;
    const missing = new Set(messageIds);
    let discarded = 0;
    const isMeant = (letter: SqsDeadLetter) => {
      if (messageIds === undefined) return letter.sentAtMs < spared;
      const ids = idsOf(letter).filter((id) => messageIds.includes(id));
      for (const id of ids) missing.delete(id);
      return ids.length > 0;
    };
    await this.#look(await this.#total(), {
      visit: (letter) => (isMeant(letter) ? 'discard' : 'keep'),
      isDone: () => messageIds !== undefined && missing.size === 0,
      onDeleted: (count) => {
        discarded += count;
        onDiscarded?.(discarded);
      },
    });
    return { discarded, missing: [...missing] };
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
      // What Earshot dead-lettered was sent here, so SQS doesn't know where it comes from.
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

  /** Stops moving messages; those that were moved stay moved. Returns whether there was a task to stop. @throws EarshotError of any code */
  async cancel(): Promise<boolean> {
    const running = (await this.status()).find(({ status }) => status === 'RUNNING');
    if (running?.taskHandle === undefined) return false;
    const command = new CancelMessageMoveTaskCommand({ TaskHandle: running.taskHandle });
    await calling('CancelMessageMoveTask', this.#options.client.send(command));
    return true;
  }

  async #total(): Promise<number> {
    const { waiting, inFlight } = await this.count();
    return waiting + inFlight;
  }

  /**
   * Visits each message once, deletes what the visitor discards, and puts the others back.
   * @param expected about how many messages are visited. None may become visible again before the end, or the look would
   * take it for the end
   */
  async #look(expected: number, look: Look): Promise<void> {
    const needed = Math.min(LONGEST_INVISIBLE_SECONDS, Math.ceil(expected / LOOKS_PER_SECOND));
    const visibilitySeconds = this.#options.visibilitySeconds ?? Math.max(SHORTEST_LOOK_SECONDS, needed);
    const lanes = expected > MAX_IN_ONE_LANE ? LANES : 1;
    const looks = Array.from({ length: lanes }, () => this.#lane(look, visibilitySeconds));
    for (const lane of await Promise.allSettled(looks)) if (lane.status === 'rejected') throw lane.reason;
  }

  async #lane({ visit, isDone, onDeleted }: Look, visibilitySeconds: number): Promise<void> {
    const held = new Map<string, string>();
    try {
      for (let goOn = !isDone(); goOn; goOn &&= !isDone()) {
        const messages = await this.#receive(visibilitySeconds);
        const unwanted: string[] = [];
        goOn = false;
        for (const message of messages) {
          const { delivery, receiptHandle, attributes } = toHeldMessage(message, this.#now().getTime());
          const isNew = !held.has(delivery.id);
          held.set(delivery.id, receiptHandle);
          if (!isNew || isDone()) continue;
          goOn = true;
          if (visit(toSqsDeadLetter(delivery, attributes)) === 'discard') unwanted.push(delivery.id);
        }
        if (unwanted.length > 0) await this.#delete(unwanted, held, onDeleted);
      }
    } finally {
      await this.#putBack([...held.values()]);
    }
  }

  /** Deletes messages, and removes them from those that are held. */
  async #delete(ids: readonly string[], held: Map<string, string>, onDeleted: Look['onDeleted']): Promise<void> {
    const { client, deadLetterQueueUrl } = this.#options;
    const Entries = ids.map((id, index) => ({ Id: String(index), ReceiptHandle: held.get(id) ?? '' }));
    const command = new DeleteMessageBatchCommand({ QueueUrl: deadLetterQueueUrl, Entries });
    const { Successful = [], Failed = [] } = await calling('DeleteMessageBatch', client.send(command));
    for (const { Id } of Successful) held.delete(ids[Number(Id)] ?? '');
    onDeleted?.(Successful.length);
    const [failed] = Failed;
    if (failed !== undefined) throw toEntryError('DeleteMessageBatch', failed);
  }

  async #receive(visibilitySeconds: number): Promise<readonly Message[]> {
    const { client, deadLetterQueueUrl, waitSeconds = 1 } = this.#options;
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
