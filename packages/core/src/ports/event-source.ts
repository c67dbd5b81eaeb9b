import type { Failure } from '../model/job.js';

/** One message, delivered at least once. */
export interface Delivery {
  /** The message's own name: the same at each delivery. */
  readonly id: string;
  /** What was sent. */
  readonly body: string;
  /** When it was sent, epoch ms: the same at each delivery. */
  readonly sentAtMs: number;
  /** How often it has been delivered, this time included. */
  readonly receiveCount: number;
}

/**
 * Delivers messages and hears what became of them. A message that is neither acknowledged nor parked is delivered
 * again, in time, also when the receiver is no more.
 */
export interface EventSource {
  /**
   * Up to `max` messages; waits for them as the source sees fit. None: nothing came while it waited, ask again.
   * `undefined`: nothing will ever come, stop asking. While a message is being worked on, it is not delivered again.
   */
  receive(max: number): Promise<readonly Delivery[] | undefined>;

  /** The message is done: it is not delivered again. Harmless when repeated. */
  acknowledge(delivery: Delivery): Promise<void>;

  /** The message shall be delivered again, not before `delayMs` have passed. */
  retry(delivery: Delivery, delayMs: number): Promise<void>;

  /** The message can't be handled: it is kept with the reason where a person finds it, and not delivered again. */
  park(delivery: Delivery, failure: Failure): Promise<void>;

  /**
   * Ends waiting: a `receive` under way and every later one answers `undefined`. Messages in work may still be answered.
   * May be called twice.
   */
  close(): Promise<void>;
}
