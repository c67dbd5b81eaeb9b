import type {
  DeadLetter,
  DeadLetterCount,
  DeadLetters,
  Discard,
  DiscardOptions,
  Redrive,
  RedriveOptions,
} from '@earshot/core';
import type { DeadLetteredMessage, MemoryEventSource } from './memory-event-source.js';

/** The dead letters of a {@link MemoryEventSource}, oldest first: the reference for {@link DeadLetters}. */
export class MemoryDeadLetters implements DeadLetters {
  readonly countsLooks = false;
  readonly #source: MemoryEventSource;

  constructor(source: MemoryEventSource) {
    this.#source = source;
  }

  async list({ max = 100 }: { readonly max?: number } = {}): Promise<readonly DeadLetter[]> {
    return this.#source.deadLettered.slice(0, max).map(toDeadLetter);
  }

  async show(messageId: string): Promise<DeadLetter | undefined> {
    const message = this.#source.deadLettered.find(({ delivery }) => delivery.id === messageId);
    return message && toDeadLetter(message);
  }

  async count(): Promise<DeadLetterCount> {
    return { waiting: this.#source.deadLettered.length };
  }

  async redrive({ onMoved }: RedriveOptions = {}): Promise<Redrive> {
    const moved = this.#source.redrive();
    onMoved?.(moved);
    return { moved };
  }

  async discard({ messageIds, onDiscarded }: DiscardOptions = {}): Promise<Discard> {
    const discarded = this.#source.discard(messageIds);
    onDiscarded?.(discarded.length);
    return { discarded: discarded.length, missing: (messageIds ?? []).filter((id) => !discarded.includes(id)) };
  }
}

function toDeadLetter({ delivery: { id, ...facts }, failure }: DeadLetteredMessage): DeadLetter {
  return { messageId: id, ...facts, failure: { ...failure } };
}
