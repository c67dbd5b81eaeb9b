import type { Failure } from '../model/job.js';

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Epoch ms. Where dead-lettering makes a new message: when that one was sent. */
  readonly sentAtMs: number;
  /** How often it was received; with {@link DeadLetters.countsLooks}, looks included. */
  readonly receiveCount: number;
  /** Why it was dead-lettered. Absent when the queue itself did that, after too many receives. */
  readonly failure?: Failure;
  /** The message that was dead-lettered, where this is a new one made of it. Absent facts are unknown. */
  readonly origin?: {
    readonly messageId: string | undefined;
    /** ISO 8601, UTC. */
    readonly sentAt: string | undefined;
    readonly receiveCount: number | undefined;
  };
}

/** About how many messages a dead-letter queue holds. */
export interface DeadLetterCount {
  readonly waiting: number;
  /** Those that someone is looking at or moving. Absent where a look takes no message away from others. */
  readonly inFlight?: number;
}

/** How to send dead letters back. */
export interface RedriveOptions {
  /** 1-500; ignored where all move in one step. @defaultValue as fast as the queue can */
  readonly maxPerSecond?: number | undefined;
  /** Receives how many messages have been moved so far: never less than before, at the end all that were. */
  readonly onMoved?: ((moved: number) => void) | undefined;
}

/** How a redrive ended. */
export interface Redrive {
  readonly moved: number;
  /** What kept the rest from being moved; absent when all were. They are still dead letters. */
  readonly stoppedBy?: string;
}

/** Which dead letters to discard. */
export interface DiscardOptions {
  /** Only these, by the ids that {@link DeadLetters.show} takes. @defaultValue all */
  readonly messageIds?: readonly string[] | undefined;
  /** Receives how many have been discarded so far: never less than before, at the end all that were. */
  readonly onDiscarded?: ((discarded: number) => void) | undefined;
}

export interface Discard {
  readonly discarded: number;
  /** Those of the given ids that no dead letter has. */
  readonly missing: readonly string[];
}

/**
 * The dead letters of one queue: what an {@link EventSource} dead-lettered, and what the queue dead-lettered by itself.
 * Contract: `deadLettersContract` in `@earshot/core/testing`; reference: `MemoryDeadLetters` of `@earshot/adapters-memory`.
 */
export interface DeadLetters {
  /** Whether each look by {@link list} or {@link show} adds to the {@link DeadLetter.receiveCount} of what it sees. */
  readonly countsLooks: boolean;

  /**
   * Up to `max` messages (default 100), each once; they stay where they are. Messages that someone else is looking at may
   * be missing.
   */
  list(options?: { readonly max?: number }): Promise<readonly DeadLetter[]>;

  /** The message with this id, or whose origin has it (logs name that one); `undefined` when there is none. Changes nothing. */
  show(messageId: string): Promise<DeadLetter | undefined>;

  /** How many dead letters there are. Changes nothing. */
  count(): Promise<DeadLetterCount>;

  /**
   * Sends every dead letter back to its queue, and waits until that is done. Each is delivered as if for the first time, and
   * is no dead letter anymore. Repeat it after an error or an interruption: what was moved stays moved.
   *
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when another redrive is under way and the queue allows one only, and the
   * retryable ones
   */
  redrive(options?: RedriveOptions): Promise<Redrive>;

  /**
   * Deletes dead letters permanently: all, or those with the given ids. The others and the queue's messages stay. Repeat it
   * after an error or an interruption: what was discarded stays discarded.
   */
  discard(options?: DiscardOptions): Promise<Discard>;
}
