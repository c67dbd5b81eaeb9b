import type { Failure } from '../model/job.js';

/** One message, delivered at least once. */
export interface Delivery {
  /** The message's id, the same at each delivery. */
  readonly id: string;
  readonly body: string;
  /** When the message was sent, epoch ms; the same at each delivery. */
  readonly sentAtMs: number;
  /** How often the message has been delivered, this delivery included. */
  readonly receiveCount: number;
}

/**
 * Delivers messages at least once. A message that is neither acknowledged nor dead-lettered is redelivered eventually,
 * even if the receiver has crashed.
 */
export interface EventSource {
  /**
   * Up to `max` messages. How long it waits for them is up to the source. An empty array means that none arrived in that
   * time: poll again. `undefined` means that no more will come. A message is not redelivered while it is being handled.
   */
  receive(max: number): Promise<readonly Delivery[] | undefined>;

  /** Marks the message as done, so that it is not redelivered. Idempotent. */
  acknowledge(delivery: Delivery): Promise<void>;

  /** Returns the message to be redelivered after `delayMs` or later. */
  retry(delivery: Delivery, delayMs: number): Promise<void>;

  /** Moves a message that can't be handled to the dead-letter queue, with the reason. It is not redelivered. */
  deadLetter(delivery: Delivery, failure: Failure): Promise<void>;

  /**
   * Stops waiting: pending and later calls of `receive` return `undefined`. Messages that are being handled can still be
   * acknowledged, retried or dead-lettered. Idempotent.
   */
  close(): Promise<void>;
}
