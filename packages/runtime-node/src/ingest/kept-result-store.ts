import {
  type Copies,
  folderOfManifest,
  isEarshotError,
  MANIFEST_NAME,
  type ObjectList,
  type ObjectUri,
  placeInJob,
  type ResultStore,
  readResultDocument,
} from '@earshot/core';

/**
 * Reads from a source that may go away, and keeps what is read: afterwards the documents of each call that was ingested
 * are in the store that stays.
 */
export class KeptResultStore implements ResultStore {
  readonly #source: Pick<ResultStore, 'get' | 'list'>;
  readonly #kept: ResultStore;
  readonly #copies: Copies;
  /** What was kept, by the folder of its job, until it is known whose it is. */
  readonly #unclaimed = new Map<string, Set<ObjectUri>>();

  /** @param copies which of the documents are kept: all that are read, or no more than redacted copies */
  constructor(source: Pick<ResultStore, 'get' | 'list'>, kept: ResultStore, copies: Copies = 'original') {
    this.#source = source;
    this.#kept = kept;
    this.#copies = copies;
  }

  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    const bytes = await this.#source.get(uri);
    if (bytes === undefined) return this.#kept.get(uri);
    if (!this.#isToKeep(uri, bytes)) return bytes;
    const folder = folderOf(uri);
    this.#unclaimed.set(folder, (this.#unclaimed.get(folder) ?? new Set()).add(uri));
    await this.#kept.put(uri, bytes);
    return bytes;
  }

  /** What is at a manifest's place and is no manifest may say anything. */
  #isToKeep(uri: ObjectUri, bytes: Uint8Array): boolean {
    const { place = '' } = placeInJob(uri) ?? {};
    return place === MANIFEST_NAME ? isManifest(bytes) : this.#copies === 'original' || place.includes('/redacted/');
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

function isManifest(bytes: Uint8Array): boolean {
  try {
    return readResultDocument(bytes).kind === 'manifest';
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    return false;
  }
}
