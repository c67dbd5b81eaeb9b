import { withAudioDecode } from './audio-decode.js';
import { BlockReader } from './block-reader.js';
import { inPieces } from './decode-bytes.js';
import type { SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';
import { strayIn } from './stray-bytes.js';

const SAMPLE_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
/** A longer gap counts as this much. */
const MOST_TAG_BYTES = 16 * 1_024 * 1_024;
const HEADER_BYTES = 7;
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
    // Every encoder puts a frame in front of the sound.
    ...(sampleRateHz && { originS: async () => 1_024 / sampleRateHz }),
    strayBytes: () => strayAacBytes(file, from),
    packaged: withAudioDecode('aac', () => inPieces(file.stream(from))),
  };
}

/** What lies between frames, each of which leads to another or to the end, and is no tag. */
async function strayAacBytes(file: SoundFile, from: number): Promise<number> {
  const { read, close } = await file.openReader();
  let stray = 0;
  try {
    const blocks = new BlockReader(read);
    let gap: number | undefined;
    const endGap = async (to: number) => {
      if (gap !== undefined) stray += strayIn(await read(gap, Math.min(to - gap, MOST_TAG_BYTES)));
      gap = undefined;
    };
    for (let at = from; at < file.sizeBytes; ) {
      const length = frameBytes(await blocks.bytes(at, HEADER_BYTES), 0);
      const end = at + length;
      const isFrame =
        length > 0 &&
        (end >= file.sizeBytes || frameBytes(await blocks.bytes(end, HEADER_BYTES), 0) > 0 || gap === undefined);
      if (isFrame) await endGap(at);
      else gap ??= at;
      at = isFrame ? end : at + 1;
    }
    await endGap(file.sizeBytes);
    return stray;
  } finally {
    await close();
  }
}

function frameBytes(bytes: Buffer, at: number): number {
  const [sync, kind = 0, , fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 7);
  if (sync !== 0xff || (kind & 0xf6) !== 0xf0) return 0;
  return ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
}
