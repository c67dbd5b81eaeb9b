import type { SoundBlock } from './sound-source.js';

/** What a decoder of one format does, in all packages that have one. */
export interface ByteDecoder {
  decode(bytes: Uint8Array): DecodedSound | Promise<DecodedSound>;
  flush?(): DecodedSound | Promise<DecodedSound>;
  free?(): void;
}

export interface DecodedSound {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** After this many bytes without sound, decoders only get slower. */
export const MAX_SILENT_BYTES = 16 * 1_024 * 1_024;

/** Decodes pieces of a recording as they come, with a decoder of its own that is freed in the end. */
export async function* decodeBytes(
  pieces: AsyncIterable<Uint8Array>,
  createDecoder: () => ByteDecoder | Promise<ByteDecoder>,
): AsyncGenerator<SoundBlock> {
  const decoder = await createDecoder();
  let silentBytes = 0;
  try {
    for await (const piece of pieces) {
      const decoding = decoder.decode(piece);
      const decoded = decoding instanceof Promise ? await decoding : decoding;
      silentBytes = isSound(decoded) ? 0 : silentBytes + piece.length;
      if (silentBytes > MAX_SILENT_BYTES) throw new Error(`No sound in ${MAX_SILENT_BYTES} bytes`);
      if (isSound(decoded)) yield blockOf(decoded);
    }
    const rest = await decoder.flush?.();
    if (rest && isSound(rest)) yield blockOf(rest);
  } finally {
    decoder.free?.();
  }
}

/**
 * Cuts bytes into pieces of at most this length. Decoded in small pieces, sound comes in small blocks, which take little
 * memory, also when it is packed as tightly as formats allow.
 */
export async function* inPieces(blocks: AsyncIterable<Uint8Array>, bytes = 1_024): AsyncGenerator<Uint8Array> {
  for await (const block of blocks)
    for (let from = 0; from < block.length; from += bytes) yield block.subarray(from, from + bytes);
}

/** Whether there is any sound. */
export function isSound({ channelData }: DecodedSound): boolean {
  return channelData.some((channel) => channel.length > 0);
}

function blockOf({ channelData, sampleRate }: DecodedSound): SoundBlock {
  return { channels: channelData, sampleRateHz: sampleRate };
}
