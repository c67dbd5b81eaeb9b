import type { Failure } from '../model/job.js';

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Epoch ms. If dead-lettering creates a new message, the time when that one was sent. */
  readonly sentAtMs: number;
  /** How often it was received; with {@link DeadLetters.countsLooks}, looks included. */
  readonly receiveCount: number;
  /** Why it was dead-lettered. Absent if the queue itself did it, after too many receives. */
  readonly failure?: Failure;
  /** The original message, if the dead letter is a copy of it. Unknown fields are absent. */
  readonly origin?: {
    readonly messageId: string | undefined;
    /** ISO 8601, UTC. */
    readonly sentAt: string | undefined;
    readonly receiveCount: number | undefined;
  };
}

/** The approximate number of messages in a dead-letter queue. */
export interface DeadLetterCount {
  readonly waiting: number;
  /** Messages that someone is reading or moving. Absent if reading doesn't hide messages from others. */
  readonly inFlight?: number;
}

/** How to send dead letters back. */
export interface RedriveOptions {
  /** 1-500; ignored where all move in one step. @defaultValue as fast as the queue can */
  readonly maxPerSecond?: number | undefined;
  /** Called with the number of messages moved so far. It never decreases. */
  readonly onMoved?: ((moved: number) => void) | undefined;
}

/** The outcome of a redrive. */
export interface Redrive {
  readonly moved: number;
  /** Why the other messages were not moved. Absent if all were. They are still dead letters. */
  readonly stoppedBy?: string;
}

/** Which dead letters to discard. */
export interface DiscardOptions {
  /** Only these, by the ids that {@link DeadLetters.show} takes. @defaultValue all */
  readonly messageIds?: readonly string[] | undefined;
  /** Called with the number of messages discarded so far. It never decreases. */
  readonly onDiscarded?: ((discarded: number) => void) | undefined;
}

export interface Discard {
  readonly discarded: number;
  /** The given ids that don't belong to a dead letter. */
  readonly missing: readonly string[];
}

/**
 * The dead letters of one queue: what an {@link EventSource} dead-lettered, and what the queue dead-lettered by itself.
 * Contract: `deadLettersContract` in `@earshot/core/testing`; reference: `MemoryDeadLetters` of `@earshot/adapters-memory`.
 */
export interface DeadLetters {
  /** Whether {@link list} and {@link show} increment the {@link DeadLetter.receiveCount} of the messages that they return. */
  readonly countsLooks: boolean;

  /**
   * Up to `max` messages (default 100), each once. They stay in the queue. Messages that someone else is reading may be missing.
   */
  list(options?: { readonly max?: number }): Promise<readonly DeadLetter[]>;

  /** The message with this id, or whose origin has it (logs name that one); `undefined` when there is none. Changes nothing. */
  show(messageId: string): Promise<DeadLetter | undefined>;

  /** How many dead letters there are. Changes nothing. */
  count(): Promise<DeadLetterCount>;

  /**
   * Moves every dead letter back to its queue, and waits for completion. Each is delivered as if for the first time, and is no longer
   * a dead letter. Repeat it after an error or an interruption: moved messages stay moved.
   *
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when another redrive is under way and the queue allows one only, and the
   * retryable ones
   */
  redrive(options?: RedriveOptions): Promise<Redrive>;

  /**
   * Permanently deletes all dead letters, or those with the given ids. The others and the queue's messages stay. Repeat it after an
   * error or an interruption.
   */
  discard(options?: DiscardOptions): Promise<Discard>;
}
