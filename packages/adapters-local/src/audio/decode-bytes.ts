import type { SoundBlock } from './sound-source.js';

/** What a decoder of one format does, in all packages that have one. */
export interface ByteDecoder {
  decode(bytes: Uint8Array): DecodedSound | Promise<DecodedSound>;
  flush?(): DecodedSound | Promise<DecodedSound>;
  free?(): void;
}

interface DecodedSound {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** So few bytes at a time that the sound in them is short, even if they are packed as tightly as formats allow. */
const STEP_BYTES = 4_096;

/** Whoever finds no sound in so much would go on reading to the end, ever slower, and find none. */
const MOST_SILENT_BYTES = 16 * 1_024 * 1_024;

/** Decodes bytes as they come, a little at a time, with a decoder of its own that is freed in the end. */
export async function* decodeBytes(
  bytes: AsyncIterable<Uint8Array>,
  createDecoder: () => ByteDecoder | Promise<ByteDecoder>,
  stepBytes = STEP_BYTES,
): AsyncGenerator<SoundBlock> {
  const decoder = await createDecoder();
  let silentBytes = 0;
  try {
    for await (const block of bytes) {
      for (let from = 0; from < block.length; from += stepBytes) {
        const decoded = decoder.decode(block.subarray(from, from + stepBytes));
        const step = decoded instanceof Promise ? await decoded : decoded;
        const isSound = step.channelData.some((channel) => channel.length > 0);
        silentBytes = isSound ? 0 : silentBytes + Math.min(stepBytes, block.length - from);
        if (silentBytes > MOST_SILENT_BYTES) throw new Error(`No sound in ${MOST_SILENT_BYTES} bytes`);
        if (isSound) yield { channels: step.channelData, sampleRateHz: step.sampleRate };
      }
    }
    const { channelData, sampleRate } = (await decoder.flush?.()) ?? NOTHING;
    if (channelData.some((channel) => channel.length > 0)) yield { channels: channelData, sampleRateHz: sampleRate };
  } finally {
    decoder.free?.();
  }
}

const NOTHING: DecodedSound = { channelData: [], sampleRate: 0 };
