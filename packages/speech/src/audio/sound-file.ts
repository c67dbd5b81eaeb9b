import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileError, refusal } from './refusal.js';

const BLOCK_BYTES = 65_536;

/** A file that is there and may be read. It is open only while it is read. */
export class SoundFile {
  readonly path: string;
  /** As it was when it was found: what is written to it later is not read. */
  readonly sizeBytes: number;

  private constructor(path: string, sizeBytes: number) {
    this.path = path;
    this.sizeBytes = sizeBytes;
  }

  /**
   * Finds a file.
   * @throws EarshotError `EARSHOT_NOT_FOUND` when there is none
   * @throws EarshotError `EARSHOT_DENIED` when it may not be read
   * @throws EarshotError `EARSHOT_INVALID_INPUT` when it is a folder or a device, or empty
   */
  static async find(path: string): Promise<SoundFile> {
    const facts = await stat(path).catch((cause: unknown) => {
      throw fileError(path, cause);
    });
    const expected = 'a file with a recording';
    if (!facts.isFile()) {
      const found = facts.isDirectory() ? 'a folder' : 'no regular file';
      throw refusal('EARSHOT_INVALID_INPUT', { path, found, expected });
    }
    if (facts.size === 0) throw refusal('EARSHOT_INVALID_INPUT', { path, found: 'an empty file', expected });
    return new SoundFile(path, facts.size);
  }

  /** Up to `length` bytes from `position` on, less where the file ends. */
  async read(position: number, length: number): Promise<Buffer> {
    return this.reading((read) => read(position, length));
  }

  /** Lends out a function to read with, for as long as `use` takes. */
  async reading<T>(use: (read: ReadAt) => Promise<T>): Promise<T> {
    const reader = await this.openReader();
    try {
      return await use(reader.read);
    } finally {
      await reader.close();
    }
  }

  /** Keeps the file open until the reader is closed. */
  async openReader(): Promise<FileReader> {
    const handle = await this.#open();
    return { read: (position, length) => this.#readAt(handle, position, length), close: () => handle.close() };
  }

  /** The bytes from `from` up to `to`, block by block, each a new one. */
  async *stream(from = 0, to = this.sizeBytes): AsyncGenerator<Buffer> {
    const handle = await this.#open();
    try {
      for (let position = from; position < to; ) {
        const block = await this.#readAt(handle, position, Math.min(BLOCK_BYTES, to - position));
        if (block.length === 0) return;
        yield block;
        position += block.length;
      }
    } finally {
      await handle.close();
    }
  }

  async #open(): Promise<FileHandle> {
    return open(this.path).catch((cause: unknown) => {
      throw fileError(this.path, cause);
    });
  }

  async #readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
    const within = Math.max(0, Math.min(length, this.sizeBytes - position));
    const block = Buffer.allocUnsafeSlow(within);
    let filled = 0;
    while (filled < within) {
      const { bytesRead } = await handle.read(block, filled, within - filled, position + filled).catch((cause) => {
        throw fileError(this.path, cause);
      });
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return block.subarray(0, filled);
  }
}

/** Reads up to `length` bytes from `position` on. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** A file that is open. */
export interface FileReader {
  readonly read: ReadAt;
  close(): Promise<void>;
}
