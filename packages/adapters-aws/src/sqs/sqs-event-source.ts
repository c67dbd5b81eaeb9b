import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Delivery, EarshotError, type EventSource, type Failure, isEarshotError } from '@earshot/core';
import { toDeadLetter } from './dead-letter.js';
import { DeleteBatcher } from './delete-batcher.js';
import { MessagePoller, type SetTimer, setIdleTimer, setPlatformTimer } from './message-poller.js';
import { BATCH_SIZE, calling, LONGEST_INVISIBLE_SECONDS, type SqsSender, toVisibilitySeconds } from './sqs-calls.js';
import { DELIVERY_ATTRIBUTES, type HeldMessage, toHeldMessage } from './sqs-message.js';
import { VisibilityKeeper } from './visibility-keeper.js';

/** Something that went wrong at a queue and is not told by any method, because it may pass or nobody waits for it. */
export interface SqsFault {
  /** `receive`: a poll failed and is repeated. `extend`: a message may be delivered again while it is in work. `return`: messages that were not given out come back later than they could. */
  readonly during: 'receive' | 'extend' | 'return';
  readonly error: EarshotError;
  readonly messageId?: string;
}

export interface SqsEventSourceOptions {
  readonly client: SqsSender;
  /** A standard queue: of a FIFO queue the order would be lost. */
  readonly queueUrl: string;
  /** Where `deadLetter` sends messages. Without it `deadLetter` says EARSHOT_NOT_SUPPORTED, and the queue's own redrive policy has to do. */
  readonly deadLetterQueueUrl?: string;
  /** How long a poll waits for a message, 0 to 20. @defaultValue 20 */
  readonly waitSeconds?: number;
  /**
   * How soon a message comes again when this process dies. While it lives, the messages it holds are kept invisible for
   * up to twelve hours.
   * @defaultValue 30
   */
  readonly visibilitySeconds?: number;
  /** How many polls may be under way at a time. @defaultValue 1 */
  readonly pollers?: number;
  /**
   * How many messages to fetch before they are asked for, in tens, while there are many; 0 for none. A message that was
   * fetched and not given out counts one delivery more.
   * @defaultValue 10 per poller
   */
  readonly readAhead?: number;
  /** How often in a row a poll that met a transient error is repeated before `receive` throws it. @defaultValue 8 */
  readonly patience?: number;
  readonly onFault?: (fault: SqsFault) => void;
  readonly now?: () => Date;
  /** @defaultValue the platform's */
  readonly setTimer?: SetTimer;
}

/**
 * Delivers the messages of an Amazon SQS queue, and keeps them from coming again while they are in work.
 *
 * @example
 * const source = new SqsEventSource({ client: new SQSClient(), queueUrl, deadLetterQueueUrl });
 * process.once('SIGTERM', () => source.close());
 * await processDeliveries({ source, handle });
 */
export class SqsEventSource implements EventSource {
  readonly #client: SqsSender;
  readonly #queueUrl: string;
  readonly #deadLetterQueueUrl: string | undefined;
  readonly #waitSeconds: number;
  readonly #visibilitySeconds: number;
  readonly #now: () => Date;
  readonly #onFault: (fault: SqsFault) => void;
  readonly #poller: MessagePoller<HeldMessage>;
  readonly #keeper: VisibilityKeeper;
  readonly #deletions: DeleteBatcher;
  /** What was given out and is neither done nor given back, by message id, longest held first. */
  readonly #held = new Map<string, HeldMessage>();

  constructor(options: SqsEventSourceOptions) {
    const { client, queueUrl, setTimer, pollers = 1, patience = 8 } = options;
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#deadLetterQueueUrl = options.deadLetterQueueUrl;
    this.#waitSeconds = options.waitSeconds ?? 20;
    this.#visibilitySeconds = options.visibilitySeconds ?? 30;
    this.#now = options.now ?? (() => new Date());
    this.#onFault = options.onFault ?? (() => {});
    this.#deletions = new DeleteBatcher(client, queueUrl);
    this.#keeper = new VisibilityKeeper({
      client,
      queueUrl,
      visibilitySeconds: this.#visibilitySeconds,
      now: this.#now,
      setTimer: setTimer ?? setIdleTimer,
      onFailure: (error, messageId) => this.#onFault({ during: 'extend', error, messageId }),
    });
    this.#poller = new MessagePoller({
      poll: (max, abortSignal) => this.#poll(max, abortSignal),
      giveBack: (messages) => this.#giveBack(messages),
      pollers,
      patience,
      readAhead: options.readAhead ?? BATCH_SIZE * pollers,
      setTimer: setTimer ?? setPlatformTimer,
      onPassingError: (error) => this.#onFault({ during: 'receive', error }),
    });
  }

  /** @throws EarshotError of any code, when polling fails permanently or has failed too often */
  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    const messages = await this.#poller.take(max);
    for (const held of messages ?? []) this.#hold(held);
    return messages?.map(({ delivery }) => ({ ...delivery }));
  }

  /** Resolves when SQS has deleted the message. @throws EarshotError of any code, when it has not: it comes again */
  async acknowledge({ id }: Delivery): Promise<void> {
    const held = this.#held.get(id);
    if (held !== undefined) await this.#delete(held);
  }

  /** @throws EarshotError of any code; the message then comes again when its visibility ends */
  async retry({ id }: Delivery, delayMs: number): Promise<void> {
    const held = this.#held.get(id);
    if (held === undefined) return;
    await this.#keeper.release(held);
    const command = new ChangeMessageVisibilityCommand({
      QueueUrl: this.#queueUrl,
      ReceiptHandle: held.receiptHandle,
      VisibilityTimeout: toVisibilitySeconds(delayMs, this.#heldForMs(held)),
    });
    await calling('ChangeMessageVisibility', this.#client.send(command));
    this.#forget(held);
  }

  /**
   * Sends the message to the dead-letter queue, with the reason in its attributes, and then deletes it.
   * @throws EarshotError EARSHOT_NOT_SUPPORTED without a dead-letter queue, else of any code; the message is then not
   * lost: it comes again, until the queue's redrive policy, if it has one, takes it away
   */
  async deadLetter({ id }: Delivery, failure: Failure): Promise<void> {
    const held = this.#held.get(id);
    if (held === undefined) return;
    const deadLetterQueueUrl = this.#deadLetterQueueUrl;
    if (deadLetterQueueUrl === undefined) {
      await this.#keeper.release(held);
      throw new EarshotError('EARSHOT_NOT_SUPPORTED', 'there is no dead-letter queue for the message');
    }
    const { delivery, attributes } = held;
    const letter = toDeadLetter({ delivery, attributes, failure, source: this.#queueUrl, deadLetterQueueUrl });
    try {
      await calling('SendMessage', this.#client.send(new SendMessageCommand(letter)));
    } catch (error) {
      await this.#keeper.release(held);
      throw error;
    }
    await this.#delete(held);
  }

  /** Also makes visible again what was fetched and not given out. */
  close(): Promise<void> {
    return this.#poller.close();
  }

  async #poll(max: number, abortSignal: AbortSignal): Promise<readonly HeldMessage[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#queueUrl,
      MaxNumberOfMessages: max,
      WaitTimeSeconds: this.#waitSeconds,
      VisibilityTimeout: this.#visibilitySeconds,
      MessageSystemAttributeNames: DELIVERY_ATTRIBUTES,
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await calling('ReceiveMessage', this.#client.send(command, { abortSignal }));
    const nowMs = this.#now().getTime();
    const messages = Messages.map((message) => toHeldMessage(message, nowMs));
    this.#keeper.keep(messages);
    this.#forgetBefore(nowMs - LONGEST_INVISIBLE_SECONDS * 1000);
    return messages;
  }

  #hold(held: HeldMessage): void {
    const { id } = held.delivery;
    const before = this.#held.get(id);
    if (before !== undefined && before.receiptHandle !== held.receiptHandle) void this.#keeper.release(before);
    this.#held.delete(id);
    this.#held.set(id, held);
  }

  async #giveBack(messages: readonly HeldMessage[]): Promise<void> {
    await Promise.all(messages.map((held) => this.#keeper.release(held)));
    for (let start = 0; start < messages.length; start += BATCH_SIZE) {
      const Entries = messages.slice(start, start + BATCH_SIZE).map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#queueUrl, Entries });
      try {
        await calling('ChangeMessageVisibilityBatch', this.#client.send(command));
      } catch (error) {
        if (!isEarshotError(error)) throw error;
        this.#onFault({ during: 'return', error });
      }
    }
  }

  async #delete(held: HeldMessage): Promise<void> {
    void this.#keeper.release(held);
    await this.#deletions.delete(held.receiptHandle);
    this.#forget(held);
  }

  #heldForMs({ receivedAtMs }: HeldMessage): number {
    return this.#now().getTime() - receivedAtMs;
  }

  #forget(held: HeldMessage): void {
    if (this.#held.get(held.delivery.id) === held) this.#held.delete(held.delivery.id);
  }

  /** What was answered without success is given up when the answer could do nothing any more. */
  #forgetBefore(ms: number): void {
    for (const [id, { receivedAtMs }] of this.#held) {
      if (receivedAtMs > ms) return;
      this.#held.delete(id);
    }
  }
}
