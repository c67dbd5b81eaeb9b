import { constants } from 'node:fs';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EarshotError, type ObjectList, type ObjectUri, type ResultStore } from '@earshot/core';
import { isPlace, linkIn, makeFolder, makeRoot, moveIn, removeFile } from './durable-folders.js';
import { type Chunks, type DraftCount, removeDrafts, writeDraft } from './file-drafts.js';
import { asEarshotError, guarded, isFault } from './file-errors.js';
import { urisIn } from './file-listing.js';
import { placeOf, relativePathOf } from './file-paths.js';

export interface FileResultStoreOptions {
  /** Where the files lie; made when it isn't there. All of it is on one disk. */
  readonly folder: string;
  /** The largest object that is read into memory. @defaultValue 64 MiB */
  readonly sizeLimitBytes?: number;
  /** URIs per page of a listing. @defaultValue 1,000 */
  readonly pageSize?: number;
  /**
   * A process that can't be seen from here, such as one in another container, is taken for gone when it hasn't touched
   * what it writes for so long. @defaultValue 10,000
   */
  readonly silentMs?: number;
  readonly now?: () => Date;
}

/** Files lie here while they are written. No object's name begins with a dot. */
const DRAFTS = '.incoming';

/**
 * Keeps result documents as files in one folder, where people find them by their names: `local://results/a/b.json` is
 * `results/a/b.json`. Several processes may work on it at a time. What was put is there whole, or as it was before,
 * whenever the power goes. Links are not followed, so nothing leads out of the folder.
 */
export class FileResultStore implements ResultStore {
  readonly #options: Required<FileResultStoreOptions>;
  #opened: Promise<string> | undefined;

  constructor(options: FileResultStoreOptions) {
    const now = () => new Date();
    this.#options = { sizeLimitBytes: 64 * 1_024 * 1_024, pageSize: 1_000, silentMs: 10_000, now, ...options };
  }

  /**
   * The bytes at a location; `undefined` when nothing lies there.
   * @throws EarshotError `EARSHOT_NOT_SUPPORTED` when they are more than the limit; and as {@link guarded} does
   */
  async get(uri: ObjectUri): Promise<Uint8Array | undefined> {
    return this.#at(uri, async (path) => {
      if (!(await isPlace(path))) return undefined;
      const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      try {
        return await bytesOf(handle, this.#options.sizeLimitBytes);
      } finally {
        await handle.close();
      }
    });
  }

  /** Where an object lies, for what reads it piece by piece; `undefined` when nothing does. */
  async pathOf(uri: ObjectUri): Promise<string | undefined> {
    return this.#at(uri, async (path) => ((await isPlace(path)) && (await stat(path)).isFile() ? path : undefined));
  }

  async put(uri: ObjectUri, bytes: Uint8Array): Promise<void> {
    await this.putStream([bytes], () => uri);
  }

  /**
   * Keeps what comes piece by piece, unless something is at the location: then nothing is kept, and it answers false.
   * @throws what reading it throws; nothing is kept then
   */
  async putNew(uri: ObjectUri, chunks: Chunks): Promise<boolean> {
    const root = await this.root();
    return guarded(root, async () => {
      const drafts = join(root, DRAFTS);
      await makeFolder(drafts);
      const draft = await writeDraft(drafts, chunks, this.#options.silentMs);
      try {
        return await linkIn(draft, join(root, relativePathOf(uri)));
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  /**
   * Keeps what comes piece by piece, at a location that need be known only when all of it is there: for content that is
   * named after itself. Without a location, nothing is kept.
   * @throws what reading it or `locationOf` throws; nothing is kept then
   */
  async putStream<U extends ObjectUri | undefined>(chunks: Chunks, locationOf: () => U): Promise<U> {
    const root = await this.root();
    return guarded(root, async () => {
      const drafts = join(root, DRAFTS);
      await makeFolder(drafts);
      const draft = await writeDraft(drafts, chunks, this.#options.silentMs);
      try {
        const uri = locationOf();
        if (uri === undefined) await rm(draft, { force: true });
        else await moveIn(draft, join(root, relativePathOf(uri)));
        return uri;
      } catch (error) {
        await rm(draft, { force: true });
        // This process stood still for so long that another one took it for dead.
        if (isFault(error, 'ENOENT')) throw new EarshotError('EARSHOT_UNAVAILABLE', `${draft} was removed: try again`);
        throw error;
      }
    });
  }

  /**
   * Removes what processes that are gone left half-written, and returns how many files that were. Where a
   * process can't be seen from here, its silence decides.
   * @param wait whether to wait for `silentMs` if that is needed to be sure
   */
  async removeDrafts({ wait = false }: { readonly wait?: boolean } = {}): Promise<number> {
    const drafts = join(await this.root(), DRAFTS);
    return guarded(drafts, async () => {
      const first = await this.#removeDrafts(drafts);
      if (!wait || first.unsure === 0) return first.removed;
      await delay(this.#options.silentMs);
      return first.removed + (await this.#removeDrafts(drafts)).removed;
    });
  }

  async list(prefix: string, next?: string): Promise<ObjectList> {
    const root = await this.root();
    const { folders, text } = placeOf(prefix);
    const folder = join(root, ...folders);
    return guarded(folder, async () => {
      const uris: ObjectUri[] = [];
      if (!(await isPlace(folder))) return { uris };
      for await (const uri of urisIn(folder, text, { prefix, after: next })) {
        const last = uris.at(-1);
        if (uris.length === this.#options.pageSize && last !== undefined) return { uris, next: last };
        uris.push(uri);
      }
      return { uris };
    });
  }

  async delete(uri: ObjectUri): Promise<boolean> {
    const root = await this.root();
    const found = await this.#at(uri, async (path) => {
      if (!(await isPlace(path))) return false;
      await removeFile(path, root);
      return true;
    });
    return found ?? false;
  }

  /** Works on an object's file; `undefined` when it turns out that there is none. */
  async #at<T>(uri: ObjectUri, work: (path: string) => Promise<T>): Promise<T | undefined> {
    const path = join(await this.root(), relativePathOf(uri));
    try {
      return await work(path);
    } catch (error) {
      if (isFault(error, 'ENOENT')) return undefined;
      throw asEarshotError(error, path);
    }
  }

  /** The real path of the store's folder, which is made when it isn't there. */
  root(): Promise<string> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #open(): Promise<string> {
    const { folder } = this.#options;
    return guarded(folder, async () => {
      const root = await makeRoot(folder);
      await this.#removeDrafts(join(root, DRAFTS));
      return root;
    });
  }

  async #removeDrafts(drafts: string): Promise<DraftCount> {
    const { silentMs, now } = this.#options;
    try {
      return await removeDrafts(drafts, now().getTime() - silentMs);
    } catch (error) {
      // A disk that is read-only can still be read.
      if (isFault(error, 'ENOENT', 'EROFS', 'EACCES', 'EPERM')) return { removed: 0, unsure: 0 };
      throw error;
    }
  }
}

async function bytesOf(handle: FileHandle, sizeLimitBytes: number): Promise<Uint8Array> {
  const { size } = await handle.stat();
  if (size > sizeLimitBytes) {
    throw new EarshotError('EARSHOT_NOT_SUPPORTED', `an object of ${size} bytes: the limit is ${sizeLimitBytes}`, {
      details: { field: 'sizeLimitBytes', found: size, expected: sizeLimitBytes },
    });
  }
  const { buffer, byteOffset, byteLength } = await handle.readFile();
  return new Uint8Array(buffer, byteOffset, byteLength);
}
