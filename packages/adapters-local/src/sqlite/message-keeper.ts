import type { Delivery } from '@earshot/core';
import type { Receipt } from './message-table.js';

/** A message that was given out. */
export interface HeldMessage extends Receipt {
  readonly id: string;
  /** Until when others are kept from it. */
  untilMs: number;
  /** Nobody has answered it yet. */
  inWork: boolean;
}

/** What a {@link MessageKeeper} works with. */
export interface MessageKeeperDeps {
  readonly visibilityMs: number;
  readonly now: () => Date;
  /** Keeps others from messages until a time. Returns those that are no longer this receiver's. */
  readonly extend: (messages: readonly HeldMessage[], untilMs: number) => readonly HeldMessage[];
  readonly onFailure: (error: unknown) => void;
}

/** Knows which messages were given out, and keeps others from those in work: extends them three times per visibility. */
export class MessageKeeper {
  readonly #deps: MessageKeeperDeps;
  readonly #held = new Map<string, HeldMessage>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: MessageKeeperDeps) {
    this.#deps = deps;
  }

  /** Keeps messages that were given out just now. */
  keep(messages: readonly HeldMessage[]): void {
    for (const held of messages) this.#held.set(held.id, held);
    // A process that has nothing else to do may end: then its messages are free at once.
    this.#timer ??= setInterval(() => this.#look(), this.#deps.visibilityMs / 3).unref();
  }

  /** The message of this very delivery, as long as it is known. */
  heldBy({ id, receiveCount }: Pick<Delivery, 'id' | 'receiveCount'>): HeldMessage | undefined {
    const held = this.#held.get(id);
    return held?.receiveCount === receiveCount ? held : undefined;
  }

  /** Forgets a message whose answer was taken. */
  forget(held: HeldMessage): void {
    if (this.#held.get(held.id) === held) this.#held.delete(held.id);
  }

  #look(): void {
    const nowMs = this.#deps.now().getTime();
    const inWork: HeldMessage[] = [];
    for (const held of this.#held.values()) {
      if (held.inWork) inWork.push(held);
      else if (held.untilMs <= nowMs) this.forget(held);
    }
    if (inWork.length > 0) this.#extend(inWork, nowMs + this.#deps.visibilityMs);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #extend(inWork: readonly HeldMessage[], untilMs: number): void {
    try {
      const lost = this.#deps.extend(inWork, untilMs);
      for (const held of inWork) held.untilMs = untilMs;
      for (const held of lost) this.forget(held);
    } catch (error) {
      this.#deps.onFailure(error);
    }
  }
}
