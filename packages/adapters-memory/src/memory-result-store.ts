import type { ObjectList, ObjectUri, ResultStore } from '@earshot/core';
import { BTree } from './b-tree.js';

/** How to set up a {@link MemoryResultStore}. */
export interface MemoryResultStoreOptions {
  /** URIs per page of a listing. @defaultValue 1,000 */
  readonly pageSize?: number;
}

/** Keeps result documents in memory: the reference for every {@link ResultStore}. */
export class MemoryResultStore implements ResultStore {
  readonly #pageSize: number;
  readonly #objects = new BTree<string, Uint8Array>(undefined, compareCodePoints);

  constructor(options: MemoryResultStoreOptions = {}) {
    this.#pageSize = options.pageSize ?? 1_000;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    return this.#objects.get(uri)?.slice();
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    this.#objects.set(uri, bytes.slice());
  }

  async list(prefix: string, next?: string): Promise<ObjectList> {
    const uris: ObjectUri[] = [];
    for (const uri of this.#objects.keys(next ?? prefix)) {
      if (!uri.startsWith(prefix)) break;
      if (uri === next) continue;
      const last = uris.at(-1);
      if (last !== undefined && uris.length === this.#pageSize) return { uris, next: last };
      uris.push(uri as ObjectUri);
    }
    return { uris };
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    return this.#objects.delete(uri);
  }
}

/** The order of UTF-8 bytes, which is that of code points and not of JavaScript's UTF-16 units. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    if (a.charCodeAt(index) === b.charCodeAt(index)) continue;
    return surrogatesLast(a.charCodeAt(index)) - surrogatesLast(b.charCodeAt(index));
  }
  return a.length - b.length;
}

function surrogatesLast(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
