import {
  type Copies,
  findFormat,
  type ObjectList,
  type ObjectUri,
  type ResultFormat,
  type ResultStore,
} from '@earshot/core';

/**
 * Reads from a source that may go away, and keeps what is read: afterwards the documents of each call that was ingested
 * are in the store that stays.
 */
export class KeptResultStore implements ResultStore {
  readonly #source: Pick<ResultStore, 'get' | 'list'>;
  readonly #kept: ResultStore;
  readonly #copies: Copies;
  readonly #formats: readonly ResultFormat[];
  /** What was kept, by what holds its job's documents, until it is known whose it is. */
  readonly #unclaimed = new Map<string, { readonly job: string; readonly uris: Set<ObjectUri> }>();

  /** @param copies which of the documents are kept: all that are read, or no more than redacted copies */
  constructor(
    source: Pick<ResultStore, 'get' | 'list'>,
    kept: ResultStore,
    formats: readonly ResultFormat[],
    copies: Copies = 'original',
  ) {
    this.#source = source;
    this.#kept = kept;
    this.#formats = formats;
    this.#copies = copies;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = await this.#source.get(uri);
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
