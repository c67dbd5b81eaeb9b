import { decoder } from '@audio/decode-wav';
import type { MediaFacts } from '@earshot/core';
import { decodeBytes, inPieces } from './decode-bytes.js';
import { openMpeg } from './mpeg.js';
import { refusal } from './refusal.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';
import { readWavLayout, strayWavBytes, type WavLayout } from './wav-layout.js';

/** A quarter of a second of telephone sound. */
const PIECE_BYTES = 4_096;

const PCM = 1;
const MS_ADPCM = 2;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const IMA_ADPCM = 0x11;
const MPEG = 0x50;
const MP3 = 0x55;

const CODEC_NAMES: Readonly<Record<number, string>> = {
  [PCM]: 'pcm',
  [MS_ADPCM]: 'adpcm_ms',
  [FLOAT]: 'pcm_float',
  [A_LAW]: 'pcm_alaw',
  [MU_LAW]: 'pcm_mulaw',
  [IMA_ADPCM]: 'adpcm_ima',
  20: 'G.723 ADPCM',
  49: 'GSM 6.10',
  64: 'G.721 ADPCM',
  66: 'G.723.1',
  69: 'G.726 ADPCM',
  100: 'G.726 ADPCM',
  101: 'G.722',
  131: 'G.729',
  255: 'AAC',
  353: 'WMA',
  655: 'G.722',
};

/** Reads a WAV file, also one that is longer than 4 GB, or whose writer left the lengths open. */
export async function openWav(file: SoundFile): Promise<SoundSource | ForeignSound> {
  const layout = await file.reading((read) => readWavLayout(read, file.sizeBytes));
  if (layout === undefined)
    throw refusal('EARSHOT_INVALID_INPUT', {
      path: file.path,
      found: 'a WAV file that ends before its sound',
      expected: 'a format and sound',
    });
  if (layout.codec === MP3 || layout.codec === MPEG) {
    const source = await openMpeg(file, layout.dataFrom, layout.dataTo);
    const promisedMs = source.promisedMs ?? promisedByRate(layout);
    return { ...source, facts: { ...source.facts, format: 'WAV' }, promisedMs };
  }
  const block = blockOf(layout);
  const facts = factsOf(layout, block);
  const promisedMs = promisedByRate(layout, block);
  const strayBytes = () => file.reading((read) => strayWavBytes(read, layout.dataTo, file.sizeBytes));
  const known = { facts, promisedMs, ...(layout.promisedTo !== undefined && { strayBytes }) };
  if (block === undefined) return { name: `${facts.codec} in a WAV file`, demuxer: 'wav', ...known };
  return {
    ...known,
    channelCount: layout.channelCount,
    blocks: () => decodeBytes(wavBytes(file, layout, block), decoder),
  };
}

/** How long the sound would be with all the bytes that the file promises. */
function promisedByRate(layout: WavLayout, block?: Block): number | undefined {
  const { dataFrom, promisedTo, sampleRateHz, bytesPerSecond } = layout;
  if (promisedTo === undefined) return undefined;
  const rate = block ? (block.bytes * sampleRateHz) / block.samples : bytesPerSecond;
  return rate > 0 ? ((promisedTo - dataFrom) * 1_000) / rate : undefined;
}

/** The smallest part of the sound that can be decoded by itself. */
interface Block {
  readonly bytes: number;
  readonly samples: number;
  readonly bitsPerSample: number;
}

function blockOf(layout: WavLayout): Block | undefined {
  const { codec, channelCount, blockBytes } = layout;
  if (channelCount === 0) return undefined;
  if (codec === A_LAW || codec === MU_LAW) return { bytes: channelCount, samples: 1, bitsPerSample: 8 };
  if (codec === PCM || codec === FLOAT) {
    const bits = containerBits(layout);
    const widths = codec === PCM ? [8, 16, 24, 32] : [32, 64];
    return widths.includes(bits) ? { bytes: (channelCount * bits) / 8, samples: 1, bitsPerSample: bits } : undefined;
  }
  const header = codec === IMA_ADPCM ? 4 : 7;
  const samplesInHeader = codec === IMA_ADPCM ? 1 : 2;
  const rest = blockBytes - header * channelCount;
  if ((codec !== IMA_ADPCM && codec !== MS_ADPCM) || rest <= 0) return undefined;
  if (layout.bitsPerSample !== 4 || (codec === IMA_ADPCM && rest % (4 * channelCount) !== 0)) return undefined;
  const samples = samplesInHeader + Math.floor((rest * 2) / channelCount);
  const declared = layout.extension.length >= 4 ? Buffer.from(layout.extension).readUInt16LE(2) : samples;
  return declared > 0 && declared <= samples ? { bytes: blockBytes, samples: declared, bitsPerSample: 4 } : undefined;
}

/** How wide a sample is in the file: 20 bits are in 24, or in 32 where the length of a block says so. */
function containerBits({ blockBytes, channelCount, bitsPerSample }: WavLayout): number {
  const bits = 8 * Math.ceil(bitsPerSample / 8);
  const fromBlock = (8 * blockBytes) / channelCount;
  return Number.isInteger(fromBlock / 8) && fromBlock >= bits ? fromBlock : bits;
}

function factsOf(layout: WavLayout, block: Block | undefined): MediaFacts & { readonly codec: string } {
  const { sampleRateHz, channelCount } = layout;
  const codec = CODEC_NAMES[layout.codec] ?? `codec 0x${layout.codec.toString(16)}`;
  const facts = { kind: 'audio', format: 'WAV', codec, sampleRateHz, channelCount } as const;
  if (block === undefined || sampleRateHz === 0) return { ...facts, bitrateBps: layout.bytesPerSecond * 8 };
  const blocks = Math.floor((layout.dataTo - layout.dataFrom) / block.bytes);
  return {
    ...facts,
    codec: layout.codec === PCM ? `pcm_${block.bitsPerSample}` : codec,
    durationMs: Math.round((blocks * block.samples * 1_000) / sampleRateHz),
    bitrateBps: Math.round((block.bytes * 8 * sampleRateHz) / block.samples),
  };
}

/** The sound with a plain header before it: the decoder needs to know nothing of how odd the file is. */
async function* wavBytes(file: SoundFile, layout: WavLayout, block: Block): AsyncGenerator<Uint8Array> {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(layout.codec, 0);
  format.writeUInt16LE(layout.channelCount, 2);
  format.writeUInt32LE(layout.sampleRateHz, 4);
  format.writeUInt16LE(block.bytes, 12);
  format.writeUInt16LE(block.bitsPerSample, 14);
  const body = Buffer.concat([format, layout.extension]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  const unknown = Buffer.alloc(4, 0xff);
  yield Buffer.concat([
    Buffer.from('RIFF'),
    unknown,
    Buffer.from('WAVEfmt '),
    length,
    body,
    Buffer.from('data'),
    unknown,
  ]);
  yield* inPieces(file.stream(layout.dataFrom, layout.dataTo), PIECE_BYTES);
}
