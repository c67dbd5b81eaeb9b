import { withAudioDecode } from './audio-decode.js';
import { BlockReader } from './block-reader.js';
import type { Packet } from './packet.js';
import { onTimeline } from './packet-timeline.js';
import type { ReadAt, SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';
import { strayIn } from './stray-bytes.js';

const SAMPLE_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];
/** A longer gap counts as this much. */
const MAX_TAG_BYTES = 16 * 1_024 * 1_024;
const HEADER_BYTES = 7;
const SAMPLES_OF_FRAME = 1_024;
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
    // ffmpeg keeps no time over damage here.
    prefersPackage: true,
    // Every encoder puts a frame in front of the sound.
    ...(sampleRateHz && { originS: async () => SAMPLES_OF_FRAME / sampleRateHz }),
    strayBytes: () => strayAacBytes(file, from),
    packaged: withAudioDecode('aac', (decoder) =>
      onTimeline(aacPackets(file, from, SAMPLES_OF_FRAME / (sampleRateHz ?? 44_100)), decoder),
    ),
  };
}

interface AacStretch {
  readonly from: number;
  readonly to: number;
  /** Whether this is a frame: one that leads to another or to the end, or the last. */
  readonly isFrame: boolean;
}

async function* stretchesOf(read: ReadAt, from: number, sizeBytes: number): AsyncGenerator<AacStretch> {
  const blocks = new BlockReader(read);
  const lengthAt = async (at: number) => frameBytes(await blocks.bytes(at, HEADER_BYTES), 0);
  let gap: number | undefined;
  for (let at = from; at < sizeBytes; ) {
    const end = at + (await lengthAt(at));
    const isFrame: boolean = end > at && (end === sizeBytes || (await lengthAt(end)) > 0);
    if (isFrame && gap !== undefined) yield { from: gap, to: at, isFrame: false };
    if (isFrame) yield { from: at, to: end, isFrame };
    gap = isFrame ? undefined : (gap ?? at);
    at = isFrame ? end : at + 1;
  }
  if (gap === undefined) return;
  // The last frame leads to whatever follows the sound.
  const end = gap + (await lengthAt(gap));
  if (end > gap && end <= sizeBytes) yield { from: gap, to: end, isFrame: true };
  if (end < sizeBytes) yield { from: end, to: sizeBytes, isFrame: false };
}

async function strayAacBytes(file: SoundFile, from: number): Promise<number> {
  return file.reading(async (read) => {
    let stray = 0;
    for await (const { isFrame, ...gap } of stretchesOf(read, from, file.sizeBytes))
      if (!isFrame) stray += await strayBetween(read, gap);
    return stray;
  });
}

async function strayBetween(read: ReadAt, { from, to }: Omit<AacStretch, 'isFrame'>): Promise<number> {
  return strayIn(await read(from, Math.min(to - from, MAX_TAG_BYTES)));
}

/** Frames with their times. About as many are missing where something else is between them as fit there. */
async function* aacPackets(file: SoundFile, from: number, frameS: number): AsyncGenerator<Packet> {
  const { read, close } = await file.openReader();
  let frames = 0;
  let bytes = 0;
  let missing = 0;
  try {
    const blocks = new BlockReader(read);
    for await (const { isFrame, ...part } of stretchesOf(read, from, file.sizeBytes)) {
      if (!isFrame) {
        missing += frames === 0 ? 0 : Math.round((await strayBetween(read, part)) / (bytes / frames));
        continue;
      }
      yield { data: await blocks.bytes(part.from, part.to - part.from), startS: (frames + missing) * frameS };
      frames++;
      bytes += part.to - part.from;
    }
  } finally {
    await close();
  }
}

function frameBytes(bytes: Buffer, at: number): number {
  const [sync, kind = 0, , fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 7);
  if (sync !== 0xff || (kind & 0xf6) !== 0xf0) return 0;
  return ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
}
