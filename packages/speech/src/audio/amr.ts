import { decoder } from '@audio/decode-amr';
import { decodeBytes, inPieces } from './decode-bytes.js';
import type { SoundFile } from './sound-file.js';
import type { SoundSource } from './sound-source.js';

/** The two forms of AMR: what their files begin with, and how many bytes a frame of each mode takes. */
const FORMS = {
  narrow: {
    magic: '#!AMR\n',
    codec: 'amr_nb',
    sampleRateHz: 8_000,
    frameBytes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 6, 6, 6, 1, 1, 1, 1],
  },
  wide: {
    magic: '#!AMR-WB\n',
    codec: 'amr_wb',
    sampleRateHz: 16_000,
    frameBytes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 1, 1, 1, 1, 1, 1],
  },
} as const;

const FRAME_MS = 20;

/** Reads AMR, the sound of mobile telephones. */
export async function openAmr(file: SoundFile, width: keyof typeof FORMS): Promise<SoundSource> {
  const { magic, codec, sampleRateHz, frameBytes } = FORMS[width];
  const { count, stray } = await measureFrames(file.stream(magic.length), frameBytes);
  const durationMs = FRAME_MS * count;
  return {
    facts: {
      kind: 'audio',
      format: 'AMR',
      codec,
      durationMs,
      ...(durationMs > 0 ? { bitrateBps: Math.round((file.sizeBytes * 8_000) / durationMs) } : {}),
      sampleRateHz,
      channelCount: 1,
    },
    channelCount: 1,
    strayBytes: async () => stray,
    blocks: () => decodeBytes(inPieces(file.stream()), decoder),
  };
}

/** What is to be zero in the byte that each frame begins with. */
const ALWAYS_ZERO = 0x83;

/** Counts the frames, and the bytes in what can't be any. */
async function measureFrames(
  blocks: AsyncIterable<Uint8Array>,
  frameBytes: readonly number[],
): Promise<{ readonly count: number; readonly stray: number }> {
  let count = 0;
  let stray = 0;
  let at = 0;
  for await (const block of blocks) {
    while (at < block.length) {
      const first = block[at] as number;
      const bytes = frameBytes[(first >> 3) & 15] as number;
      if ((first & ALWAYS_ZERO) !== 0) stray += bytes;
      at += bytes;
      count++;
    }
    at -= block.length;
  }
  // The last frame reaches beyond the end when the file was cut off.
  return { count: at > 0 ? count - 1 : count, stray };
}
