import { decoder as amrDecoder } from '@audio/decode-amr';
import { decoder as mp3Decoder } from '@audio/decode-mp3';
import { findPackage } from './find-package.js';
import { flacPacketDecoder } from './flac.js';
import { type OpusHead, openOpusDecoder } from './opus.js';
import type { PacketDecoder } from './packet-timeline.js';
import { type PcmForm, pcmDecoder } from './pcm.js';
import { SAMPLE_RATE_HZ } from './recording.js';
import { vorbisPacketDecoder } from './vorbis-packets.js';

/** How the packets in a container are to be decoded. */
export type PacketCodec =
  | { readonly name: 'opus'; readonly head: OpusHead }
  | { readonly name: 'flac'; readonly streamInfo: Uint8Array }
  | { readonly name: 'vorbis'; readonly headers: readonly Uint8Array[] }
  | { readonly name: 'mp3' }
  | { readonly name: 'amr'; readonly magic: string }
  | { readonly name: 'pcm'; readonly form: PcmForm; readonly channelCount: number; readonly sampleRateHz: number }
  | { readonly name: 'aac' | 'alac'; readonly config: Uint8Array }
  | { readonly name: 'ac3' | 'eac3' };

/** Codecs whose decoders come with the package audio-decode. */
const PACKAGED = new Set<PacketCodec['name']>(['aac', 'alac', 'ac3', 'eac3']);

/** Whether a codec can be decoded without a package of the user's own. */
export function isBuiltIn({ name }: PacketCodec): boolean {
  return !PACKAGED.has(name);
}

/** Opens a decoder, which is to be freed; `undefined` when it takes a package that isn't installed. */
export async function openPacketDecoder(codec: PacketCodec): Promise<PacketDecoder | undefined> {
  switch (codec.name) {
    case 'opus': {
      const decoder = await openOpusDecoder(codec.head);
      const decode = (data: Uint8Array) => ({ ...decoder.decodeFrames([data]), sampleRate: SAMPLE_RATE_HZ });
      return { decode, free: () => decoder.free() };
    }
    case 'flac':
      return flacPacketDecoder(codec.streamInfo);
    case 'vorbis':
      return vorbisPacketDecoder(codec.headers);
    case 'mp3':
      return mp3Decoder();
    case 'amr': {
      const decoder = await amrDecoder();
      decoder.decode(Buffer.from(codec.magic));
      return decoder;
    }
    case 'pcm':
      return pcmDecoder(codec.form, codec.channelCount, codec.sampleRateHz);
    case 'aac':
    case 'alac':
      return openAacDecoder(codec.name, codec.config);
    case 'ac3':
    case 'eac3': {
      const decodeAudio = (await findPackage(() => import('audio-decode')))?.default;
      // Its types leave these two out.
      const open = (decodeAudio as unknown as Record<string, NonNullable<typeof decodeAudio>['aac']> | undefined)?.[
        codec.name
      ];
      const decoder = await open?.();
      return decoder && { decode: (data) => decoder(data), flush: () => decoder(), free: () => decoder.free() };
    }
  }
}

/** By how many samples the filters of spectral band replication delay the sound. */
const SBR_DELAY = 962;

async function openAacDecoder(name: 'aac' | 'alac', config: Uint8Array): Promise<PacketDecoder | undefined> {
  const found = await findPackage(() => import('@audio/decode-aac'));
  if (found === undefined) return undefined;
  if (name === 'alac') return found.decoder({ alac: config });
  const decoder = await found.decoder({ asc: config });
  const coreRateHz = aacRateHz(config);
  const delayS = (rateHz: number) => (coreRateHz > 0 && rateHz > 1.5 * coreRateHz ? SBR_DELAY / rateHz : 0);
  return { decode: (data) => decoder.decode(data), free: () => decoder.free(), delayS };
}

/** How many samples an AAC frame has, and how many encoders put in front of the sound at least. */
const AAC_FRAME = 1_024;

/** What an encoder puts in front of the sound where the file doesn't say so: in seconds. */
export function primingS(codec: PacketCodec): number {
  const rateHz = codec.name === 'aac' ? aacRateHz(codec.config) : 0;
  return rateHz > 0 ? AAC_FRAME / rateHz : 0;
}

const AAC_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** The rate of what is encoded, half of what comes out where the upper half of the spectrum is made up. */
function aacRateHz([first = 0, second = 0]: Uint8Array): number {
  return AAC_RATES_HZ[((first & 7) << 1) | (second >> 7)] ?? 0;
}
