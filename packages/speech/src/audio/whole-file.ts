import { isEarshotError } from '@earshot/core';
import { flacChecksum, isFlacHeader, readStreamInfo, STREAM_INFO_BYTES } from './flac-frame.js';
import { skipTags } from './open-source.js';
import { type ReadAt, SoundFile } from './sound-file.js';

const HEAD_BYTES = 65_536;
/** Holds the last page of an Ogg file and the beginning of the last frame of a FLAC file. */
const TAIL_BYTES = 131_072;
/** What programs write that don't know a length yet, or never will. */
const UNKNOWN = new Set([0, 0x7fff_ffff, 0xffff_ffff]);

/**
 * Whether all is there that a file's own header promises, as far as can be seen without decoding it. An empty file isn't
 * whole. Formats that state no length count as whole, and so do files that aren't recordings.
 * @throws EarshotError `EARSHOT_NOT_FOUND` when there is no such file, `EARSHOT_DENIED` when it may not be read
 */
export async function isWholeFile(path: string): Promise<boolean> {
  const file = await SoundFile.find(path).catch((error: unknown) => {
    if (!isEarshotError(error, 'EARSHOT_INVALID_INPUT')) throw error;
  });
  if (file === undefined) return false;
  const from = await skipTags(file);
  return file.reading(async (read) => {
    const head = await read(from, HEAD_BYTES);
    const promised = await promisedBytes(head, read, file.sizeBytes);
    if (promised !== undefined) return from + promised <= file.sizeBytes;
    const isOgg = head.toString('latin1', 0, 4) === 'OggS';
    if (!isOgg && head.toString('latin1', 0, 4) !== 'fLaC') return true;
    const tail = await read(Math.max(from, file.sizeBytes - TAIL_BYTES), TAIL_BYTES);
    return isOgg ? endsOgg(tail) : endsFlac(tail, head);
  });
}

/** How many bytes the head says that there are from its beginning on; `undefined` where it doesn't say. */
async function promisedBytes(head: Buffer, read: ReadAt, sizeBytes: number): Promise<number | undefined> {
  const start = head.toString('latin1', 0, 4);
  if (start === 'RIFF')
    return later(
      known(head, 4, (at) => head.readUInt32LE(at), 8),
      waveSoundEnd(head),
    );
  if (start === 'RF64' || start === 'BW64') return known(head, 20, (at) => Number(head.readBigUInt64LE(at)), 8);
  if (start === 'RIFX' || start === 'FORM') return known(head, 4, (at) => head.readUInt32BE(at), 8);
  if (start === 'riff') return known(head, 16, (at) => Number(head.readBigUInt64LE(at)));
  if (start === '.snd')
    return known(head, 8, (at) => head.readUInt32BE(at), head.length < 8 ? 0 : head.readUInt32BE(4));
  if (start === 'caff') return chunksEnd(read, sizeBytes);
  if (start === '\x1a\x45\xdf\xa3') return segmentEnd(head);
  if (start === '\x30\x26\xb2\x75') return known(head, fileSizeField(head), (at) => Number(head.readBigUInt64LE(at)));
  if (/^(?:ftyp|moov|mdat|wide|free|skip|pnot|styp)/.test(head.toString('latin1', 4, 8)))
    return boxesEnd(read, sizeBytes);
  return mpegBytes(head);
}

/** The length in a field, and what comes on top of it; one that isn't there yet is promised, one left open is not. */
function known(head: Buffer, at: number, read: (at: number) => number, more = 0): number | undefined {
  if (at + 8 > head.length) return at + 8;
  const length = read(at);
  return UNKNOWN.has(length) ? undefined : length + more;
}

/** Some programs that leave the length of the file open state that of the sound. */
function waveSoundEnd(head: Buffer): number | undefined {
  for (let at = 12; at + 8 <= head.length; ) {
    const length = head.readUInt32LE(at + 4);
    if (head.toString('latin1', at, at + 4) === 'data') return UNKNOWN.has(length) ? undefined : at + 8 + length;
    at += 8 + length + (length % 2);
  }
  return undefined;
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}

/** Where the last box ends; one byte more than there are while the index of the sound is missing. */
async function boxesEnd(read: ReadAt, sizeBytes: number): Promise<number> {
  let hasIndex = false;
  let at = 0;
  while (at < sizeBytes) {
    const box = await read(at, 16);
    if (box.length < 8) return at + 8;
    hasIndex ||= /^moo[vf]/.test(box.toString('latin1', 4, 8));
    const short = box.readUInt32BE(0);
    const size = short === 1 && box.length === 16 ? Number(box.readBigUInt64BE(8)) : short;
    // To the end of the file, however long that is; or nothing that is a box.
    if (size < 8) break;
    at += size;
  }
  return hasIndex ? at : sizeBytes + 1;
}

async function chunksEnd(read: ReadAt, sizeBytes: number): Promise<number | undefined> {
  let at = 8;
  while (at + 12 <= sizeBytes) {
    const length = Number((await read(at, 12)).readBigInt64BE(4));
    if (length < 0) return undefined;
    at += 12 + length;
  }
  return at;
}

/** Where the segment of a Matroska file ends. Its length is written behind the header, in as many bytes as its first one says. */
function segmentEnd(head: Buffer): number | undefined {
  const header = lengthAt(head, 4);
  const segment = header && lengthAt(head, header.to + 4);
  return segment?.to;

  function lengthAt(bytes: Buffer, at: number): { readonly to: number } | undefined {
    const width = Math.clz32(bytes[at] ?? 0) - 23;
    if (width > 8 || at + width > bytes.length) return undefined;
    let length = (bytes[at] as number) & (0xff >> width);
    let isOpen = length === 0xff >> width;
    for (const byte of bytes.subarray(at + 1, at + width)) {
      length = length * 256 + byte;
      isOpen &&= byte === 0xff;
    }
    return isOpen ? undefined : { to: at + width + length };
  }
}

const FILE_PROPERTIES = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');

/** Where a Windows Media file says how long it is; nowhere in a broadcast, which leaves it open. */
function fileSizeField(head: Buffer): number {
  const properties = head.indexOf(FILE_PROPERTIES);
  return properties < 0 ? head.length : properties + 40;
}

/** What an encoder's tag in the first frame says: `Xing` or `Info`, flags, how many frames, how many bytes. */
function mpegBytes(head: Buffer): number | undefined {
  const beginning = head.subarray(0, 256);
  const tag = Math.max(beginning.indexOf('Xing', 0, 'latin1'), beginning.indexOf('Info', 0, 'latin1'));
  if (head[0] !== 0xff || tag < 0 || tag + 16 > head.length) return undefined;
  const flags = head[tag + 7] ?? 0;
  return (flags & 2) === 0 ? undefined : head.readUInt32BE(tag + ((flags & 1) === 0 ? 8 : 12));
}

/** Whether the last page says that its stream ends, and is all there. */
function endsOgg(tail: Buffer): boolean {
  const at = tail.lastIndexOf('OggS', undefined, 'latin1');
  const count = tail[at + 26];
  if (at < 0 || count === undefined) return false;
  const sizes = tail.subarray(at + 27, at + 27 + count);
  const end = at + 27 + count + sizes.reduce((sum, size) => sum + size, 0);
  return end <= tail.length && ((tail[at + 5] ?? 0) & 4) !== 0;
}

/** Whether the last frame holds the last sample that was promised, and is all there. */
function endsFlac(tail: Buffer, head: Buffer): boolean {
  const info = head.subarray(8, 8 + STREAM_INFO_BYTES);
  if (info.length < STREAM_INFO_BYTES) return false;
  const { sampleCount } = readStreamInfo(info);
  if (sampleCount === undefined) return true;
  const blockSamples = info.readUInt16BE(2);
  for (let at = tail.length; at > 0; ) {
    at = tail.lastIndexOf(0xff, at - 1);
    if (at < 0) break;
    if (!isFlacHeader(tail, at)) continue;
    const number = frameNumber(tail, at + 4);
    const firstSample = ((tail[at + 1] ?? 0) & 1) === 0 ? number * blockSamples : number;
    return firstSample + blockSamples >= sampleCount && flacChecksum(tail, at, tail.length) === 0;
  }
  return false;
}

/** Written as UTF-8 writes a character, in up to seven bytes. */
function frameNumber(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first;
  const width = Math.clz32(~(first << 24));
  let number = first & (0x7f >> width);
  for (const byte of bytes.subarray(at + 1, at + width)) number = number * 64 + (byte & 0x3f);
  return number;
}
