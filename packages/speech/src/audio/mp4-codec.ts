import type { OpusHead } from './opus.js';
import type { PacketCodec } from './packet-decoders.js';
import type { PcmForm } from './pcm.js';

interface Sound {
  readonly channelCount: number;
  readonly sampleRateHz: number;
}

/** How the box with the configuration of ALAC begins: its length, its name, and its version. */
const ALAC_BOX = Buffer.from('\0\0\0\x24alac\0\0\0\0', 'latin1');

/** How the sound of a track is decoded, by the entry that describes it; `undefined` where only ffmpeg can. */
export function mp4Codec(entry: Buffer, kind: string, sound: Sound): PacketCodec | undefined {
  switch (kind) {
    case 'mp4a': {
      const { codec, config } = readDescriptor(entry);
      if (codec === 'mp3') return { name: 'mp3' };
      return config && { name: 'aac', config };
    }
    case '.mp3':
      return { name: 'mp3' };
    case 'alac': {
      const at = entry.indexOf(ALAC_BOX);
      const config = entry.subarray(at + 12, at + 36);
      return at >= 0 && config.length === 24 ? { name: 'alac', config } : undefined;
    }
    case 'fLaC': {
      const streamInfo = bodyOf(entry, 'dfLa')?.subarray(8, 42);
      return streamInfo?.length === 34 ? { name: 'flac', streamInfo } : undefined;
    }
    case 'Opus': {
      const head = opusHead(bodyOf(entry, 'dOps') ?? Buffer.alloc(0));
      return head && { name: 'opus', head };
    }
    case 'samr':
      return { name: 'amr', magic: '#!AMR\n' };
    case 'sawb':
      return { name: 'amr', magic: '#!AMR-WB\n' };
    case 'ac-3':
      return { name: 'ac3' };
    case 'ec-3':
      return { name: 'eac3' };
    default: {
      const form = pcmForm(entry, kind);
      return form && sound.channelCount > 0 ? { name: 'pcm', form, ...sound } : undefined;
    }
  }
}

/** The body of a box somewhere in an entry. */
function bodyOf(entry: Buffer, type: string): Buffer | undefined {
  const at = entry.indexOf(type, 8, 'latin1');
  return at < 4 ? undefined : entry.subarray(at + 4);
}

/** The same as in an Ogg file, in the other byte order. */
function opusHead(dOps: Buffer): OpusHead | undefined {
  if (dOps.length < 11) return undefined;
  const channelCount = dOps.readUInt8(1);
  const isPlain = dOps.readUInt8(10) === 0;
  if (!isPlain && dOps.length < 13 + channelCount) return undefined;
  return {
    channelCount,
    preSkip: dOps.readUInt16BE(2),
    outputGain: dOps.readInt16BE(8),
    streamCount: isPlain ? 1 : dOps.readUInt8(11),
    coupledStreamCount: isPlain ? channelCount - 1 : dOps.readUInt8(12),
    channelMapping: isPlain ? [0, 1].slice(0, channelCount) : [...dOps.subarray(13, 13 + channelCount)],
  };
}

const FORMS: Readonly<Record<string, PcmForm>> = {
  twos: { bytes: 2, kind: 'signed', isBigEndian: true },
  sowt: { bytes: 2, kind: 'signed', isBigEndian: false },
  in24: { bytes: 3, kind: 'signed', isBigEndian: true },
  in32: { bytes: 4, kind: 'signed', isBigEndian: true },
  fl32: { bytes: 4, kind: 'float', isBigEndian: true },
  fl64: { bytes: 8, kind: 'float', isBigEndian: true },
  'raw ': { bytes: 1, kind: 'unsigned', isBigEndian: false },
  NONE: { bytes: 1, kind: 'unsigned', isBigEndian: false },
  ulaw: { bytes: 1, kind: 'mu-law', isBigEndian: false },
  alaw: { bytes: 1, kind: 'A-law', isBigEndian: false },
};
const FLOAT = 1;
const BIG_ENDIAN = 2;
const SIGNED = 4;

function pcmForm(entry: Buffer, kind: string): PcmForm | undefined {
  const bits = entry.readUInt16BE(26);
  const plain = FORMS[kind];
  if (plain) {
    if (kind === 'twos' || kind === 'sowt') return bits === 8 ? { ...plain, bytes: 1 } : plain;
    const isLittle = bodyOf(entry, 'enda')?.readUInt16BE(0) === 1;
    return isLittle ? { ...plain, isBigEndian: false } : plain;
  }
  if (kind === 'ipcm' || kind === 'fpcm') {
    const config = bodyOf(entry, 'pcmC');
    if (config === undefined || config.length < 6) return undefined;
    return formOf(config.readUInt8(5), kind === 'fpcm', true, (config.readUInt8(4) & 1) === 0);
  }
  if (kind !== 'lpcm' || entry.readUInt16BE(16) !== 2 || entry.length < 72) return undefined;
  const flags = entry.readUInt32BE(60);
  return formOf(entry.readUInt32BE(56), (flags & FLOAT) !== 0, (flags & SIGNED) !== 0, (flags & BIG_ENDIAN) !== 0);
}

function formOf(bits: number, isFloat: boolean, isSigned: boolean, isBigEndian: boolean): PcmForm | undefined {
  const bytes = ([1, 2, 3, 4, 8] as const).find((count) => count * 8 === bits);
  if (bytes === undefined || (isFloat ? bytes < 4 : bytes === 8)) return undefined;
  return { bytes, kind: isFloat ? 'float' : isSigned ? 'signed' : 'unsigned', isBigEndian };
}

/** What the box `esds` says: MP3, or AAC and how it is configured. */
export function readDescriptor(entry: Buffer): { readonly codec?: 'mp3'; readonly config?: Buffer } {
  const esds = bodyOf(entry, 'esds')?.subarray(4) ?? Buffer.alloc(0);
  let at = 0;
  while (at + 2 < esds.length) {
    const tag = esds[at++];
    let length = 0;
    for (let more = 4; more > 0 && at < esds.length; more--) {
      const byte = esds[at++] as number;
      length = (length << 7) | (byte & 0x7f);
      if (byte < 0x80) break;
    }
    if (tag === 3) at += 3;
    else if (tag === 4) {
      if (esds[at] === 0x69 || esds[at] === 0x6b) return { codec: 'mp3' };
      at += 13;
    } else if (tag === 5) return { config: esds.subarray(at, at + length) };
    else at += length;
  }
  return {};
}
