import type { Failure } from '../model/job.js';
import type { Delivery, EventSource } from '../ports/event-source.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** A source without messages, and the world around it. */
export interface EventSourceContext extends ContractContext {
  readonly source: EventSource;
  /** Sends a message, as the outside world does. */
  readonly send: (body: string, options: { sentAtMs?: number }) => void | Promise<void>;
  /**
   * What was sent, by the body that is delivered of it. For sources whose messages name what was sent and don't hold it.
   * @defaultValue the body itself
   */
  readonly contentOf?: (body: string) => string | Promise<string>;
  /** What a person finds of the messages that were dead-lettered, in any order. */
  readonly deadLettered: () => readonly DeadLetteredDelivery[] | Promise<readonly DeadLetteredDelivery[]>;
  /** Lets time pass: moves the clock that the source looks at, or waits. */
  readonly advance: (ms: number) => void | Promise<void>;
  /**
   * The receiver dies without a word, and another one takes its place. For sources that hold a message for as long as
   * its receiver lives, or forget answers with it; others let it go by themselves after `visibilityMs`.
   */
  readonly successor?: () => EventSource | Promise<EventSource>;
}

/** A dead-lettered message. */
export interface DeadLetteredDelivery {
  readonly delivery: Pick<Delivery, 'body'>;
  readonly failure: Failure;
}

/** Facts of an {@link EventSource}. */
export interface EventSourceContractOptions extends ContractOptions {
  /**
   * How long a message stays away that was delivered and not answered. The suite retries after delays of half, one and
   * two times as long: for a source that counts in seconds make it a multiple of 2,000.
   * @defaultValue 30,000, as at Amazon SQS
   */
  readonly visibilityMs?: number;
  /**
   * Whether `send` can say when a message was sent. A queue that stamps its messages itself can't be told.
   * @defaultValue true
   */
  readonly statesSentAt?: boolean;
  /**
   * Whether the source ends by itself, as one that reads what is in a folder does. It delivers what was sent before its
   * first `receive`, retries at once whatever the delay, and answers `undefined` when all of its messages are done.
   * @defaultValue false
   */
  readonly ends?: boolean;
  /**
   * Whether the source delivers unanswered messages again, and those alone. One that doesn't forgets all answers with its
   * receiver: its `successor` delivers every message, as if for the first time.
   * @defaultValue true
   */
  readonly keepsAnswers?: boolean;
}

/** The options without gaps, for the cases. */
export type EventSourceFacts = Required<Omit<EventSourceContractOptions, 'numRuns'>>;
