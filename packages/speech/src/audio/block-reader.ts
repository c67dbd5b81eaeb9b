import type { ReadAt } from './sound-file.js';

const BLOCK_BYTES = 65_536;

/** Reads many small ranges that mostly follow one another, with few reads of the disk. */
export class BlockReader {
  readonly #read: ReadAt;
  #block: Buffer = Buffer.alloc(0);
  #from = 0;

  constructor(read: ReadAt) {
    this.#read = read;
  }

  /** Up to `length` bytes from `position` on, less where the file ends. Valid until the next call. */
  async bytes(position: number, length: number): Promise<Buffer> {
    const within = position - this.#from;
    if (within < 0 || within + length > this.#block.length) {
      this.#block = await this.#read(position, Math.max(length, BLOCK_BYTES));
      this.#from = position;
    }
    return this.#block.subarray(position - this.#from, position - this.#from + length);
  }
}
