import type { MediaFacts } from '@earshot/core';
import { BlockReader } from './block-reader.js';
import { fileBoxes, type Mp4Box } from './mp4-boxes.js';
import { fragmentFault } from './mp4-fragment.js';
import { mp4Samples } from './mp4-samples.js';
import { type Mp4Index, type Mp4Track, readMp4Index } from './mp4-track.js';
import type { Packet } from './packet.js';
import { packetSound } from './packet-sound.js';
import { refusal } from './refusal.js';
import type { ReadAt, SoundFile } from './sound-file.js';
import type { ForeignSound, SoundSource } from './sound-source.js';
import { strayIn } from './stray-bytes.js';

/** Larger than the index of a day. */
const MAX_INDEX_BYTES = 16 * 1_024 * 1_024;

/** Finds the sound in an MPEG-4 or QuickTime file. */
export async function openMp4(file: SoundFile): Promise<ForeignSound | SoundSource> {
  const { boxes, index, fault } = await file.reading((read) => readLayout(read, file));
  const sound = index.tracks.find(({ handler }) => handler === 'soun');
  const video = index.tracks.find(({ handler }) => handler === 'vide');
  if (index.tracks.some(({ handler, isProtected }) => handler === 'soun' && isProtected))
    throw refusal('EARSHOT_NOT_SUPPORTED', {
      path: file.path,
      found: 'sound that is protected against copying',
      expected: 'sound that anybody may play',
    });
  if (sound === undefined)
    throw refusal('EARSHOT_INVALID_INPUT', {
      path: file.path,
      found: video ? 'a video without sound' : 'an MPEG-4 file without sound',
      expected: 'sound',
    });
  const { codec, durationMs, channelCount, sampleRateHz, language, packetCodec, edits } = sound;
  const facts: MediaFacts = {
    kind: video ? 'video' : 'audio',
    format: 'MPEG-4',
    codec,
    ...(durationMs > 0 ? { durationMs, bitrateBps: Math.round((file.sizeBytes * 8_000) / durationMs) } : {}),
    ...(sampleRateHz > 0 ? { sampleRateHz } : {}),
    ...(channelCount > 0 ? { channelCount } : {}),
    ...(video && { frameWidthPx: video.widthPx, frameHeightPx: video.heightPx }),
  };
  const endS = edits.at(-1)?.endS;
  return packetSound(file, {
    name: `${codec} in an MPEG-4 file`,
    facts,
    language,
    demuxer: 'mov',
    ...(durationMs > 0 && { promisedMs: durationMs }),
    packetCodec,
    packets: () => packetsOf(file, boxes, index, sound),
    endS,
    obstacle: fault,
    strayBytes: () => strayMp4Bytes(file, boxes),
  });
}

/** What follows the last box and is neither a tag nor padding. */
async function strayMp4Bytes(file: SoundFile, boxes: readonly Mp4Box[]): Promise<number> {
  const end = boxes.findLast(({ type }) => isBoxName(type))?.to ?? 0;
  return strayIn(await file.read(end, Math.min(file.sizeBytes - end, MAX_INDEX_BYTES)));
}

/** Boxes have names of letters and digits, with spaces and signs now and then; what has none is none. */
function isBoxName(type: string): boolean {
  return /^[\x20-\x7e\xa9]{4}$/.test(type);
}

async function* packetsOf(
  file: SoundFile,
  boxes: readonly Mp4Box[],
  index: Mp4Index,
  track: Mp4Track,
): AsyncGenerator<Packet> {
  const { read, close } = await file.openReader();
  try {
    const blocks = new BlockReader(read);
    for await (const { position, bytes, startS } of mp4Samples(read, boxes, index, track, file.sizeBytes)) {
      const data = await blocks.bytes(position, bytes);
      if (data.length === bytes) yield { data, startS };
    }
  } finally {
    await close();
  }
}

interface Mp4Layout {
  readonly boxes: readonly Mp4Box[];
  readonly index: Mp4Index;
  readonly fault: string | undefined;
}

async function readLayout(read: ReadAt, file: SoundFile): Promise<Mp4Layout> {
  const boxes = await fileBoxes(read, file.sizeBytes);
  const moov = boxes.find(({ type }) => type === 'moov');
  const refuse = (found: string) =>
    refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'a whole file, with its index' });
  if (moov === undefined) throw refuse('an MPEG-4 file without its index: its recording was cut off');
  if (moov.to - moov.from > MAX_INDEX_BYTES) throw refuse('an MPEG-4 file with an index that is too large');
  const bytes = await read(moov.from, moov.to - moov.from);
  const index = readMp4Index(bytes, moov.bodyFrom - moov.from);
  const fault = index.fault ?? (index.isFragmented ? await fragmentFault(read, boxes) : undefined);
  return { boxes, index, fault };
}
