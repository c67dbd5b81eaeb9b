import type { DeadLetters } from '../ports/dead-letters.js';
import type { EventSource } from '../ports/event-source.js';
import type { ContractContext, ContractOptions } from './contract.js';

/** A queue without messages and without dead letters. */
export interface DeadLettersContext extends ContractContext {
  readonly letters: DeadLetters;
  /** Delivers the queue's messages, and dead-letters them. */
  readonly source: EventSource;
  /** Sends a message to the queue. */
  readonly send: (body: string) => void | Promise<void>;
  /** Makes the queue dead-letter a message by itself, after too many receives. @defaultValue it can't */
  readonly exhaust?: (body: string) => void | Promise<void>;
}

/** Facts of {@link DeadLetters}. */
export interface DeadLettersContractOptions extends ContractOptions {
  /** Whether contexts have `exhaust`. @defaultValue false */
  readonly exhausts?: boolean;
}
