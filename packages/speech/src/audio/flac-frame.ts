/** What a FLAC file says of itself before its sound. */
export interface FlacInfo {
  readonly sampleRateHz: number;
  readonly channelCount: number;
  readonly bitsPerSample: number;
  /** `undefined` where the writer didn't know. */
  readonly sampleCount: number | undefined;
}

export const STREAM_INFO_BYTES = 34;

/** Reads the block STREAMINFO. */
export function readStreamInfo(block: Uint8Array): FlacInfo {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const packed = view.getBigUint64(10);
  const sampleCount = Number(packed & 0xf_ffff_ffffn);
  return {
    sampleRateHz: Number(packed >> 44n),
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bitsPerSample: Number((packed >> 36n) & 31n) + 1,
    sampleCount: sampleCount === 0 ? undefined : sampleCount,
  };
}

/** How many bytes the longest header of a frame has. */
export const LONGEST_HEADER_BYTES = 16;

const CRC_8 = crcTable(8, 0x07);
const CRC_16 = crcTable(16, 0x8005);

/** Whether the header of a frame begins at a place, all of it, undamaged. */
export function isFlacHeader(bytes: Uint8Array, at: number): boolean {
  const [sync, kind = 0, sizes = 0, sound = 0, number = 0] = bytes.subarray(at, at + 5);
  if (sync !== 0xff || (kind & 0xfe) !== 0xf8) return false;
  const blockSize = sizes >> 4;
  const rate = sizes & 15;
  if (blockSize === 0 || rate === 15 || sound >> 4 > 10 || (sound & 1) !== 0) return false;
  const end = at + 4 + utf8Bytes(number) + extraBytes(blockSize, [6, 7]) + extraBytes(rate, [12, 13, 14]);
  if (end >= bytes.length) return false;
  let crc = 0;
  for (let index = at; index < end; index++) crc = CRC_8[crc ^ (bytes[index] as number)] as number;
  return crc === bytes[end];
}

/** What the header of a frame that begins at the first byte says of its place; `undefined` for one that is damaged. */
export function flacFramePlace(frame: Uint8Array): FlacFramePlace | undefined {
  if (!isFlacHeader(frame, 0)) return undefined;
  const [, kind = 0, sizes = 0, , first = 0] = frame;
  const length = utf8Bytes(first);
  let number = length === 1 ? first : first & (0x7f >> length);
  for (const byte of frame.subarray(5, 4 + length)) number = number * 64 + (byte & 0x3f);
  const code = sizes >> 4;
  const [high = 0, low = 0] = frame.subarray(4 + length);
  const sampleCount =
    code === 1
      ? 192
      : code < 6
        ? 576 << (code - 2)
        : code === 6
          ? high + 1
          : code === 7
            ? high * 256 + low + 1
            : 256 << (code - 8);
  return { number, countsSamples: (kind & 1) !== 0, sampleCount };
}

/** Where a frame is in its recording. */
export interface FlacFramePlace {
  /** Of the frame, or of its first sample. */
  readonly number: number;
  readonly countsSamples: boolean;
  readonly sampleCount: number;
}

/** The checksum of a frame as far as it goes; of a whole one, with its own checksum at the end, zero. */
export function flacChecksum(bytes: Uint8Array, from: number, to: number, before = 0): number {
  let crc = before;
  for (let index = from; index < to; index++)
    crc = ((crc << 8) & 0xffff) ^ (CRC_16[(crc >> 8) ^ (bytes[index] as number)] as number);
  return crc;
}

/** The number of a frame is written as UTF-8 writes a character, up to seven bytes. */
function utf8Bytes(first: number): number {
  return first < 0x80 ? 1 : Math.clz32(~(first << 24));
}

/** One byte follows for the first of these codes, two for the others. */
function extraBytes(code: number, codes: readonly number[]): number {
  const index = codes.indexOf(code);
  return index < 0 ? 0 : index === 0 ? 1 : 2;
}

function crcTable(bits: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (bits - 1);
  const mask = (1 << bits) - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit++) crc = ((crc & top ? (crc << 1) ^ polynomial : crc << 1) & mask) >>> 0;
    return crc;
  });
}
