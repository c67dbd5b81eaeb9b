import { type FileHandle, open } from 'node:fs/promises';

/** Programs write lengths and times into the beginning of a file when they close it. */
const HEADER_BYTES = 4_096;

/** How what a file holds now relates to what it held before. `grown` includes the same length with another header. */
export type Growth = 'grown' | 'shrunk' | 'other';

/** Compares a file, while it is read, with a copy of what it held before. */
export class GrowthCheck {
  readonly #copy: string;
  #at = 0;
  #differs: 'nowhere' | 'in the header' | 'elsewhere' = 'nowhere';

  /** @param copy its path */
  constructor(copy: string) {
    this.#copy = copy;
  }

  /** Passes on what is read. */
  async *passing(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const copy = await open(this.#copy, 'r');
    try {
      for await (const chunk of chunks) {
        if (this.#differs !== 'elsewhere') await this.#compare(copy, chunk);
        yield chunk;
      }
    } finally {
      await copy.close();
    }
  }

  /**
   * The answer, once all was read. Content that continues what was there before begins with the same bytes; its header
   * may differ if enough of what follows is the same.
   */
  growth(sizeBytes: number, before: { readonly sizeBytes: number }): Growth {
    const sharedBytes = Math.min(sizeBytes, before.sizeBytes);
    const isSame =
      this.#differs === 'nowhere' || (this.#differs === 'in the header' && sharedBytes >= 2 * HEADER_BYTES);
    if (!isSame) return 'other';
    return sizeBytes < before.sizeBytes ? 'shrunk' : 'grown';
  }

  async #compare(copy: FileHandle, chunk: Uint8Array): Promise<void> {
    const from = this.#at;
    const { bytesRead, buffer } = await copy.read(Buffer.allocUnsafe(chunk.length), 0, chunk.length, from);
    this.#at += chunk.length;
    const ours = chunk.subarray(0, bytesRead);
    const header = Math.max(0, Math.min(HEADER_BYTES - from, bytesRead));
    if (Buffer.compare(ours.subarray(header), buffer.subarray(header, bytesRead)) !== 0) this.#differs = 'elsewhere';
    else if (Buffer.compare(ours.subarray(0, header), buffer.subarray(0, header)) !== 0)
      this.#differs = 'in the header';
  }
}
