/** One page of an Ogg file. */
export interface OggPage {
  readonly bytes: Uint8Array;
  /** Which of the streams in the file it belongs to. */
  readonly serial: number;
  /** Its number in that stream. */
  readonly sequence: number;
  /** How many samples are complete with it, in the codec's own count; `undefined` when no packet ends here. */
  readonly granule: number | undefined;
  readonly beginsStream: boolean;
  readonly endsStream: boolean;
  /** Whether the first part goes on with the last of the page before. */
  readonly continues: boolean;
  /** The packets on it; the last goes on on the next page when `isOpen`. */
  readonly parts: readonly Uint8Array[];
  readonly isOpen: boolean;
}

const HEADER_BYTES = 27;
const LARGEST_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;

/**
 * Finds the pages in what may be damaged: one counts when the file ends behind it, another page begins there, or its
 * checksum agrees. Damage within a page is left to the decoder, which loses less by it.
 */
export async function* oggPages(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<OggPage> {
  let bytes: Uint8Array = new Uint8Array(0);
  for await (const block of blocks) {
    bytes = bytes.length === 0 ? block : Buffer.concat([bytes, block]);
    const at = yield* pagesIn(bytes, false);
    bytes = bytes.subarray(at);
  }
  yield* pagesIn(bytes, true);
}

/** Gives the pages up to where more bytes are needed, and returns that place. */
function* pagesIn(bytes: Uint8Array, isEnd: boolean): Generator<OggPage, number> {
  let at = 0;
  while (at < bytes.length) {
    if (!isEnd && bytes.length - at < LARGEST_PAGE_BYTES + 4) return at;
    const page = pageAt(bytes, at);
    const end = at + (page?.bytes.length ?? 0);
    if (page && (end === bytes.length || isPageStart(bytes, end) || isWhole(page.bytes))) {
      yield page;
      at = end;
    } else {
      at = nextPageStart(bytes, at + 1);
    }
  }
  return at;
}

function pageAt(bytes: Uint8Array, at: number): OggPage | undefined {
  const partCount = bytes[at + 26];
  if (!isPageStart(bytes, at) || partCount === undefined) return undefined;
  const sizes = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + partCount);
  const from = at + HEADER_BYTES + partCount;
  const end = from + sizes.reduce((sum, size) => sum + size, 0);
  if (end > bytes.length) return undefined;
  const flags = bytes[at + 5] ?? 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const granule = view.getBigInt64(6, true);
  return {
    bytes: bytes.subarray(at, end),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    granule: granule < 0n ? undefined : Number(granule),
    continues: (flags & 1) !== 0,
    beginsStream: (flags & 2) !== 0,
    endsStream: (flags & 4) !== 0,
    parts: packets(bytes.subarray(from, end), sizes),
    isOpen: sizes.at(-1) === 255,
  };
}

/** A packet is as many pieces of 255 bytes as it takes, and one that is shorter. */
function packets(body: Uint8Array, sizes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  let to = 0;
  for (const size of sizes) {
    to += size;
    if (size === 255) continue;
    found.push(body.subarray(from, to));
    from = to;
  }
  if (sizes.at(-1) === 255) found.push(body.subarray(from, to));
  return found;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  return crc;
});
/** Where the checksum is; it is taken as if there were nothing. */
const CRC_FROM = 22;
const CRC_TO = 26;

/** Whether the checksum of a page agrees with its bytes. */
export function isWhole(page: Uint8Array): boolean {
  return new DataView(page.buffer, page.byteOffset).getUint32(CRC_FROM, true) === oggChecksum(page);
}

/** The checksum of a page. */
export function oggChecksum(page: Uint8Array): number {
  let crc = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= CRC_FROM && at < CRC_TO ? 0 : (page[at] as number);
    crc = (crc << 8) ^ (CRC[(crc >>> 24) ^ byte] as number);
  }
  return crc >>> 0;
}

/** `OggS`, and the only version there is. */
function isPageStart(bytes: Uint8Array, at: number): boolean {
  return (
    bytes[at] === 0x4f &&
    bytes[at + 1] === 0x67 &&
    bytes[at + 2] === 0x67 &&
    bytes[at + 3] === 0x53 &&
    (bytes[at + 4] ?? 0) === 0
  );
}

function nextPageStart(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x4f, from); at >= 0; at = bytes.indexOf(0x4f, at + 1))
    if (bytes.length - at < 4 || isPageStart(bytes, at)) return at;
  return bytes.length;
}
