import type { MediaFacts } from '@earshot/core';
import { matroskaPackets, strayMatroskaBytes } from './matroska-blocks.js';
import { readOpusHead } from './opus.js';
import type { PacketCodec } from './packet-decoders.js';
import { packetSound } from './packet-sound.js';
import type { PcmForm } from './pcm.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';
import { vorbisHeaders } from './vorbis-packets.js';

/** Elements of Matroska, by their numbers. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIME_UNIT = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const LANGUAGE = 0x22b59c;
/** A tag of BCP 47; it counts where both are there. */
const LANGUAGE_TAG = 0x22b59d;
const SOUND = 0xe1;
const TRACK_NUMBER = 0xd7;
const CODEC_PRIVATE = 0x63a2;
/** In ns: what decoders have to leave out at the beginning. */
const CODEC_DELAY = 0x56aa;
const BIT_DEPTH = 0x6264;
const COMPRESSION = 0x5034;
const SAMPLE_RATE = 0xb5;
const CHANNELS = 0x9f;
const ENCODINGS = 0x6d80;
const ENCODING = 0x6240;
const ENCRYPTION = 0x5035;
const CLUSTER = 0x1f43b675;

const VIDEO_TRACK = 1;
const SOUND_TRACK = 2;
/** The tracks are described within so many bytes, by every program. */
const HEAD_BYTES = 262_144;

/** Finds the sound in a WebM or Matroska file. */
export async function openMatroska(file: SoundFile): Promise<ForeignSound | SoundSource> {
  const header = readHeader(await file.read(0, HEAD_BYTES));
  const sound = header.tracks.find(({ type }) => type === SOUND_TRACK);
  const kind = header.tracks.some(({ type }) => type === VIDEO_TRACK) ? 'video' : 'audio';
  const { path } = file;
  if (sound === undefined) {
    const found = kind === 'video' ? 'a video without sound' : 'a Matroska file that ends before its sound';
    throw refusal('EARSHOT_INVALID_INPUT', { path, found, expected: 'sound' });
  }
  if (sound.isProtected) {
    const found = 'sound that is protected against copying';
    throw refusal('EARSHOT_NOT_SUPPORTED', { path, found, expected: 'sound that anybody may play' });
  }
  const codec = sound.codec.replace(/^A_/, '').toLowerCase();
  const facts: MediaFacts = {
    kind,
    format: 'Matroska',
    codec,
    ...(header.durationMs && { durationMs: header.durationMs }),
    ...(header.durationMs && { bitrateBps: Math.round((file.sizeBytes * 8_000) / header.durationMs) }),
    sampleRateHz: sound.sampleRateHz,
    channelCount: sound.channelCount,
  };
  const track = { number: sound.number, unitS: header.unitNs / 1e9, delayS: sound.delayNs / 1e9 };
  return packetSound(file, {
    name: `${codec} in a Matroska file`,
    facts,
    language: sound.languageTag ?? sound.language,
    demuxer: 'matroska',
    // The duration is that of the longest track.
    ...(kind === 'audio' && header.durationMs > 0 && { promisedMs: header.durationMs }),
    packetCodec: matroskaCodec(sound),
    packets: () => matroskaPackets(file, track),
    ...(sound.isCompressed && { obstacle: 'compressed packets' }),
    strayBytes: () => strayMatroskaBytes(file),
  });
}

function matroskaCodec(track: Track): PacketCodec | undefined {
  const { codec, codecPrivate: config, channelCount, sampleRateHz } = track;
  if (codec === 'A_OPUS') {
    const head = readOpusHead(config);
    return head && { name: 'opus', head };
  }
  if (codec === 'A_VORBIS') {
    const headers = vorbisHeaders(config);
    return headers && { name: 'vorbis', headers };
  }
  if (codec === 'A_FLAC') {
    const streamInfo = config.subarray(8, 42);
    return streamInfo.length === 34 ? { name: 'flac', streamInfo } : undefined;
  }
  if (codec === 'A_MPEG/L3') return { name: 'mp3' };
  if (codec === 'A_AC3') return { name: 'ac3' };
  if (codec === 'A_EAC3') return { name: 'eac3' };
  if (codec.startsWith('A_AAC') && config.length >= 2) return { name: 'aac', config };
  if (codec === 'A_ALAC' && config.length >= 24) return { name: 'alac', config };
  const form = codec.startsWith('A_PCM/') ? pcmForm(codec, track.bits) : undefined;
  return form && channelCount > 0 ? { name: 'pcm', form, channelCount, sampleRateHz } : undefined;
}

function pcmForm(codec: string, bits: number): PcmForm | undefined {
  const isFloat = codec === 'A_PCM/FLOAT/IEEE';
  const bytes = ([1, 2, 3, 4, 8] as const).find((count) => count * 8 === bits);
  if (bytes === undefined || (isFloat ? bytes < 4 : bytes === 8)) return undefined;
  const kind = isFloat ? 'float' : bytes === 1 ? 'unsigned' : 'signed';
  return { bytes, kind, isBigEndian: codec === 'A_PCM/INT/BIG' };
}

interface Track {
  number: number;
  type: number;
  codec: string;
  language?: string;
  languageTag?: string;
  codecPrivate: Buffer;
  delayNs: number;
  bits: number;
  isCompressed: boolean;
  sampleRateHz: number;
  channelCount: number;
  isProtected: boolean;
}

interface Header {
  tracks: Track[];
  unitNs: number;
  durationMs: number;
}

function readHeader(bytes: Buffer): Header {
  const tracks: Track[] = [];
  let unitNs = 1_000_000;
  let duration = 0;
  const walk = (from: number, to: number): void => {
    for (const { id, body } of elements(bytes, from, to)) {
      const track = tracks.at(-1);
      if (id === TRACK) tracks.push({ ...UNKNOWN_TRACK });
      if (id === TIME_UNIT) unitNs = unsigned(body);
      else if (id === DURATION) duration = float(body);
      else if (id === TRACK_TYPE && track) track.type = unsigned(body);
      else if (id === CODEC && track) track.codec = textOf(body);
      else if (id === LANGUAGE && track) track.language = textOf(body);
      else if (id === LANGUAGE_TAG && track) track.languageTag = textOf(body);
      else if (id === SAMPLE_RATE && track) track.sampleRateHz = Math.round(float(body));
      else if (id === CHANNELS && track) track.channelCount = unsigned(body);
      else if (id === TRACK_NUMBER && track) track.number = unsigned(body);
      else if (id === CODEC_PRIVATE && track) track.codecPrivate = body;
      else if (id === CODEC_DELAY && track) track.delayNs = unsigned(body);
      else if (id === BIT_DEPTH && track) track.bits = unsigned(body);
      else if (id === COMPRESSION && track) track.isCompressed = true;
      else if (id === ENCRYPTION && track) track.isProtected = true;
      else if (CONTAINERS.has(id))
        walk(body.byteOffset - bytes.byteOffset, body.byteOffset - bytes.byteOffset + body.length);
    }
  };
  walk(0, bytes.length);
  return {
    tracks,
    unitNs,
    durationMs: Number.isFinite(duration) ? Math.max(0, Math.round((duration * unitNs) / 1_000_000)) : 0,
  };
}

const UNKNOWN_TRACK: Track = {
  number: 0,
  type: 0,
  codec: '',
  codecPrivate: Buffer.alloc(0),
  delayNs: 0,
  bits: 16,
  isCompressed: false,
  sampleRateHz: 8_000,
  channelCount: 1,
  isProtected: false,
};
const CONTAINERS = new Set([SEGMENT, INFO, TRACKS, TRACK, SOUND, ENCODINGS, ENCODING]);

/** The elements in a part of bytes, up to the first one with sound. One that reaches beyond the end ends there. */
function* elements(bytes: Buffer, from: number, to: number): Generator<{ readonly id: number; readonly body: Buffer }> {
  for (let at = from; at < to; ) {
    const idBytes = Math.clz32(bytes[at] as number) - 23;
    if (idBytes > 4 || at + idBytes >= to) return;
    const id = bytes.readUIntBE(at, idBytes);
    at += idBytes;
    const sizeBytes = Math.clz32(bytes[at] as number) - 23;
    if (id === CLUSTER || sizeBytes > 8 || at + sizeBytes > to) return;
    const size = vint(bytes.subarray(at, at + sizeBytes));
    at += sizeBytes;
    const end = Math.min(at + size, to);
    yield { id, body: bytes.subarray(at, end) };
    at = end;
  }
}

/** A length, without the bit that says how many bytes it takes; all ones mean that nobody knew it. */
function vint(bytes: Buffer): number {
  const mask = 0xff >> bytes.length;
  const first = (bytes[0] as number) & mask;
  if (first === mask && bytes.subarray(1).every((byte) => byte === 0xff)) return Number.POSITIVE_INFINITY;
  return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, first);
}

function textOf(body: Buffer): string {
  return body.toString('latin1').replace(/\0.*$/, '');
}

function unsigned(body: Buffer): number {
  return body.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0);
}

function float(body: Buffer): number {
  if (body.length === 4) return body.readFloatBE(0);
  return body.length === 8 ? body.readDoubleBE(0) : 0;
}
