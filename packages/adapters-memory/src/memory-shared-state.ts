import type { JsonObject, SharedState, StoredState } from '@earshot/core';
import { frozenCopy } from './frozen-copy.js';

/** Keeps shared values in memory: the reference for every {@link SharedState}. Forgets nothing. */
export class MemorySharedState implements SharedState {
  readonly #kept = new Map<string, StoredState>();

  async read(name: string): Promise<StoredState | undefined> {
    return this.#kept.get(name);
  }

  async write(name: string, value: JsonObject, version: number): Promise<boolean> {
    if ((this.#kept.get(name)?.version ?? 0) !== version) return false;
    this.#kept.set(name, frozenCopy({ value, version: version + 1 }));
    return true;
  }
}
