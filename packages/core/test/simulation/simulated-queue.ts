import { type ItemOutcome, retryDelayMs } from '@earshot/core';
import type { VirtualTime } from './virtual-time.js';

const BATCH = 10;
/** How long a message whose receiver died stays out of sight. */
const VISIBILITY_MS = 360_000;

interface Message {
  readonly body: string;
  readonly sentAtMs: number;
  receives: number;
}

/** Handles a batch. One that never resolves has died: its messages come again. */
export type HandleBatch = (
  messages: readonly { readonly body: string; readonly sentAtMs: number }[],
) => Promise<readonly (readonly ItemOutcome[])[]>;

/** How a queue is worked through. */
export interface QueueOptions {
  readonly time: VirtualTime;
  /** Batches at a time. */
  readonly concurrency: number;
  readonly maxReceives: number;
  readonly handle: HandleBatch;
}

/** A queue of SQS and the function behind it: ten messages at a time, those that fail again later, and in the end put away. */
export class SimulatedQueue {
  readonly deadLetters: string[] = [];
  readonly #options: QueueOptions;
  #ready: Message[] = [];
  #head = 0;
  #busy = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  send(body: string, delayMs = 0): void {
    const { time } = this.#options;
    this.#readyAt(time.nowMs + delayMs, { body, sentAtMs: time.nowMs, receives: 0 });
  }

  #readyAt(atMs: number, message: Message): void {
    this.#options.time.at(atMs, () => {
      this.#ready.push(message);
      this.#receive();
    });
  }

  #receive(): void {
    while (this.#busy < this.#options.concurrency && this.#head < this.#ready.length) {
      const batch = this.#ready.slice(this.#head, this.#head + BATCH);
      this.#head += batch.length;
      if (this.#head > 10_000) {
        this.#ready = this.#ready.slice(this.#head);
        this.#head = 0;
      }
      void this.#work(batch);
    }
  }

  async #work(batch: readonly Message[]): Promise<void> {
    const { time, handle } = this.#options;
    this.#busy++;
    for (const message of batch) message.receives++;
    const died = new Promise<undefined>((resolve) => time.at(time.nowMs + VISIBILITY_MS, () => resolve(undefined)));
    const outcomes = await Promise.race([handle(batch), died]);
    this.#busy--;
    batch.forEach((message, index) => void this.#settle(message, outcomes?.[index]));
    this.#receive();
  }

  #settle(message: Message, items: readonly ItemOutcome[] | undefined): void {
    const { time, maxReceives } = this.#options;
    const errors = items?.flatMap((item) => (item.status === 'error' ? [item.error] : []));
    if (errors?.length === 0) return;
    const isLost = errors?.some((error) => !error.retryable) === true || message.receives >= maxReceives;
    if (isLost) this.deadLetters.push(message.body);
    else this.#readyAt(time.nowMs + retryDelayMs(message.receives, errors ?? []), message);
  }
}
