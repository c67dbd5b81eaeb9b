import type { ObjectList, ObjectUri, ResultStore } from '@earshot/core';
import { compareCodePoints } from './compare-code-points.js';

export interface MemoryResultStoreOptions {
  /** URIs per page of a listing. @defaultValue 1,000 */
  readonly pageSize?: number;
}

/** Keeps result documents in memory: the reference for every {@link ResultStore}. */
export class MemoryResultStore implements ResultStore {
  readonly #pageSize: number;
  readonly #objects = new Map<ObjectUri, Uint8Array>();

  constructor(options: MemoryResultStoreOptions = {}) {
    this.#pageSize = options.pageSize ?? 1_000;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = this.#objects.get(uri);
    return bytes && new Uint8Array(bytes);
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    // Not `bytes.slice()`: a Buffer's slice shares memory with it.
    this.#objects.set(uri, new Uint8Array(bytes));
  }

  async list(prefix: string, next?: string): Promise<ObjectList> {
    const uris = [...this.#objects.keys()]
      .filter((uri) => uri.startsWith(prefix) && (next === undefined || compareCodePoints(uri, next) > 0))
      .sort(compareCodePoints);
    const page = uris.slice(0, this.#pageSize);
    const last = page.at(-1);
    return { uris: page, ...(last === undefined || page.length === uris.length ? {} : { next: last }) };
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#objects.delete(uri);
  }
}
