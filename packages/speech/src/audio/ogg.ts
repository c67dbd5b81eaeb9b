import { decoder as vorbisDecoder } from '@audio/decode-vorbis';
import type { MediaFacts } from '@earshot/core';
import { decodeFlac } from './flac.js';
import { flacChecksum, flacFramePlace, readStreamInfo, STREAM_INFO_BYTES } from './flac-frame.js';
import { oggPackets } from './ogg-packets.js';
import { type OggPage, oggPages } from './ogg-pages.js';
import { OPUS_RATE_HZ, opusSound, readOpusHead } from './opus.js';
import type { Packet } from './packet.js';
import { onTimeline, type PacketDecoder } from './packet-timeline.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundBlock, SoundSource } from './sound-source.js';
import { splitStream } from './split-stream.js';

interface OggStream {
  readonly codec: 'opus' | 'vorbis' | 'flac';
  readonly channelCount: number;
  readonly sampleRateHz: number;
  /** What the count of samples has too much. */
  readonly preSkip: number;
}

/** How much of the end of a file surely holds a whole page. */
const TAIL_BYTES = 2 * 65_307;

/** Reads the sound in an Ogg file: Opus, Vorbis or FLAC. */
export async function openOgg(file: SoundFile): Promise<SoundSource | ForeignSound> {
  const { stream, serial, codecs, isVideo } = await readBeginnings(oggPages(file.stream()));
  const kind = isVideo ? 'video' : 'audio';
  if (stream === undefined) {
    const foreign = codecs.find((codec) => codec === 'speex');
    if (foreign)
      return { name: 'Speex in an Ogg file', demuxer: 'ogg', facts: { kind, format: 'Ogg', codec: foreign } };
    const found = isVideo ? 'a video without sound' : 'an Ogg file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'sound in Opus, Vorbis or FLAC' });
  }
  const durationMs = await readDuration(file, stream, serial);
  const { codec, channelCount, sampleRateHz } = stream;
  const facts: MediaFacts = {
    kind,
    format: 'Ogg',
    codec,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(durationMs ? { bitrateBps: Math.round((file.sizeBytes * 8_000) / durationMs) } : {}),
    sampleRateHz,
    channelCount,
  };
  return {
    facts,
    channelCount,
    strayBytes: () => strayOggBytes(file),
    blocks: () => oggSound(oggPages(file.stream()), stream),
  };
}

/** What belongs to no page, of whatever stream. Padding is small. */
async function strayOggBytes(file: SoundFile): Promise<number> {
  let stray = file.sizeBytes;
  for await (const { bytes } of oggPages(file.stream())) stray -= bytes.length;
  return stray;
}

interface Beginnings {
  readonly stream: OggStream | undefined;
  readonly serial: number;
  readonly codecs: readonly string[];
  readonly isVideo: boolean;
}

/** All streams of a file begin before any of them goes on. */
async function readBeginnings(pages: AsyncIterable<OggPage>): Promise<Beginnings> {
  const codecs: string[] = [];
  let stream: OggStream | undefined;
  let serial = 0;
  for await (const page of pages) {
    if (!page.beginsStream) break;
    codecs.push(codecOf(page));
    const found = readStream(page);
    // Of two of a kind, the later is decoded.
    if (found === undefined || (stream !== undefined && stream.codec !== found.codec)) continue;
    stream = found;
    serial = page.serial;
  }
  return { stream, serial, codecs, isVideo: codecs.includes('theora') };
}

function codecOf({ parts: [packet] }: OggPage): string {
  const start = Buffer.from(packet?.subarray(0, 8) ?? []).toString('latin1');
  if (start === 'OpusHead') return 'opus';
  if (start.startsWith('\x7fFLAC')) return 'flac';
  if (start.startsWith('\x01vorbis')) return 'vorbis';
  if (start.startsWith('\x80theora')) return 'theora';
  return start === 'Speex   ' ? 'speex' : 'unknown';
}

function readStream(page: OggPage): OggStream | undefined {
  const codec = codecOf(page);
  const packet = Buffer.from(page.parts[0] ?? []);
  if (codec === 'opus') {
    const head = readOpusHead(packet);
    return head && { codec, channelCount: head.channelCount, sampleRateHz: OPUS_RATE_HZ, preSkip: head.preSkip };
  }
  if (codec === 'vorbis' && packet.length >= 30)
    return { codec, channelCount: packet.readUInt8(11), sampleRateHz: packet.readUInt32LE(12), preSkip: 0 };
  if (codec !== 'flac' || packet.length < FLAC_INFO_FROM + STREAM_INFO_BYTES) return undefined;
  const { channelCount, sampleRateHz } = readStreamInfo(flacInfo(page));
  return { codec, channelCount, sampleRateHz, preSkip: 0 };
}

const FLAC_INFO_FROM = 17;

function flacInfo({ parts: [packet] }: OggPage): Uint8Array {
  return packet?.subarray(FLAC_INFO_FROM, FLAC_INFO_FROM + STREAM_INFO_BYTES) ?? new Uint8Array(0);
}

/** By the count on the last page; `undefined` when that belongs to another stream, or tells nothing. */
async function readDuration(file: SoundFile, stream: OggStream, serial: number): Promise<number | undefined> {
  let last: OggPage | undefined;
  for await (const page of oggPages(file.stream(Math.max(0, file.sizeBytes - TAIL_BYTES))))
    if (page.granule !== undefined) last = page;
  if (last?.serial !== serial || last.granule === undefined || stream.sampleRateHz === 0) return undefined;
  return Math.max(0, Math.round(((last.granule - stream.preSkip) * 1_000) / stream.sampleRateHz));
}

type Decode = (pages: AsyncIterable<OggPage>, sampleRateHz: number) => AsyncIterable<SoundBlock>;
const DECODERS: Readonly<Record<OggStream['codec'], Decode>> = {
  opus: opusSound,
  async *vorbis(pages, sampleRateHz) {
    yield* onTimeline(sinceFirst(vorbisPackets(pages, sampleRateHz)), await vorbisPageDecoder());
  },
  async *flac(pages, sampleRateHz) {
    for await (const { streamInfo, packets } of flacStreams(pages, sampleRateHz))
      yield* decodeFlac(streamInfo, sinceFirst(packets));
  },
};

/** Files may be strung together: then one stream begins after another has ended, and each is decoded by itself. */
async function* oggSound(
  pages: AsyncGenerator<OggPage>,
  { codec, sampleRateHz }: OggStream,
): AsyncGenerator<SoundBlock> {
  const begins = (page: OggPage) => page.beginsStream && codecOf(page) === codec;
  for await (const stretch of splitStream(pages, begins))
    yield* DECODERS[codec](ofOneStream(stretch, begins), sampleRateHz);
}

/** Without the pages of other streams, such as a film's. */
async function* ofOneStream(
  pages: AsyncIterable<OggPage>,
  begins: (page: OggPage) => boolean,
): AsyncGenerator<OggPage> {
  let serial: number | undefined;
  for await (const page of pages) {
    if (begins(page)) serial = page.serial;
    if (page.serial === serial) yield page;
  }
}

async function vorbisPageDecoder(): Promise<PacketDecoder> {
  const vorbis = await vorbisDecoder();
  const decode = (page: Uint8Array) => vorbis.decode(page);
  return { decode, flush: () => vorbis.flush(), free: () => vorbis.free(), isLate: true };
}

/** Pages as packets: each says when its last sample has been played. */
async function* vorbisPackets(pages: AsyncIterable<OggPage>, sampleRateHz: number): AsyncGenerator<Packet> {
  // The last page may say that less is to be played than it holds; the decoder sees to that.
  for await (const { bytes: data, granule, endsStream } of pages)
    yield { data, endS: granule === undefined || granule === 0 || endsStream ? undefined : granule / sampleRateHz };
}

interface FlacStream {
  readonly streamInfo: Uint8Array;
  readonly packets: AsyncIterable<Packet>;
}

async function* flacStreams(pages: AsyncIterable<OggPage>, sampleRateHz: number): AsyncGenerator<FlacStream> {
  const rest = pages[Symbol.asyncIterator]();
  const first = await rest.next();
  if (first.done) return;
  yield {
    streamInfo: flacInfo(first.value),
    packets: flacPackets({ [Symbol.asyncIterator]: () => rest }, sampleRateHz),
  };
}

/** Behind the header each packet is a frame, or one more block of facts, which begins with another byte. */
async function* flacPackets(pages: AsyncIterable<OggPage>, sampleRateHz: number): AsyncGenerator<Packet> {
  for await (const { packets, page } of oggPackets(pages)) {
    const frames = packets.filter(([first]) => first === 0xff);
    const counts = frames.map((frame) => flacFramePlace(frame)?.sampleCount);
    // Frames on a page are counted back from its end.
    let startS: number | undefined;
    if (page.granule !== undefined && counts.every((count) => count !== undefined))
      startS = (page.granule - counts.reduce((sum, count) => sum + count, 0)) / sampleRateHz;
    for (const [index, data] of frames.entries()) {
      // The decoder stops at damage.
      if (flacChecksum(data, 0, data.length) === 0) yield { data, startS };
      startS = startS === undefined ? undefined : startS + (counts[index] ?? 0) / sampleRateHz;
    }
  }
}

/** A recording of something that had begun before counts on from there. */
async function* sinceFirst(packets: AsyncIterable<Packet>): AsyncGenerator<Packet> {
  let originS: number | undefined;
  for await (const { data, startS, endS } of packets) {
    originS ??= startS;
    const since = originS ?? 0;
    yield {
      data,
      ...(startS !== undefined && { startS: startS - since }),
      ...(endS !== undefined && { endS: endS - since }),
    };
  }
}
