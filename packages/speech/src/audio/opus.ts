import { createOpusDecoder, type OpusPacketDecoder } from '@audio/decode-opus/core';
import { oggPackets } from './ogg-packets.js';
import { isWhole, type OggPage } from './ogg-pages.js';
import { SAMPLE_RATE_HZ } from './recording.js';
import type { SoundBlock } from './sound-source.js';

export interface OpusHead {
  readonly channelCount: number;
  /** Samples at {@link OPUS_RATE_HZ} that come before the sound. */
  readonly preSkip: number;
  /** In 256ths of a decibel. */
  readonly outputGain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMapping: readonly number[];
}

/** The rate that Opus counts in, whatever it is decoded at. */
export const OPUS_RATE_HZ = 48_000;

/** Opus decodes at this rate by itself: faster than at its own and resampled. */
const STEP = OPUS_RATE_HZ / SAMPLE_RATE_HZ;
/** Less, 10 ms, may be rounding. */
const SHORTEST_HOLE_SAMPLES = OPUS_RATE_HZ / 100;
/** A longer hole in the count is no pause but damage. */
const LONGEST_HOLE_SAMPLES = 600 * OPUS_RATE_HZ;

/** Reads the packet `OpusHead`; `undefined` when it is another one, or cut off. */
export function readOpusHead(packet: Uint8Array): OpusHead | undefined {
  const bytes = Buffer.from(packet);
  if (bytes.length < 19 || bytes.toString('latin1', 0, 8) !== 'OpusHead') return undefined;
  const channelCount = bytes.readUInt8(9);
  const plain = bytes.readUInt8(18) === 0;
  if (!plain && bytes.length < 21 + channelCount) return undefined;
  return {
    channelCount,
    preSkip: bytes.readUInt16LE(10),
    outputGain: bytes.readInt16LE(16),
    streamCount: plain ? 1 : bytes.readUInt8(19),
    coupledStreamCount: plain ? channelCount - 1 : bytes.readUInt8(20),
    channelMapping: plain ? [0, 1].slice(0, channelCount) : [...bytes.subarray(21, 21 + channelCount)],
  };
}

/** A decoder for one stream, at 16 kHz. To be freed. */
export async function openOpusDecoder(head: OpusHead): Promise<OpusPacketDecoder> {
  const decoder = await createOpusDecoder();
  decoder.configure({
    sampleRate: SAMPLE_RATE_HZ,
    channels: head.channelCount,
    streamCount: head.streamCount,
    coupledStreamCount: head.coupledStreamCount,
    channelMappingTable: [...head.channelMapping],
    outputGain: head.outputGain,
  });
  return decoder;
}

/** Decodes the pages of one Opus stream. A pause in which nothing was recorded becomes silence. */
export async function* opusSound(pages: AsyncIterable<OggPage>): AsyncGenerator<SoundBlock> {
  let stream: OpusStream | undefined;
  try {
    for await (const { packets, page } of oggPackets(pages)) {
      if (stream) yield* stream.decode(packets, page);
      const head: OpusHead | undefined = stream || !packets[0] ? undefined : readOpusHead(packets[0]);
      if (head) stream = new OpusStream(head, await openOpusDecoder(head));
    }
  } finally {
    stream?.free();
  }
}

class OpusStream {
  readonly #head: OpusHead;
  readonly #decoder: OpusPacketDecoder;
  /** What the count began with, and how far it is with what was decoded. */
  #start: number | undefined;
  #decoded = 0;
  /** What is still to be left out at the beginning, at 16 kHz. */
  #skip: number;

  constructor(head: OpusHead, decoder: OpusPacketDecoder) {
    this.#head = head;
    this.#decoder = decoder;
    this.#skip = Math.round(head.preSkip / STEP);
  }

  *decode(packets: readonly Uint8Array[], page: OggPage): Generator<SoundBlock> {
    const sound = packets.filter((packet) => !isTags(packet));
    if (sound.length === 0) return;
    const before = this.#decoded;
    const { channelData, samplesDecoded } = this.#decoder.decodeFrames(sound);
    this.#decoded += samplesDecoded * STEP;
    if (page.granule === undefined) return yield* this.#cut(channelData, samplesDecoded);
    this.#start ??= page.endsStream ? 0 : Math.max(0, page.granule - this.#decoded);
    const missing = page.granule - this.#start - this.#decoded;
    if (missing >= SHORTEST_HOLE_SAMPLES && missing <= LONGEST_HOLE_SAMPLES && before > 0) {
      this.#decoded += missing;
      yield* this.#silence(Math.round(missing / STEP));
    }
    // A damaged packet may claim to be longer than it was. Later pages would stay behind by that.
    const isTooLong = page.endsStream || (missing <= -SHORTEST_HOLE_SAMPLES && !isWhole(page.bytes));
    const surplus = isTooLong ? Math.min(samplesDecoded, Math.round(Math.max(0, -missing) / STEP)) : 0;
    this.#decoded -= surplus * STEP;
    yield* this.#cut(channelData, samplesDecoded - surplus);
  }

  free(): void {
    this.#decoder.free();
  }

  *#silence(length: number): Generator<SoundBlock> {
    for (let left = length; left > 0; left -= SAMPLE_RATE_HZ) {
      const second = new Float32Array(Math.min(left, SAMPLE_RATE_HZ));
      const channels = Array.from({ length: this.#head.channelCount }, () => second);
      yield { channels, sampleRateHz: SAMPLE_RATE_HZ };
    }
  }

  *#cut(channelData: readonly Float32Array[], end: number): Generator<SoundBlock> {
    const from = Math.min(this.#skip, end);
    this.#skip -= from;
    if (from === end) return;
    yield { channels: channelData.map((channel) => channel.subarray(from, end)), sampleRateHz: SAMPLE_RATE_HZ };
  }
}

function isTags(packet: Uint8Array): boolean {
  return Buffer.from(packet.subarray(0, 8)).toString('latin1') === 'OpusTags';
}
