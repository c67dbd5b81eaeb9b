import type { ObjectList, ObjectUri, ResultStore } from '@earshot/core';

/**
 * Reads from a source that may go away, and keeps what is read: afterwards the documents of each call that was taken in
 * lie in the store that stays.
 */
export class KeptResultStore implements ResultStore {
  readonly #source: Pick<ResultStore, 'get' | 'list'>;
  readonly #kept: ResultStore;

  constructor(source: Pick<ResultStore, 'get' | 'list'>, kept: ResultStore) {
    this.#source = source;
    this.#kept = kept;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = await this.#source.get(uri);
    if (bytes === undefined) return this.#kept.get(uri);
    await this.#kept.put(uri, bytes);
    return bytes;
  }

  put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    return this.#kept.put(uri, bytes);
  }

  list(prefix: string, next?: string): Promise<ObjectList> {
    return this.#kept.list(prefix, next);
  }

  delete(uri: ObjectUri): Promise<boolean> {
    return this.#kept.delete(uri);
  }
}
