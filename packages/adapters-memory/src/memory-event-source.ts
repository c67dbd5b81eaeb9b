import type { Delivery, EventSource, Failure } from '@earshot/core';
import { BTree } from './b-tree.js';

export interface MemoryEventSourceOptions {
  readonly now?: () => Date;
  /** How long a message that was delivered and not answered stays away. @defaultValue 30,000 */
  readonly visibilityMs?: number;
  /** A message that was delivered this often without an answer is dead-lettered. @defaultValue 10 */
  readonly maxReceives?: number;
  /** `wait` for the next message, or `end` when none is left at all. @defaultValue wait */
  readonly whenEmpty?: 'wait' | 'end';
}

/** A dead-lettered message, and why it was dead-lettered. */
export interface DeadLetteredMessage {
  readonly delivery: Delivery;
  readonly failure: Failure;
}

interface Message {
  delivery: Delivery;
  due: Due;
}

/** When a message may be delivered, and the order of sending among those due at the same time. */
type Due = readonly [atMs: number, sequence: number];

/** Timers take no longer delay; after one a receiver looks again, and waits on. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A queue in memory that delivers at least once, as Amazon SQS does: the reference for every {@link EventSource}. */
export class MemoryEventSource implements EventSource {
  readonly #options: Required<MemoryEventSourceOptions>;
  readonly #messages = new Map<string, Message>();
  readonly #schedule = new BTree<Due, Message>(undefined, ([a, x], [b, y]) => a - b || x - y);
  readonly #deadLettered: DeadLetteredMessage[] = [];
  #sequence = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  constructor(options: MemoryEventSourceOptions = {}) {
    this.#options = { now: () => new Date(), visibilityMs: 30_000, maxReceives: 10, whenEmpty: 'wait', ...options };
  }

  /** Puts a message in the queue. */
  send(body: string, options: { sentAtMs?: number; delayMs?: number } = {}): void {
    const nowMs = this.#options.now().getTime();
    const id = String(this.#sequence);
    this.#add({ id, body, sentAtMs: options.sentAtMs ?? nowMs, receiveCount: 0 }, nowMs + (options.delayMs ?? 0));
  }

  /** Puts every dead-lettered message back in the queue, to be received for the first time again. Returns how many there were. */
  redrive(): number {
    const back = this.#deadLettered.splice(0);
    for (const { delivery } of back) this.#add({ ...delivery, receiveCount: 0 }, this.#options.now().getTime());
    return back.length;
  }

  /** Deletes the dead-lettered messages with these ids, or all. Returns the ids of those that it deleted. */
  discard(messageIds?: readonly string[]): readonly string[] {
    const isMeant = ({ delivery }: DeadLetteredMessage) => messageIds?.includes(delivery.id) ?? true;
    const discarded = this.#deadLettered.filter(isMeant);
    this.#deadLettered.splice(0, this.#deadLettered.length, ...this.#deadLettered.filter((letter) => !isMeant(letter)));
    return discarded.map(({ delivery }) => delivery.id);
  }

  /** The messages that were dead-lettered, oldest first. */
  get deadLettered(): readonly DeadLetteredMessage[] {
    return this.#deadLettered;
  }

  /** How many messages are neither acknowledged nor dead-lettered. */
  get size(): number {
    return this.#messages.size;
  }

  /** When the next message is due, epoch ms; `undefined` when there is none. */
  get nextDueMs(): number | undefined {
    return this.#schedule.minKey()?.[0];
  }

  async receive(max: number): Promise<readonly Delivery[] | undefined> {
    while (!this.#closed) {
      const taken = this.#take(max);
      if (taken.length > 0) return taken;
      if (this.#options.whenEmpty === 'end' && this.#messages.size === 0) return undefined;
      await this.#untilDue();
    }
    return undefined;
  }

  async acknowledge({ id }: Delivery): Promise<void> {
    this.#remove(id);
  }

  async retry({ id }: Delivery, delayMs: number): Promise<void> {
    const message = this.#messages.get(id);
    if (message !== undefined) this.#reschedule(message, this.#options.now().getTime() + delayMs);
    this.#wake();
  }

  async deadLetter({ id }: Delivery, failure: Failure): Promise<void> {
    const delivery = this.#messages.get(id)?.delivery;
    if (delivery !== undefined) this.#deadLetter(delivery, { ...failure });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  #add(delivery: Delivery, dueMs: number): void {
    const message: Message = { delivery, due: [dueMs, this.#sequence++] };
    this.#messages.set(delivery.id, message);
    this.#schedule.set(message.due, message);
    this.#wake();
  }

  #take(max: number): Delivery[] {
    const nowMs = this.#options.now().getTime();
    const taken: Delivery[] = [];
    while (taken.length < max) {
      const due = this.#schedule.minKey();
      const message = due === undefined || due[0] > nowMs ? undefined : this.#schedule.get(due);
      if (message === undefined) break;
      const receiveCount = message.delivery.receiveCount + 1;
      if (receiveCount > this.#options.maxReceives) {
        const reason = `delivered ${this.#options.maxReceives} times without an answer`;
        this.#deadLetter(message.delivery, { code: 'EARSHOT_UNAVAILABLE', reason });
        continue;
      }
      message.delivery = { ...message.delivery, receiveCount };
      this.#reschedule(message, nowMs + this.#options.visibilityMs);
      taken.push({ ...message.delivery });
    }
    return taken;
  }

  #reschedule(message: Message, atMs: number): void {
    this.#schedule.delete(message.due);
    message.due = [atMs, message.due[1]];
    this.#schedule.set(message.due, message);
  }

  #deadLetter(delivery: Delivery, failure: Failure): void {
    this.#remove(delivery.id);
    this.#deadLettered.push({ delivery, failure });
  }

  #remove(id: string): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    this.#schedule.delete(message.due);
    this.#messages.delete(id);
    if (this.#messages.size === 0) this.#wake();
  }

  /** Makes every receiver that waits look again. */
  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits until a message may be due, one is sent, the last one is done, or the source is closed. */
  async #untilDue(): Promise<void> {
    const nextMs = this.nextDueMs;
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.add(wake);
      if (nextMs === undefined) return;
      const waitMs = nextMs - this.#options.now().getTime();
      timer = setTimeout(wake, Math.min(Math.max(0, waitMs), LONGEST_TIMER_MS));
    });
  }
}
