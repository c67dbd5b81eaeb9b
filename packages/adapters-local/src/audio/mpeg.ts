import { decoder } from '@audio/decode-mp3';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { type MpegRun, mpegFrames } from './mpeg-frames.js';
import { measureMpeg } from './mpeg-length.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { SoundBlock, SoundSource } from './sound-source.js';

/** How far into a file frames are looked for, and how many in a row make it MP3. */
const SEARCHED_BYTES = 131_072;
const FRAMES_IN_A_ROW = 3;

/** Whether there are frames one behind the other near the beginning of a file. */
export async function isMpeg(file: SoundFile): Promise<boolean> {
  for await (const { frames } of mpegFrames(file.stream(0, Math.min(file.sizeBytes, SEARCHED_BYTES))))
    if (frames.length >= FRAMES_IN_A_ROW) return true;
  return false;
}

/** Reads MP3 and its elders, between two places of a file. What lies between the frames is skipped. */
export async function openMpeg(file: SoundFile, from = 0, to = file.sizeBytes): Promise<SoundSource> {
  const length = await measureMpeg(mpegFrames(file.stream(from, to)));
  if (length === undefined)
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found: 'MP3 without a whole frame', expected: 'sound' });
  const { first, channelCount, durationMs, bitrateBps } = length;
  const { sampleRateHz, layer } = first;
  return {
    facts: {
      kind: 'audio',
      format: `MP${layer}`,
      codec: `mp${layer}`,
      durationMs,
      sampleRateHz,
      bitrateBps,
      channelCount,
    },
    channelCount,
    blocks: () => mpegSound(file, from, to, channelCount),
  };
}

async function* mpegSound(file: SoundFile, from: number, to: number, channelCount: number): AsyncGenerator<SoundBlock> {
  const bytes = inPieces(runBytes(mpegFrames(file.stream(from, to))));
  // The decoder makes two channels of one.
  for await (const block of decodeBytes(bytes, decoder))
    yield { ...block, channels: block.channels.slice(0, channelCount) };
}

/** Never bytes of two kinds together: the decoder would name one rate for both. */
async function* runBytes(runs: AsyncIterable<MpegRun>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of runs) yield bytes;
}
