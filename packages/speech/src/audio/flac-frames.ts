import { flacChecksum, isFlacHeader, LONGEST_HEADER_BYTES } from './flac-frame.js';

/** Larger than any frame of two channels. */
const MAX_BYTES = 1_048_576;
/** How many places that look like a beginning are remembered: the first may be damaged, or be no beginning. */
const MAX_STARTS = 8;

/** Picks the undamaged frames out of what follows a FLAC file's header. */
export async function* flacFrames(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const search = new FrameSearch();
  for await (const block of blocks) yield* search.push(block);
  yield* search.end();
}

/** A frame reaches from what looks like a beginning to the next, if the checksum before that agrees. */
class FrameSearch {
  #bytes: Uint8Array = new Uint8Array(0);
  #starts: number[] = [];
  /** Up to where beginnings were looked for. */
  #at = 0;

  *push(block: Uint8Array): Generator<Uint8Array> {
    this.#bytes = this.#bytes.length === 0 ? block : Buffer.concat([this.#bytes, block]);
    yield* this.#frames(this.#bytes.length - LONGEST_HEADER_BYTES);
    this.#forget();
  }

  *end(): Generator<Uint8Array> {
    yield* this.#frames(this.#bytes.length);
    const last = this.#frameUpTo(this.#bytes.length);
    if (last) yield last;
  }

  *#frames(to: number): Generator<Uint8Array> {
    for (; this.#at < to; this.#at++) {
      const next = this.#bytes.indexOf(0xff, this.#at);
      this.#at = next < 0 ? to : next;
      if (this.#at >= to) return;
      if (!isFlacHeader(this.#bytes, this.#at)) continue;
      const frame = this.#frameUpTo(this.#at);
      if (frame) yield frame;
      if (frame) this.#starts = [];
      this.#starts.push(this.#at);
      if (this.#starts.length > MAX_STARTS) this.#starts.shift();
    }
  }

  #frameUpTo(end: number): Uint8Array | undefined {
    const start = this.#starts.find((from) => flacChecksum(this.#bytes, from, end) === 0);
    return start === undefined ? undefined : this.#bytes.subarray(start, end);
  }

  #forget(): void {
    const tooOld = this.#bytes.length - MAX_BYTES;
    this.#starts = this.#starts.filter((start) => start >= tooOld);
    const from = Math.min(this.#at, this.#starts[0] ?? this.#at);
    this.#bytes = this.#bytes.subarray(from);
    this.#starts = this.#starts.map((start) => start - from);
    this.#at -= from;
  }
}
