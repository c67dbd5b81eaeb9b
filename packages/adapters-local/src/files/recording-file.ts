import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open, stat } from 'node:fs/promises';
import { EarshotError } from '@earshot/core';
import { asEarshotError, guarded, isFault } from './file-errors.js';

const CHUNK_BYTES = 256 * 1_024;

/**
 * What changes with a file's content, as far as its system tells without reading it; `undefined` when there is no such
 * file.
 * @throws EarshotError as {@link guarded} does, and `EARSHOT_NOT_SUPPORTED` when it is a link or a device
 */
export async function stampOf(path: string): Promise<string | undefined> {
  return guarded(path, async () => {
    try {
      const stats = await lstat(path, { bigint: true });
      if (!stats.isFile()) throw noFile(path);
      return toStamp(stats);
    } catch (error) {
      if (isFault(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  });
}

/** A file that is open to be read once. */
export class RecordingFile {
  readonly path: string;
  readonly stamp: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');

  /**
   * Opens a file that somebody recorded into.
   * @throws EarshotError as {@link guarded} does, `EARSHOT_NOT_SUPPORTED` when it is no file, and `EARSHOT_INVALID_INPUT`
   *   when it is empty
   */
  static async open(path: string): Promise<RecordingFile> {
    return guarded(path, async () => {
      // Who opens a pipe waits for its other end.
      if (!(await stat(path)).isFile()) throw noFile(path);
      const handle = await open(path, 'r');
      try {
        const stats = await handle.stat({ bigint: true });
        if (stats.size > 0) return new RecordingFile(path, handle, stats);
        throw new EarshotError('EARSHOT_INVALID_INPUT', `${path} is empty: 0 bytes`, {
          details: { path, found: 0, expected: 'a recording' },
        });
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  private constructor(path: string, handle: FileHandle, stats: BigIntStats) {
    this.path = path;
    this.stamp = toStamp(stats);
    this.sizeBytes = Number(stats.size);
    this.modifiedAtMs = Number(stats.mtimeMs);
    this.#handle = handle;
  }

  /**
   * The content, from its beginning.
   * @throws EarshotError `EARSHOT_UNAVAILABLE` when somebody writes to it meanwhile: it may be of two minds
   */
  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      // What grows as fast as it is read has no end.
      for (let size = 0; size <= this.sizeBytes; ) {
        const { bytesRead, buffer } = await this.#handle.read(Buffer.allocUnsafe(CHUNK_BYTES));
        if (bytesRead === 0) break;
        size += bytesRead;
        const chunk = buffer.subarray(0, bytesRead);
        this.#hash.update(chunk);
        yield chunk;
      }
      if (toStamp(await this.#handle.stat({ bigint: true })) === this.stamp) return;
    } catch (error) {
      throw asEarshotError(error, this.path);
    }
    throw new EarshotError('EARSHOT_UNAVAILABLE', `${this.path} is still being written`, {
      details: { path: this.path, found: 'a file that changes', expected: 'a file that is complete' },
    });
  }

  /** SHA-256 of all {@link chunks}, 64 lower-case hex digits. Asked once, when they have been read. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Size, times and place on the disk. The time of the last change says what a program does that sets the others back. */
function toStamp({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string {
  return [size, mtimeNs, ctimeNs, ino].join(' ');
}

function noFile(path: string): EarshotError {
  return new EarshotError('EARSHOT_NOT_SUPPORTED', `${path} is a folder, a link or a device: expected a file`, {
    details: { path, expected: 'a file' },
  });
}
