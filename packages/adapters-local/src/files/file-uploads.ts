import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EarshotError,
  isEarshotError,
  missingParts,
  type ReceivedPart,
  type UploadPart,
  type UploadPlan,
} from '@earshot/core';
import { linkIn, makeFolder, syncFolder } from './durable-folders.js';
import { exactly } from './exact-size.js';
import { isFault } from './file-errors.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from './private-modes.js';

type PartsPlan = Extract<UploadPlan, { method: 'parts' }>;

/** The recording as far as it arrived, with holes where parts are missing. */
const DATA = 'data';
/** What follows the name of an upload's folder while it is completed: no part can be noted there. */
const CLOSED = '.closed';
const BATCH_BYTES = 256 * 1_024;

/**
 * Uploads in parts, each in a folder of its own: one file as large as the recording, which parts are written into at their
 * places, and an empty file named after each part that is on the disk. Completing an upload copies nothing.
 */
export class FileUploads {
  readonly #folder: string;
  /** What writes a part now, so that a request that took its place can end it. */
  readonly #writing = new Map<string, { readonly end: AbortController; readonly ended: Promise<unknown> }>();

  /** @param folder on the same disk as the recordings */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Begins an upload, and gives its id. */
  async open(sizeBytes: number): Promise<string> {
    const id = randomUUID();
    await makeFolder(this.#folder);
    const folder = join(this.#folder, id);
    await mkdir(folder, PRIVATE_FOLDER);
    const data = await open(join(folder, DATA), 'wx', PRIVATE_FILE);
    await data.truncate(sizeBytes).finally(() => data.close());
    await syncFolder(this.#folder);
    return id;
  }

  /** The parts that are on the disk; `undefined` when upload not found. */
  async parts(plan: PartsPlan): Promise<readonly ReceivedPart[] | undefined> {
    const folder = this.#folderOf(plan);
    return (await partsIn(folder)) ?? (await partsIn(folder + CLOSED));
  }

  /** Writes a part. Once this resolves, the part is on the disk. Another request that still sends it is ended. */
  async receive(plan: PartsPlan, part: UploadPart, body: AsyncIterable<Uint8Array>): Promise<string> {
    const key = `${plan.uploadId} ${part.number}`;
    const end = new AbortController();
    const before = this.#writing.get(key);
    before?.end.abort();
    const written = Promise.resolve(before?.ended).then(() => this.#write(plan, part, body, end.signal));
    const entry = { end, ended: written.catch(() => {}) };
    this.#writing.set(key, entry);
    try {
      return await written;
    } finally {
      if (this.#writing.get(key) === entry) this.#writing.delete(key);
    }
  }

  async #write(plan: PartsPlan, part: UploadPart, body: AsyncIterable<Uint8Array>, end: AbortSignal): Promise<string> {
    const folder = this.#folderOf(plan);
    try {
      // While it is written again, it isn't there: a request that completes the upload must not see half of it.
      for (const name of await readdir(folder))
        if (partNamed(name)?.number === part.number) await rm(join(folder, name));
      const data = await open(join(folder, DATA), 'r+');
      try {
        let at = (part.number - 1) * plan.partSizeBytes;
        for await (const batch of inBatches(exactly(part.sizeBytes, unlessEnded(body, end)))) {
          for (let done = 0; done < batch.length; ) {
            const { bytesWritten } = await data.write(batch, done, batch.length - done, at);
            done += bytesWritten;
            at += bytesWritten;
          }
        }
        await data.datasync();
      } finally {
        await data.close();
      }
      const tag = randomUUID().slice(0, 8);
      await writeFile(join(folder, `${part.number}.${part.sizeBytes}.${tag}`), '', { mode: PRIVATE_FILE });
      await syncFolder(folder);
      return `"${tag}"`;
    } catch (error) {
      if (!isFault(error, 'ENOENT')) throw error;
      throw new EarshotError('EARSHOT_NOT_FOUND', 'the upload was completed or aborted', { cause: error });
    }
  }

  /**
   * Moves a whole recording to its place, unless something else is there.
   * @returns false when upload not found, or another process has just completed it
   * @throws EarshotError `EARSHOT_CONFLICT` when parts are missing, or something else is at the place
   */
  async complete(plan: PartsPlan, path: string): Promise<boolean> {
    const folder = this.#folderOf(plan);
    const closed = folder + CLOSED;
    try {
      const parts = await partsIn(folder);
      if (parts !== undefined) {
        refuseMissing(plan, parts);
        await rename(folder, closed);
      }
    } catch (error) {
      // Another process has just closed it.
      if (!isFault(error, 'ENOENT')) throw error;
    }
    try {
      const parts = await partsIn(closed);
      if (parts === undefined) return false;
      // One may have begun to arrive again before the folder was closed.
      refuseMissing(plan, parts);
      await placed(join(closed, DATA), path);
      await this.#discard(closed);
      return true;
    } catch (error) {
      if (isFault(error, 'ENOENT')) return false;
      if (isEarshotError(error)) await rename(closed, folder);
      throw error;
    }
  }

  /** Discards an upload. Harmless when there is none. */
  async abort(plan: PartsPlan): Promise<void> {
    await this.#discard(this.#folderOf(plan));
    await this.#discard(this.#folderOf(plan) + CLOSED);
  }

  /** Discards uploads that nothing has happened to since a time, and returns how many. */
  async removeOlder(thanMs: number): Promise<number> {
    let removed = 0;
    for (const name of await namesIn(this.#folder)) {
      const folder = join(this.#folder, name);
      const { mtimeMs = Number.POSITIVE_INFINITY } = (await statOf(folder)) ?? {};
      if (mtimeMs >= thanMs) continue;
      await this.#discard(folder);
      removed += 1;
    }
    return removed;
  }

  /** In one step, so that nobody sees half of an upload. */
  async #discard(folder: string): Promise<void> {
    const discarded = join(this.#folder, `${randomUUID()}.discarded`);
    try {
      await rename(folder, discarded);
    } catch (error) {
      if (isFault(error, 'ENOENT')) return;
      throw error;
    }
    await rm(discarded, { recursive: true, force: true });
  }

  #folderOf({ uploadId }: PartsPlan): string {
    return join(this.#folder, uploadId);
  }
}

/** Puts a file at a place, unless another one is there. */
async function placed(file: string, path: string): Promise<void> {
  if (await linkIn(file, path)) return;
  const [own, other] = [await stat(file), await statOf(path)];
  if (own.ino === other?.ino && own.dev === other.dev) return;
  throw new EarshotError('EARSHOT_CONFLICT', 'a recording already exists at this location', { retryable: false });
}

/** The parts noted in a folder, by number; `undefined` when there is no such folder. */
async function partsIn(folder: string): Promise<readonly ReceivedPart[] | undefined> {
  try {
    const parts = (await readdir(folder)).flatMap((name) => partNamed(name) ?? []);
    return parts.sort((one, other) => one.number - other.number);
  } catch (error) {
    if (isFault(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function partNamed(name: string): ReceivedPart | undefined {
  const [, number, sizeBytes, tag] = /^(\d+)\.(\d+)\.(\w+)$/.exec(name) ?? [];
  return tag === undefined ? undefined : { number: Number(number), sizeBytes: Number(sizeBytes), etag: `"${tag}"` };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isFault(error, 'ENOENT')) return [];
    throw error;
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isFault(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function refuseMissing(plan: PartsPlan, received: readonly ReceivedPart[]): void {
  const missing = missingParts(plan, received).map(({ number }) => number);
  if (missing.length > 0) throw new EarshotError('EARSHOT_CONFLICT', 'parts are missing', { details: { missing } });
}

/** Gathers chunks: sockets give 64 KiB at a time, and each write costs a trip to another thread. The bytes are valid until the next. */
async function* inBatches(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const batch = Buffer.allocUnsafeSlow(BATCH_BYTES);
  let size = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + BATCH_BYTES - size);
      batch.set(taken, size);
      at += taken.length;
      size += taken.length;
      if (size < BATCH_BYTES) continue;
      yield batch;
      size = 0;
    }
  }
  if (size > 0) yield batch.subarray(0, size);
}

/** Passes on what arrives until the signal ends it: a connection that is silent never ends by itself. */
async function* unlessEnded(chunks: AsyncIterable<Uint8Array>, end: AbortSignal): AsyncGenerator<Uint8Array> {
  const ended = new Promise<never>((_, reject) => {
    const refuse = () => reject(new EarshotError('EARSHOT_CONFLICT', 'another request sends this part'));
    if (end.aborted) refuse();
    end.addEventListener('abort', refuse, { once: true });
  });
  ended.catch(() => {});
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), ended]);
      if (done) return;
      yield value;
    }
  } finally {
    // It may wait for a chunk that never comes.
    void iterator.return?.();
  }
}
