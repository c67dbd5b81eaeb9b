import type { MediaFacts } from '@earshot/core';
import { inPieces } from './decode-bytes.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

/** Elements of Matroska, by their numbers. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIME_UNIT = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CODEC = 0x86;
const SOUND = 0xe1;
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

/** What the package reads of what may be in such files. */
const PACKAGED_CODECS = /^A_(OPUS|VORBIS|AAC|ALAC|FLAC|PCM|MPEG\/L3|AC3|EAC3)/;

/** Finds the sound in a WebM or Matroska file. */
export async function openMatroska(file: SoundFile): Promise<ForeignSound> {
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
  return {
    name: `${codec} in a Matroska file`,
    facts,
    demuxer: 'matroska',
    ...(PACKAGED_CODECS.test(sound.codec) && { packaged: { decoder: 'webm', pieces: () => inPieces(file.stream()) } }),
  };
}

interface Track {
  type: number;
  codec: string;
  sampleRateHz: number;
  channelCount: number;
  isProtected: boolean;
}

interface Header {
  tracks: Track[];
  durationMs: number;
}

function readHeader(bytes: Buffer): Header {
  const tracks: Track[] = [];
  let unitNs = 1_000_000;
  let duration = 0;
  const walk = (from: number, to: number): void => {
    for (const { id, body } of elements(bytes, from, to)) {
      const track = tracks.at(-1);
      if (id === TRACK) tracks.push({ type: 0, codec: '', sampleRateHz: 8_000, channelCount: 1, isProtected: false });
      if (id === TIME_UNIT) unitNs = unsigned(body);
      else if (id === DURATION) duration = float(body);
      else if (id === TRACK_TYPE && track) track.type = unsigned(body);
      else if (id === CODEC && track) track.codec = body.toString('latin1').replace(/\0.*$/, '');
      else if (id === SAMPLE_RATE && track) track.sampleRateHz = Math.round(float(body));
      else if (id === CHANNELS && track) track.channelCount = unsigned(body);
      else if (id === ENCRYPTION && track) track.isProtected = true;
      else if (CONTAINERS.has(id))
        walk(body.byteOffset - bytes.byteOffset, body.byteOffset - bytes.byteOffset + body.length);
    }
  };
  walk(0, bytes.length);
  return {
    tracks,
    durationMs: Number.isFinite(duration) ? Math.max(0, Math.round((duration * unitNs) / 1_000_000)) : 0,
  };
}

const CONTAINERS = new Set([SEGMENT, INFO, TRACKS, TRACK, SOUND, ENCODINGS, ENCODING]);

/** The elements in a stretch of bytes, up to the first one with sound. One that reaches beyond the end ends there. */
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

function unsigned(body: Buffer): number {
  return body.subarray(0, 8).reduce((value, byte) => value * 256 + byte, 0);
}

function float(body: Buffer): number {
  if (body.length === 4) return body.readFloatBE(0);
  return body.length === 8 ? body.readDoubleBE(0) : 0;
}
