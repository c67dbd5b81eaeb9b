import { folderOfManifest, type ObjectList, type ObjectUri, placeInJob, type ResultStore } from '@earshot/core';

/**
 * Reads from a source that may go away, and keeps what is read: afterwards the documents of each call that was ingested
 * are in the store that stays.
 */
export class KeptResultStore implements ResultStore {
  readonly #source: Pick<ResultStore, 'get' | 'list'>;
  readonly #kept: ResultStore;
  /** What was kept, by the folder of its job, until it is known whose it is. */
  readonly #unclaimed = new Map<string, Set<ObjectUri>>();

  constructor(source: Pick<ResultStore, 'get' | 'list'>, kept: ResultStore) {
    this.#source = source;
    this.#kept = kept;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = await this.#source.get(uri);
    if (bytes === undefined) return this.#kept.get(uri);
    const folder = folderOf(uri);
    this.#unclaimed.set(folder, (this.#unclaimed.get(folder) ?? new Set()).add(uri));
    await this.#kept.put(uri, bytes);
    return bytes;
  }

  /** A call has the documents in this folder. */
  claim(folder: ObjectUri | undefined): void {
    if (folder !== undefined) this.#unclaimed.delete(folder);
  }

  /** Removes what was kept of jobs that became no call: erasing a call would not find it. */
  async dropUnclaimed(isClaimed: (folder: string) => Promise<boolean>): Promise<void> {
    for (const [folder, uris] of this.#unclaimed) {
      this.#unclaimed.delete(folder);
      if (await isClaimed(folder)) continue;
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

function folderOf(uri: ObjectUri): string {
  const found = placeInJob(uri);
  return found === undefined ? folderOfManifest(uri) : `${found.before}${found.job}/`;
}
