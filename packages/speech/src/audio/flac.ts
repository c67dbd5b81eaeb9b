import { decoder } from '@audio/decode-flac';
import { type FlacInfo, flacFramePlace, readStreamInfo, STREAM_INFO_BYTES } from './flac-frame.js';
import { flacFrames } from './flac-frames.js';
import type { Packet } from './packet.js';
import { onTimeline, type PacketDecoder } from './packet-timeline.js';
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
    blocks: () => decodeFlac(layout.streamInfo, flacPackets(layout, file)),
  };
}

/** Decodes frames, each in a packet of its own. */
export async function* decodeFlac(streamInfo: Uint8Array, packets: AsyncIterable<Packet>): AsyncGenerator<SoundBlock> {
  yield* onTimeline(packets, await flacPacketDecoder(streamInfo));
}

/** A decoder of frames, to be freed. */
export async function flacPacketDecoder(streamInfo: Uint8Array): Promise<PacketDecoder> {
  const flac = await decoder();
  await flac.decode(flacHeader(streamInfo));
  return {
    decode: (frame) => flac.decode(frame),
    flush: () => flac.flush(),
    free: () => flac.free(),
    isLate: true,
  };
}

/** The shortest header that a FLAC file can have. */
function flacHeader(streamInfo: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('fLaC'), Buffer.from([0x80, 0, 0, STREAM_INFO_BYTES]), streamInfo]);
}

/** Each frame says where it is: the last one may be shorter than the others. */
async function* flacPackets({ info, soundFrom }: FlacLayout, file: SoundFile): AsyncGenerator<Packet> {
  let frameSamples = 0;
  for await (const data of flacFrames(file.stream(soundFrom))) {
    const place = flacFramePlace(data);
    frameSamples = Math.max(frameSamples, place?.sampleCount ?? 0);
    const sample = place && place.number * (place.countsSamples ? 1 : frameSamples);
    yield { data, startS: sample === undefined ? undefined : sample / info.sampleRateHz };
  }
}

/** Frames that are damaged, and what follows that is no frame: the tags there are small. */
async function strayFlacBytes({ soundFrom }: FlacLayout, file: SoundFile): Promise<number> {
  let known = soundFrom;
  for await (const { length } of flacFrames(file.stream(soundFrom))) known += length;
  const tail = await file.read(Math.max(soundFrom, file.sizeBytes - TAG_BYTES), TAG_BYTES);
  const unknown = tail.subarray(Math.max(0, tail.length - (file.sizeBytes - known)));
  const tags = unknown.length - strayIn(unknown);
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
