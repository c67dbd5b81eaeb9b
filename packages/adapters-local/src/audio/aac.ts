import { inPieces } from './decode-bytes.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

const SAMPLE_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
const CHANNELS = [undefined, 1, 2, 3, 4, 5, 6, 8];

/** Whether AAC without a container begins at the first byte: a header that leads to another. */
export function isAac(head: Buffer): boolean {
  const next = frameBytes(head, 0);
  return next > 0 && (next >= head.length || frameBytes(head, next) > 0);
}

/** Finds the sound in a file of AAC without a container, which begins at a place of it. */
export function openAac(file: SoundFile, head: Buffer, from: number): ForeignSound {
  const [, , third = 0, fourth = 0] = head;
  const channelCount = CHANNELS[((third & 1) << 2) | (fourth >> 6)];
  const sampleRateHz = SAMPLE_RATES_HZ[(third >> 2) & 15];
  return {
    name: 'AAC',
    facts: {
      kind: 'audio',
      format: 'AAC',
      codec: 'aac',
      ...(sampleRateHz && { sampleRateHz }),
      ...(channelCount && { channelCount }),
    },
    demuxer: 'aac',
    packaged: { decoder: 'aac', pieces: () => inPieces(file.stream(from)) },
  };
}

function frameBytes(bytes: Buffer, at: number): number {
  const [sync, kind = 0, , fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 7);
  if (sync !== 0xff || (kind & 0xf6) !== 0xf0) return 0;
  return ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
}
