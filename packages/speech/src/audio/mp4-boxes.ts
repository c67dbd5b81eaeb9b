import type { ReadAt } from './sound-file.js';

/** A part of an MPEG-4 file. Positions are from where the bytes that it was found in begin. */
export interface Mp4Box {
  readonly type: string;
  readonly from: number;
  /** Where what is in it begins, and where it ends. */
  readonly bodyFrom: number;
  readonly to: number;
}

/** More than any file has at one level. */
const MAX_BOXES = 200_000;
const HEADER_BYTES = 16;

/** The boxes that a file consists of. One that reaches beyond the end ends there. */
export async function fileBoxes(read: ReadAt, sizeBytes: number): Promise<Mp4Box[]> {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at + 8 <= sizeBytes && boxes.length < MAX_BOXES; ) {
    const box = boxAt(await read(at, HEADER_BYTES), 0, sizeBytes - at);
    if (box === undefined) break;
    boxes.push({ ...box, from: at, bodyFrom: at + box.bodyFrom, to: at + box.to });
    at += box.to;
  }
  return boxes;
}

/** The boxes in a part of bytes. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Mp4Box> {
  for (let at = from; at + 8 <= to; ) {
    const box = boxAt(bytes, at, to);
    if (box === undefined) return;
    yield box;
    at = box.to;
  }
}

function boxAt(bytes: Buffer, at: number, end: number): Mp4Box | undefined {
  if (at + 8 > bytes.length) return undefined;
  const short = bytes.readUInt32BE(at);
  const isLong = short === 1 && at + HEADER_BYTES <= bytes.length;
  const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
  const headerBytes = isLong ? HEADER_BYTES : 8;
  if (size < headerBytes) return undefined;
  const type = bytes.toString('latin1', at + 4, at + 8);
  return { type, from: at, bodyFrom: at + headerBytes, to: Math.min(at + size, end) };
}
