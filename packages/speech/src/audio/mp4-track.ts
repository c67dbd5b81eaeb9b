import { boxesIn, type Mp4Box } from './mp4-boxes.js';
import { mp4Codec, readDescriptor } from './mp4-codec.js';
import { type Mp4Edit, readEdits } from './mp4-edits.js';
import type { PacketCodec } from './packet-decoders.js';

/** The tables that say where the samples of a track are, how long they are, and when they are played. */
export interface Mp4Tables {
  readonly trackId: number;
  /** Of the durations, in units a second. */
  readonly timescale: number;
  readonly sizes: Buffer;
  readonly chunks: Buffer;
  readonly hasLongOffsets: boolean;
  readonly runs: Buffer;
  readonly durations: Buffer;
}

/** One track of an MPEG-4 file, as far as it matters here. */
export interface Mp4Track {
  /** `soun`, `vide`, or another. */
  readonly handler: string;
  /** The name of the codec's entry, such as `mp4a`. */
  readonly entry: string;
  readonly codec: string;
  readonly durationMs: number;
  readonly channelCount: number;
  readonly sampleRateHz: number;
  /** As ISO 639-2 has it; `und` when the file doesn't say. */
  readonly language: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isProtected: boolean;
  /** How to decode its sound; `undefined` where only ffmpeg can. */
  readonly packetCodec: PacketCodec | undefined;
  readonly tables: Mp4Tables;
  readonly edits: readonly Mp4Edit[];
}

/** What the index of an MPEG-4 file says. */
export interface Mp4Index {
  readonly tracks: readonly Mp4Track[];
  /** Whether the sound follows in fragments, each with an index of its own. */
  readonly isFragmented: boolean;
  /** What the fragments leave out, by the number of the track. */
  readonly fragmentDefaults: ReadonlyMap<number, Mp4FragmentDefaults>;
  /** The first thing in it that can't be true. */
  readonly fault: string | undefined;
}

/** What the samples of a fragment are like unless it says otherwise. */
export interface Mp4FragmentDefaults {
  readonly duration: number;
  readonly bytes: number;
}

const CONTAINERS = new Set(['trak', 'mdia', 'minf', 'stbl', 'edts', 'mvex']);
const DEEPEST = 8;
/** How many bytes a line of each table has, and where the lines begin. */
const TABLES: Readonly<Record<string, readonly [lineBytes: number, from: number]>> = {
  stsz: [4, 12],
  stco: [4, 8],
  co64: [8, 8],
  stsc: [12, 8],
  stts: [8, 8],
};
/** More samples of one size than four hours have. */
const MAX_EQUAL_SAMPLES = 4 * 3_600 * 192_000;

/** Reads the box `moov`, whose bytes these are. */
export function readMp4Index(moov: Buffer, bodyFrom: number): Mp4Index {
  const fragmentDefaults = new Map<number, Mp4FragmentDefaults>();
  const tracks: Map<string, Mp4Box>[] = [];
  let isFragmented = false;
  let fault: string | undefined;
  let timescale = 0;
  const walk = (from: number, to: number, depth: number): void => {
    for (const box of boxesIn(moov, from, to)) {
      if (box.type === 'trak') tracks.push(new Map());
      if (box.type === 'mvex') isFragmented = true;
      if (box.type === 'trex' && box.to - box.bodyFrom >= 20)
        fragmentDefaults.set(moov.readUInt32BE(box.bodyFrom + 4), {
          duration: moov.readUInt32BE(box.bodyFrom + 12),
          bytes: moov.readUInt32BE(box.bodyFrom + 16),
        });
      if (box.type === 'mvhd') timescale = readTimescale(moov.subarray(box.bodyFrom, box.to));
      fault ??= tableFault(moov, box);
      if (CONTAINERS.has(box.type) && depth < DEEPEST) walk(box.bodyFrom, box.to, depth + 1);
      else if (!tracks.at(-1)?.has(box.type)) tracks.at(-1)?.set(box.type, box);
    }
  };
  walk(bodyFrom, moov.length, 0);
  return { tracks: tracks.map((boxes) => readTrack(moov, boxes, timescale)), isFragmented, fragmentDefaults, fault };
}

function tableFault(moov: Buffer, { type, bodyFrom, to }: Mp4Box): string | undefined {
  const table = TABLES[type];
  if (table === undefined) return undefined;
  const [lineBytes, from] = table;
  if (bodyFrom + from > to) return `a table ${type} that is cut off`;
  const count = moov.readUInt32BE(bodyFrom + from - 4);
  if (type === 'stsz' && moov.readUInt32BE(bodyFrom + 4) !== 0)
    return count > MAX_EQUAL_SAMPLES ? `${count} samples of one size` : undefined;
  return bodyFrom + from + count * lineBytes > to ? `a table ${type} that is shorter than it says` : undefined;
}

function readTrack(moov: Buffer, boxes: ReadonlyMap<string, Mp4Box>, timescale: number): Mp4Track {
  const body = (type: string): Buffer => {
    const box = boxes.get(type);
    return box ? moov.subarray(box.bodyFrom, box.to) : Buffer.alloc(0);
  };
  const handler = body('hdlr').toString('latin1', 8, 12);
  // Behind the table's own header.
  const entry = body('stsd').subarray(8);
  const kind = entry.toString('latin1', 4, 8);
  const isSound = handler === 'soun' && entry.length >= 36;
  const isVideo = handler === 'vide' && entry.length >= 36;
  const mediaTimescale = readTimescale(body('mdhd'));
  const edits = readEdits(body('elst'), timescale, mediaTimescale);
  const played = edits.reduce((end, { endS }) => Math.max(end, endS), 0);
  const sound = isSound ? readSound(entry, kind) : { codec: kind.trim(), channelCount: 0, sampleRateHz: 0 };
  return {
    handler,
    entry: kind,
    ...sound,
    durationMs: Number.isFinite(played) && played > 0 ? Math.round(played * 1_000) : readDuration(body('mdhd')),
    language: readLanguage(body('mdhd')),
    widthPx: isVideo ? entry.readUInt16BE(32) : 0,
    heightPx: isVideo ? entry.readUInt16BE(34) : 0,
    isProtected: ['enca', 'encv', 'drms', 'drmi'].includes(kind),
    packetCodec: isSound ? mp4Codec(entry, kind, sound) : undefined,
    tables: {
      trackId: readTrackId(body('tkhd')),
      timescale: mediaTimescale,
      sizes: body('stsz'),
      chunks: body('stco').length > 0 ? body('stco') : body('co64'),
      hasLongOffsets: body('stco').length === 0,
      runs: body('stsc'),
      durations: body('stts'),
    },
    edits,
  };
}

function readTrackId(tkhd: Buffer): number {
  const at = tkhd[0] === 1 ? 20 : 12;
  return tkhd.length >= at + 4 ? tkhd.readUInt32BE(at) : 0;
}

function readTimescale(header: Buffer): number {
  if (header.length < 24) return 0;
  return header.readUInt32BE(header[0] === 1 ? 20 : 12);
}

function readDuration(mdhd: Buffer): number {
  const timescale = readTimescale(mdhd);
  if (timescale === 0 || (mdhd[0] === 1 && mdhd.length < 32)) return 0;
  const duration = mdhd[0] === 1 ? Number(mdhd.readBigUInt64BE(24)) : mdhd.readUInt32BE(16);
  const isUnknown = duration === 0xffff_ffff || duration >= 2 ** 63;
  return isUnknown ? 0 : Math.round((duration * 1_000) / timescale);
}

/** Three letters of five bits each. */
function readLanguage(mdhd: Buffer): string {
  const at = mdhd[0] === 1 ? 32 : 20;
  if (mdhd.length < at + 2) return 'und';
  const letters = mdhd.readUInt16BE(at);
  return String.fromCharCode(...[10, 5, 0].map((shift) => 0x60 + ((letters >> shift) & 0x1f)));
}

function readSound(entry: Buffer, kind: string): Pick<Mp4Track, 'codec' | 'channelCount' | 'sampleRateHz'> {
  const version = entry.readUInt16BE(16);
  // The second version of the description has them elsewhere.
  const isLater = version === 2 && entry.length >= 72;
  const channelCount = isLater ? entry.readUInt32BE(48) : entry.readUInt16BE(24);
  const sampleRateHz = isLater ? entry.readDoubleBE(40) : entry.readUInt16BE(32);
  const described = { codec: CODECS[kind] ?? kind.trim(), channelCount, sampleRateHz };
  if (kind !== 'mp4a') return described;
  // What AAC says of itself is true where it differs from what the file says of it.
  const { codec, config } = readDescriptor(entry);
  return { ...described, ...(codec && { codec }), ...(config && readAacConfig(config)) };
}

const CODECS: Readonly<Record<string, string>> = {
  mp4a: 'aac',
  '.mp3': 'mp3',
  Opus: 'opus',
  fLaC: 'flac',
  samr: 'amr_nb',
  sawb: 'amr_wb',
  sowt: 'pcm',
  twos: 'pcm',
  lpcm: 'pcm',
  ipcm: 'pcm',
  ulaw: 'pcm_mulaw',
  alaw: 'pcm_alaw',
};

const AAC_CHANNELS = [undefined, 1, 2, 3, 4, 5, 6, 8];

function readAacConfig(config: Buffer): { readonly channelCount?: number } {
  if (config.length < 2) return {};
  const bits = [...config.subarray(0, 6)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const typeBits = bits.startsWith('11111') ? 11 : 5;
  const rateBits = bits.startsWith('1111', typeBits) ? 28 : 4;
  const channelCount = AAC_CHANNELS[Number.parseInt(bits.slice(typeBits + rateBits, typeBits + rateBits + 4), 2)];
  return channelCount === undefined ? {} : { channelCount };
}
