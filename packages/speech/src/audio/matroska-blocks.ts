import { BlockReader } from './block-reader.js';
import { MAX_PACKET_BYTES, type Packet } from './packet.js';
import type { SoundFile } from './sound-file.js';

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const CLUSTER_TIME = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;
/** What one looks into; everything else is skipped as a whole. */
const OPENED = new Set([SEGMENT, CLUSTER, BLOCK_GROUP]);
/** Every element that stands beside or in these: what has another number is damage. */
const KNOWN = new Set([
  ...OPENED,
  ...[CLUSTER_TIME, SIMPLE_BLOCK, BLOCK, 0x1a45dfa3, 0xec, 0xbf, 0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1c53bb6b],
  ...[0x1254c367, 0x1941a469, 0x1043a770, 0xab, 0xa7, 0x5854, 0xaf, 0x9b, 0xfb, 0xfa, 0xfd, 0x75a1, 0x75a2, 0xa4],
  ...[0x8e, 0xc8, 0xa2],
]);
const HEADER_BYTES = 12;
/** How much is searched at once for where undamaged elements go on. */
const SEARCHED_BYTES = 65_536;

/** One track of the file. */
export interface MatroskaTrack {
  readonly number: number;
  /** How long a unit of the file's clock is. */
  readonly unitS: number;
  /** What decoders have to leave out at the beginning. */
  readonly delayS: number;
}

/** The packets of one track, with their times. Damaged stretches are skipped. */
export async function* matroskaPackets(file: SoundFile, track: MatroskaTrack): AsyncGenerator<Packet> {
  const { read, close } = await file.openReader();
  try {
    const blocks = new BlockReader(read);
    let clusterTime = 0;
    for await (const { id, bodyFrom, size } of elementsOf(blocks, file.sizeBytes)) {
      if (id === CLUSTER_TIME) clusterTime = unsigned(await blocks.bytes(bodyFrom, Math.min(size, 8)));
      if ((id !== SIMPLE_BLOCK && id !== BLOCK) || size > MAX_PACKET_BYTES) continue;
      const body = await blocks.bytes(bodyFrom, size);
      const number = vint(body, 0);
      if (number?.value !== track.number || body.length < number.length + 3) continue;
      const time = (clusterTime + body.readInt16BE(number.length)) * track.unitS - track.delayS;
      const frames = framesOf(body, number.length + 2);
      for (const [index, data] of frames.entries()) yield { data, startS: index === 0 ? time : undefined };
    }
  } finally {
    await close();
  }
}

/** How many bytes of a file belong to no element. */
export async function strayMatroskaBytes(file: SoundFile): Promise<number> {
  return file.reading(async (read) => {
    let stray = 0;
    for await (const { skipped } of elementsOf(new BlockReader(read), file.sizeBytes)) stray += skipped;
    return stray;
  });
}

interface Element {
  readonly id: number;
  readonly bodyFrom: number;
  readonly size: number;
  /** How many bytes before it belong to no element. */
  readonly skipped: number;
}

async function* elementsOf(blocks: BlockReader, sizeBytes: number): AsyncGenerator<Element> {
  let skipped = 0;
  for (let at = 0; at < sizeBytes; ) {
    const element = elementAt(await blocks.bytes(at, HEADER_BYTES), 0, at);
    const wrongUntil = element
      ? await endOfDamage(blocks, element, sizeBytes)
      : await nextElement(blocks, at, sizeBytes);
    if (element === undefined || wrongUntil !== undefined) {
      const next = wrongUntil ?? sizeBytes;
      skipped += next - at;
      at = next;
      continue;
    }
    yield { ...element, skipped };
    skipped = 0;
    at = OPENED.has(element.id) ? element.bodyFrom : element.bodyFrom + element.size;
  }
  if (skipped > 0) yield { id: 0, bodyFrom: sizeBytes, size: 0, skipped };
}

/** Where an element begins inside of another, whose length is damaged then; `undefined` when the other is whole, or cut off. */
async function endOfDamage(
  blocks: BlockReader,
  { id, bodyFrom, size }: Omit<Element, 'skipped'>,
  sizeBytes: number,
): Promise<number | undefined> {
  const end = bodyFrom + size;
  if (OPENED.has(id) || end === sizeBytes) return undefined;
  if (end < sizeBytes && elementAt(await blocks.bytes(end, HEADER_BYTES), 0, end) !== undefined) return undefined;
  const next = await nextElement(blocks, bodyFrom, sizeBytes);
  return next < Math.min(end, sizeBytes) ? next : undefined;
}

function elementAt(bytes: Buffer, from: number, position: number): Omit<Element, 'skipped'> | undefined {
  if (from >= bytes.length) return undefined;
  const idBytes = Math.clz32(bytes[from] ?? 0) - 23;
  if (idBytes > 4 || from + idBytes > bytes.length) return undefined;
  const id = bytes.readUIntBE(from, idBytes);
  const size = vint(bytes, from + idBytes);
  if (!KNOWN.has(id) || size === undefined || (size.value === Number.POSITIVE_INFINITY && !OPENED.has(id)))
    return undefined;
  return { id, bodyFrom: position + idBytes + size.length, size: size.value };
}

/** Where a cluster or a block of sound begins that leads to another element; the end of the file where none does. */
async function nextElement(blocks: BlockReader, from: number, sizeBytes: number): Promise<number> {
  for (let at = from; at < sizeBytes; at += SEARCHED_BYTES) {
    const bytes = await blocks.bytes(at, 2 * SEARCHED_BYTES);
    for (let offset = 0; offset < Math.min(SEARCHED_BYTES, bytes.length); offset++) {
      const first = bytes[offset];
      if (first !== 0x1f && first !== SIMPLE_BLOCK && first !== BLOCK_GROUP) continue;
      const element = elementAt(bytes, offset, at + offset);
      if (element === undefined || element.size === 0) continue;
      const next = element.id === CLUSTER ? element.bodyFrom : element.bodyFrom + element.size;
      if (next === sizeBytes || elementAt(bytes, next - at, next) !== undefined) return at + offset;
    }
  }
  return sizeBytes;
}

/** A number that says by its first bits how long it is; all ones mean that nobody knew it. */
function vint(bytes: Buffer, at: number): { readonly value: number; readonly length: number } | undefined {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) return undefined;
  const body = bytes.subarray(at, at + length);
  const mask = 0xff >> length;
  const first = (body[0] as number) & mask;
  const isUnknown = first === mask && body.subarray(1).every((byte) => byte === 0xff);
  const value = body.subarray(1).reduce((sum, byte) => sum * 256 + byte, first);
  return { value: isUnknown ? Number.POSITIVE_INFINITY : value, length };
}

function unsigned(body: Buffer): number {
  return body.reduce((value, byte) => value * 256 + byte, 0);
}

/** The frames of a block from its flags on: one, or several that are laced together. */
function framesOf(body: Buffer, at: number): Buffer[] {
  const lacing = ((body[at] ?? 0) >> 1) & 3;
  let from = at + 1;
  if (lacing === 0) return [body.subarray(from)];
  const count = (body[from++] ?? 0) + 1;
  const sizes: number[] = [];
  for (let frame = 0; frame < count - 1; frame++) {
    if (lacing === 2) sizes.push(Math.floor((body.length - from) / count));
    else if (lacing === 1) {
      let size = 0;
      for (let more = 255; more === 255; size += more) more = body[from++] ?? 0;
      sizes.push(size);
    } else {
      const size = vint(body, from);
      if (size === undefined) return [];
      from += size.length;
      // Sizes after the first are differences to the one before, with an offset.
      sizes.push(frame === 0 ? size.value : (sizes.at(-1) ?? 0) + size.value - (2 ** (7 * size.length - 1) - 1));
    }
  }
  const frames: Buffer[] = [];
  for (const size of sizes) {
    if (size < 0 || from + size > body.length) return frames;
    frames.push(body.subarray(from, from + size));
    from += size;
  }
  return [...frames, body.subarray(from)];
}
