import { type EarshotError, isEarshotError } from '@earshot/core';
import { BATCH_SIZE } from './sqs-calls.js';

/** Calls back once after `ms` milliseconds, unless the function it returns is called first. */
export type SetTimer = (run: () => void, ms: number) => () => void;

/** The platform's timer. */
export const setPlatformTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The platform's timer, without keeping the process alive. */
export const setIdleTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

/** What a {@link MessagePoller} works with. */
export interface MessagePollerDeps<T> {
  /** Up to `max` messages, as soon as there are some; none after a while. */
  readonly poll: (max: number, abortSignal: AbortSignal) => Promise<readonly T[]>;
  /** Takes back what was polled and will not be given out. */
  readonly giveBack: (messages: readonly T[]) => Promise<void>;
  /** At most so many polls at a time. */
  readonly pollers: number;
  /** At most so many messages that nobody has asked for yet. */
  readonly readAhead: number;
  /** So many polls in a row may meet a transient error before a receiver is told. */
  readonly patience: number;
  /** Called with each error that no receiver is told of. */
  readonly onPassingError: (error: EarshotError) => void;
  readonly setTimer: SetTimer;
}

interface Receiver<T> {
  readonly max: number;
  readonly resolve: (messages: readonly T[] | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Polls for those who ask, and ahead of them while they come back for more and messages keep coming: the next poll is
 * under way while the last one's messages are worked on. Where nothing comes back, nothing is read ahead.
 */
export class MessagePoller<T> {
  readonly #deps: MessagePollerDeps<T>;
  readonly #buffer: T[] = [];
  readonly #receivers: Receiver<T>[] = [];
  readonly #polls = new Set<Promise<void>>();
  readonly #abort = new AbortController();
  #asked = 0;
  #lastPollFound = false;
  #readingAhead = false;
  #closing: Promise<void> | undefined;

  constructor(deps: MessagePollerDeps<T>) {
    this.#deps = deps;
  }

  /** Up to `max` messages; none when a poll found none; `undefined` once closed. */
  take(max: number): Promise<readonly T[] | undefined> {
    if (this.#closing !== undefined) return Promise.resolve(undefined);
    this.#readingAhead = this.#lastPollFound;
    return new Promise((resolve, reject) => {
      this.#receivers.push({ max, resolve, reject });
      this.#handOut();
      this.#pollAsNeeded();
    });
  }

  /** Ends the polls and every receiver's waiting, and gives back what is left. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#abort.abort();
    for (const { resolve } of this.#receivers.splice(0)) resolve(undefined);
    const left = this.#buffer.splice(0);
    await Promise.all([...this.#polls, ...(left.length > 0 ? [this.#deps.giveBack(left)] : [])]);
  }

  #handOut(): void {
    while (this.#buffer.length > 0) {
      const receiver = this.#receivers.shift();
      if (receiver === undefined) return;
      receiver.resolve(this.#buffer.splice(0, receiver.max));
    }
  }

  #pollAsNeeded(): void {
    while (this.#closing === undefined && this.#polls.size < this.#deps.pollers) {
      const max = this.#wanted();
      if (max === 0) return;
      this.#asked += max;
      const poll = this.#poll(max).finally(() => {
        this.#asked -= max;
        this.#polls.delete(poll);
        this.#handOut();
        this.#pollAsNeeded();
      });
      this.#polls.add(poll);
    }
  }

  /** How many messages the next poll asks for. Ahead of those who ask, only whole batches are worth a poll. */
  #wanted(): number {
    const demand = this.#receivers.reduce((sum, { max }) => sum + max, 0) - this.#buffer.length - this.#asked;
    const room = demand + (this.#readingAhead ? this.#deps.readAhead : 0);
    return demand > 0 || room >= BATCH_SIZE ? Math.min(BATCH_SIZE, room) : 0;
  }

  async #poll(max: number): Promise<void> {
    for (let failures = 1; this.#closing === undefined; failures++) {
      try {
        const messages = await this.#deps.poll(max, this.#abort.signal);
        if (this.#closing === undefined) this.#found(messages);
        else await this.#deps.giveBack(messages);
        return;
      } catch (error) {
        if (this.#closing !== undefined) return;
        if (!isEarshotError(error) || !error.retryable || failures > this.#deps.patience) return this.#giveUp(error);
        this.#deps.onPassingError(error);
        await this.#pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)));
      }
    }
  }

  #found(messages: readonly T[]): void {
    this.#buffer.push(...messages);
    this.#lastPollFound = messages.length > 0;
    if (this.#lastPollFound) return;
    this.#readingAhead = false;
    for (const { resolve } of this.#receivers.splice(0)) resolve([]);
  }

  #giveUp(error: unknown): void {
    this.#lastPollFound = false;
    this.#readingAhead = false;
    for (const { reject } of this.#receivers.splice(0)) reject(error);
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#abort;
    return new Promise((resolve) => {
      const end = () => {
        stopTimer();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const stopTimer = this.#deps.setTimer(end, ms);
      signal.addEventListener('abort', end);
    });
  }
}
