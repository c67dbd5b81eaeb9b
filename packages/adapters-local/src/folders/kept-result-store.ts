import {
  type Copies,
  FORMATS,
  findFormat,
  type ObjectList,
  type ObjectUri,
  type ResultFormat,
  type ResultStore,
} from '@earshot/core';
import { mergedList } from './object-pages.js';

export interface KeptResultStoreOptions {
  /** Is read, and never changed. */
  readonly source: Pick<ResultStore, 'get' | 'list'>;
  /** Gets what is read and put. */
  readonly kept: ResultStore;
  /** Of the results in the source. @defaultValue all that core reads */
  readonly formats?: readonly ResultFormat[] | undefined;
  /** Which of the documents are kept: all that are read, or no more than redacted copies. @defaultValue original */
  readonly copies?: Copies | undefined;
}

/**
 * Reads from a source that may go away, and keeps what is read: afterwards the documents of each call that was ingested
 * are in the store that stays.
 */
export class KeptResultStore implements ResultStore {
  readonly #source: Pick<ResultStore, 'get' | 'list'>;
  readonly #kept: ResultStore;
  readonly #copies: Copies;
  readonly #formats: readonly ResultFormat[];
  /** Put or deleted through this store, so that what the source has there no longer counts. */
  readonly #own = new Set<ObjectUri>();
  /** What was kept, by what holds its job's documents, until it is known whose it is. */
  readonly #unclaimed = new Map<string, { readonly job: string; readonly uris: Set<ObjectUri> }>();

  constructor({ source, kept, formats = FORMATS, copies = 'original' }: KeptResultStoreOptions) {
    this.#source = source;
    this.#kept = kept;
    this.#formats = formats;
    this.#copies = copies;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = this.#own.has(uri) ? undefined : await this.#source.get(uri);
    if (bytes === undefined) return this.#kept.get(uri);
    const { format, place } = findFormat(this.#formats, uri) ?? {};
    if (this.#copies === 'redacted' && !format?.isRedacted?.(uri, bytes)) return bytes;
    if (place === undefined) return bytes;
    const { job, output } = place;
    const unclaimed = this.#unclaimed.get(output) ?? { job, uris: new Set() };
    this.#unclaimed.set(output, { job, uris: unclaimed.uris.add(uri) });
    await this.#kept.put(uri, bytes);
    return bytes;
  }

  /** A call has the documents in this folder, or this document. */
  claim(output: ObjectUri | undefined): void {
    if (output !== undefined) this.#unclaimed.delete(output);
  }

  /** Removes what was kept of jobs that became no call: erasing a call would not find it. */
  async dropUnclaimed(isClaimed: (job: string, output: ObjectUri) => Promise<boolean>): Promise<void> {
    for (const [output, { job, uris }] of this.#unclaimed) {
      this.#unclaimed.delete(output);
      if (await isClaimed(job, output as ObjectUri)) continue;
      for (const uri of uris) await this.#kept.delete(uri);
    }
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    await this.#kept.put(uri, bytes);
    this.#own.add(uri);
  }

  list(prefix: string, next?: string): Promise<ObjectList> {
    const ofSource = async (next?: string) => {
      const page = await this.#source.list(prefix, next);
      return { ...page, left: page.uris.filter((uri) => !this.#own.has(uri)) };
    };
    const ofKept = (next?: string) => this.#kept.list(prefix, next);
    return mergedList([ofSource, ofKept], next);
  }

  /** Removes what was kept, and hides what the source has. */
  async delete(uri: ObjectUri): Promise<boolean> {
    const isInSource = !this.#own.has(uri) && (await this.#source.get(uri)) !== undefined;
    if (isInSource) this.#own.add(uri);
    const wasKept = await this.#kept.delete(uri);
    return wasKept || isInSource;
  }
}
