import type { MediaFacts } from '@earshot/core';
import { inPieces } from './decode-bytes.js';
import { fileBoxes, type Mp4Box } from './mp4-boxes.js';
import { fragmentFault } from './mp4-fragment.js';
import { type Mp4Index, readMp4Index } from './mp4-track.js';
import { refusal } from './refusal.js';
import type { ReadAt, SoundFile } from './sound-file.js';
import type { ForeignSound } from './sound-source.js';

/** Larger than the index of a day. */
const MOST_INDEX_BYTES = 16 * 1_024 * 1_024;

/** What the package reads of what may be in such files. */
const PACKAGED_ENTRIES = new Set(
  'mp4a .mp3 alac fLaC Opus samr sawb ac-3 ec-3 sowt twos lpcm ipcm fpcm ulaw alaw in24 in32 fl32 fl64 raw NONE'
    .split(' ')
    .map((name) => name.padEnd(4)),
);

/** Finds the sound in an MPEG-4 or QuickTime file. */
export async function openMp4(file: SoundFile): Promise<ForeignSound> {
  const { boxes, moov, index, fault } = await file.reading((read) => readLayout(read, file));
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
  const { codec, durationMs, channelCount, sampleRateHz } = sound;
  const facts: MediaFacts = {
    kind: video ? 'video' : 'audio',
    format: 'MPEG-4',
    codec,
    ...(durationMs > 0 ? { durationMs, bitrateBps: Math.round((file.sizeBytes * 8_000) / durationMs) } : {}),
    ...(sampleRateHz > 0 ? { sampleRateHz } : {}),
    ...(channelCount > 0 ? { channelCount } : {}),
    ...(video && { frameWidthPx: video.widthPx, frameHeightPx: video.heightPx }),
  };
  return {
    name: `${codec} in an MPEG-4 file`,
    facts,
    demuxer: 'mov',
    ...(PACKAGED_ENTRIES.has(sound.entry) && {
      packaged: {
        decoder: 'm4a',
        pieces: () => inOrder(file, boxes, moov, index),
        ...(fault && { obstacle: fault }),
      },
    }),
  };
}

interface Mp4Layout {
  readonly boxes: readonly Mp4Box[];
  readonly moov: Mp4Box;
  readonly index: Mp4Index;
  readonly fault: string | undefined;
}

async function readLayout(read: ReadAt, file: SoundFile): Promise<Mp4Layout> {
  const boxes = await fileBoxes(read, file.sizeBytes);
  const moov = boxes.find(({ type }) => type === 'moov');
  const refuse = (found: string) =>
    refusal('EARSHOT_INVALID_INPUT', { path: file.path, found, expected: 'a whole file, with its index' });
  if (moov === undefined) throw refuse('an MPEG-4 file without its index: its recording was cut off');
  if (moov.to - moov.from > MOST_INDEX_BYTES) throw refuse('an MPEG-4 file with an index that is too large');
  const bytes = await read(moov.from, moov.to - moov.from);
  const index = readMp4Index(bytes, moov.bodyFrom - moov.from);
  const fault = index.fault ?? (index.isFragmented ? await fragmentFault(read, boxes) : undefined);
  return { boxes, moov, index, fault };
}

/** The file with its index first, and in one piece: a decoder that takes what comes can use no less. */
async function* inOrder(
  file: SoundFile,
  boxes: readonly Mp4Box[],
  moov: Mp4Box,
  { offsetTables, isFragmented }: Mp4Index,
): AsyncGenerator<Uint8Array> {
  const sound = boxes.find(({ type }) => type === 'mdat');
  const isFirst = isFragmented || sound === undefined || moov.from < sound.from;
  if (isFirst && moov.to <= MOST_INDEX_BYTES) {
    yield await file.read(0, moov.to);
  } else {
    const index = await file.read(moov.from, moov.to - moov.from);
    for (const table of offsetTables) moveOffsets(index, table, moov);
    yield index;
    yield* inPieces(file.stream(0, moov.from));
  }
  yield* inPieces(file.stream(moov.to));
}

/** What lay before the index is now behind it. */
function moveOffsets(index: Buffer, { type, bodyFrom }: Mp4Box, moov: Mp4Box): void {
  const count = index.readUInt32BE(bodyFrom + 4);
  const moved = (offset: number) => (offset < moov.from ? offset + moov.to - moov.from : offset);
  for (let line = 0; line < count; line++) {
    const at = bodyFrom + 8 + line * (type === 'co64' ? 8 : 4);
    if (type === 'co64') index.writeBigUInt64BE(BigInt(moved(Number(index.readBigUInt64BE(at)))), at);
    else index.writeUInt32BE(moved(index.readUInt32BE(at)) >>> 0, at);
  }
}
