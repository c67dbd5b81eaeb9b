import { decoder } from '@audio/decode-flac';
import { decodeBytes } from './decode-bytes.js';
import { type FlacInfo, readStreamInfo, STREAM_INFO_BYTES } from './flac-frame.js';
import { flacFrames } from './flac-frames.js';
import { refusal } from './refusal.js';
import type { ReadAt, SoundFile } from './sound-file.js';
import type { SoundBlock, SoundSource } from './sound-source.js';
import { strayIn } from './stray-bytes.js';

/** More than the tags behind a recording have. */
const TAG_BYTES = 1_024 * 1_024;

/** Reads a FLAC file that begins at a place of a file. */
export async function openFlac(file: SoundFile, from = 0): Promise<SoundSource> {
  const layout = await file.reading((read) => readLayout(read, from, file.sizeBytes));
  if (layout === undefined) {
    const found = 'a FLAC file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'a header and sound' });
  }
  const { sampleRateHz, channelCount, bitsPerSample, sampleCount } = layout.info;
  const seconds = sampleCount === undefined || sampleRateHz === 0 ? undefined : sampleCount / sampleRateHz;
  return {
    facts: {
      kind: 'audio',
      format: 'FLAC',
      codec: `flac_${bitsPerSample}`,
      ...(seconds === undefined
        ? {}
        : {
            durationMs: Math.round(seconds * 1_000),
            bitrateBps: Math.round(((file.sizeBytes - layout.soundFrom) * 8) / seconds),
          }),
      sampleRateHz,
      channelCount,
    },
    channelCount,
    promisedMs: seconds === undefined ? undefined : seconds * 1_000,
    strayBytes: () => strayFlacBytes(layout, file),
    blocks: () => decodeFlac(flacPieces(layout, file)),
  };
}

/** Decodes what {@link flacHeader} gives and, piece by piece, the whole frames that follow. */
export function decodeFlac(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<SoundBlock> {
  return decodeBytes(pieces, decoder);
}

/** The shortest header that a FLAC file can have. */
export function flacHeader(streamInfo: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, STREAM_INFO_BYTES]), streamInfo]);
}

async function* flacPieces({ streamInfo, soundFrom }: FlacLayout, file: SoundFile): AsyncGenerator<Uint8Array> {
  yield flacHeader(streamInfo);
  yield* flacFrames(file.stream(soundFrom));
}

/** Frames that are damaged, and what follows that is no frame: the tags there are small. */
async function strayFlacBytes({ soundFrom }: FlacLayout, file: SoundFile): Promise<number> {
  let known = soundFrom;
  for await (const { length } of flacFrames(file.stream(soundFrom))) known += length;
  const tail = await file.read(Math.max(soundFrom, file.sizeBytes - TAG_BYTES), TAG_BYTES);
  const tags = tail.length - strayIn(tail.subarray(Math.max(0, tail.length - (file.sizeBytes - known))));
  return Math.max(0, file.sizeBytes - known - tags);
}

interface FlacLayout {
  readonly info: FlacInfo;
  readonly streamInfo: Uint8Array;
  readonly soundFrom: number;
}

/** Skips what else is said in front of the sound, such as pictures. */
async function readLayout(read: ReadAt, from: number, sizeBytes: number): Promise<FlacLayout | undefined> {
  let streamInfo: Buffer | undefined;
  for (let position = from + 4; position < sizeBytes; ) {
    const block = await read(position, 4 + STREAM_INFO_BYTES);
    if (block.length < 4) return undefined;
    const [kind = 0] = block;
    const length = block.readUIntBE(1, 3);
    if ((kind & 0x7f) === 0) streamInfo = block.subarray(4);
    position += 4 + length;
    if (streamInfo?.length !== STREAM_INFO_BYTES) return undefined;
    if (kind >= 0x80) return { info: readStreamInfo(streamInfo), streamInfo, soundFrom: position };
  }
  return undefined;
}
