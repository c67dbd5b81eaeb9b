import type { ReadAt } from './sound-file.js';
import { strayIn } from './stray-bytes.js';

/** Where things are in a WAV file. */
export interface WavLayout {
  /** The codec, by its number in the WAVE registry; that of the sub-format where the format is extensible. */
  readonly codec: number;
  readonly channelCount: number;
  readonly sampleRateHz: number;
  readonly bytesPerSecond: number;
  readonly blockBytes: number;
  readonly bitsPerSample: number;
  /** What follows the sixteen bytes that every format has. */
  readonly extension: Uint8Array;
  readonly dataFrom: number;
  readonly dataTo: number;
  /** Where the sound would end by what the file says; `undefined` where its writer didn't know. */
  readonly promisedTo: number | undefined;
}

/** More chunks before the sound than any program writes. */
const MAX_CHUNKS = 1_000;
const EXTENSIBLE = 0xfffe;
/** What programs that don't go back to correct the length leave there is nothing, or about as much as fits. */
const MIN_UNKNOWN_LENGTH = 0x7fff_0000;

/** Finds the format and the sound; `undefined` where either is missing. Lengths that can't be true end at the file's end. */
export async function readWavLayout(read: ReadAt, sizeBytes: number): Promise<WavLayout | undefined> {
  let format: Buffer | undefined;
  let longDataBytes: number | undefined;
  let position = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && position + 8 <= sizeBytes; chunk++) {
    const head = await read(position, 8 + 64);
    const id = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const body = head.subarray(8, 8 + length);
    if (id === 'fmt ') format = body;
    else if (id === 'ds64' && body.length >= 16) longDataBytes = Number(body.readBigUInt64LE(8));
    else if (id === 'data') return layout(format, position + 8, longDataBytes ?? length, sizeBytes);
    position = await nextChunk(read, position + 8 + length, length);
  }
  return undefined;
}

function layout(
  format: Buffer | undefined,
  dataFrom: number,
  dataBytes: number,
  sizeBytes: number,
): WavLayout | undefined {
  if (format === undefined || format.length < 14) return undefined;
  const tag = format.readUInt16LE(0);
  const isUnknown =
    dataBytes === 0 ||
    dataBytes === 0xffff_ffff ||
    (dataBytes >= MIN_UNKNOWN_LENGTH && dataFrom + dataBytes > sizeBytes);
  const promisedTo = isUnknown ? undefined : dataFrom + dataBytes;
  return {
    codec: tag === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : tag,
    channelCount: format.readUInt16LE(2),
    sampleRateHz: format.readUInt32LE(4),
    bytesPerSecond: format.readUInt32LE(8),
    blockBytes: format.readUInt16LE(12),
    bitsPerSample: format.length >= 16 ? format.readUInt16LE(14) : 0,
    extension: format.subarray(16),
    dataFrom,
    dataTo: Math.min(promisedTo ?? sizeBytes, sizeBytes),
    promisedTo,
  };
}

/** Chunks begin at even places; some programs forget that. */
async function nextChunk(read: ReadAt, end: number, length: number): Promise<number> {
  if (length % 2 === 0) return end;
  const ids = await read(end, 5);
  return looksLikeId(ids.subarray(0, 4)) && !looksLikeId(ids.subarray(1, 5)) ? end : end + 1;
}

function looksLikeId(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

/** How many bytes behind the sound are no chunks. */
export async function strayWavBytes(read: ReadAt, dataTo: number, sizeBytes: number): Promise<number> {
  let position = await nextChunk(read, dataTo, dataTo);
  for (let chunk = 0; chunk < MAX_CHUNKS && position + 8 <= sizeBytes; chunk++) {
    const head = await read(position, 8);
    const length = head.readUInt32LE(4);
    // Tags of other formats are welcome too.
    if (head.toString('latin1', 0, 3) === 'ID3' || head.toString('latin1', 0, 3) === 'TAG') return 0;
    if (!looksLikeId(head.subarray(0, 4)) || length > sizeBytes - position) break;
    position = await nextChunk(read, position + 8 + length, length);
  }
  return strayIn(await read(position, Math.max(0, sizeBytes - position)));
}
