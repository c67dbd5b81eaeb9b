import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oggPackets } from '../../src/audio/ogg-packets.js';
import { type OggPage, oggPages } from '../../src/audio/ogg-pages.js';
import { openRecording } from '../../src/audio/open-recording.js';
import { fileWith, fixture, readAll } from './sound-files.js';

interface Page {
  readonly sizes: readonly number[];
  readonly body: Buffer;
  readonly continues: boolean;
}

/** Lays packets out on pages of so many parts, as the format describes it: 255 bytes a part, and a last one of fewer. */
function layOut(packets: readonly Buffer[], partsOnPage: number): Page[] {
  const parts = packets.flatMap((packet) =>
    Array.from({ length: Math.floor(packet.length / 255) + 1 }, (_, index) =>
      packet.subarray(index * 255, index * 255 + 255),
    ),
  );
  return Array.from({ length: Math.ceil(parts.length / partsOnPage) }, (_, index) => {
    const own = parts.slice(index * partsOnPage, (index + 1) * partsOnPage);
    const continues = index > 0 && parts[index * partsOnPage - 1]?.length === 255;
    return { sizes: own.map((part) => part.length), body: Buffer.concat(own), continues };
  });
}

function pageBytes({ sizes, body, continues }: Page, sequence: number): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header.writeUInt8(continues ? 1 : 0, 5);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(sizes.length, 26);
  const page = Buffer.concat([header, Buffer.from(sizes), body]);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** The remainder of the division that the format names, bit by bit. */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  }
  return crc >>> 0;
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(bytes: Buffer, length = bytes.length || 1): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for await (const { packets } of oggPackets(oggPages(pieces(bytes, length))))
    found.push(...packets.map((one) => Buffer.from(one)));
  return found;
}

const packet = fc
  .tuple(fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(254, 255, 256, 510, 1_000)), fc.nat({ max: 255 }))
  .map(([length, byte]) => Buffer.alloc(length, byte));

describe('the packets of an Ogg file', () => {
  it('come back from whatever pages they lie on, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(packet, { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 100, max: 3_000 }),
        async (packets, partsOnPage, length) => {
          const bytes = Buffer.concat(layOut(packets, partsOnPage).map(pageBytes));
          expect(await read(bytes, length)).toEqual(packets);
        },
      ),
    );
  });

  it('are lost with a damaged page, and no others', async () => {
    const packets = [1, 2, 3, 4, 5, 6].map((byte) => Buffer.alloc(300, byte));
    for (const [lost, kept] of [
      // Of two parts each: the first page ends, and the third begins, within a packet.
      [0, [2, 3, 4, 5]],
      [1, [0, 3, 4, 5]],
      [2, [0, 1, 2, 5]],
      [3, [0, 1, 2, 3]],
    ] as const) {
      const damages: readonly ((page: Buffer | undefined) => void)[] = [
        (page) => page?.write('Oggs', 'latin1'),
        // The length of a part.
        (page) => page?.writeUInt8(200, 27),
      ];
      for (const damage of damages) {
        const pages = layOut(packets, 3).map(pageBytes);
        damage(pages[lost]);
        expect(await read(Buffer.concat(pages))).toEqual(kept.map((index) => packets[index]));
      }
    }
  });

  it('are not put together of halves that do not belong together', async () => {
    const packets = [1, 2, 3, 4].map((byte) => Buffer.alloc(600, byte));
    const pages = layOut(packets, 2).map(pageBytes);
    const rest = [...pages.slice(0, 1), ...pages.slice(3)];
    expect(await read(Buffer.concat(rest))).toEqual(packets.slice(2));
  });
});

describe('an Ogg file of several streams at a time', () => {
  it('is heard as the first of them alone', async () => {
    const pages = async (name: string): Promise<OggPage[]> => {
      const found: OggPage[] = [];
      for await (const page of oggPages(pieces(await readFile(fixture(name)), 65_536))) found.push(page);
      return found;
    };
    const sound = await pages('stereo.opus');
    const other = (await pages('mono-8k-flac.ogg')).map(({ bytes }) => {
      const own = Buffer.from(bytes);
      own.writeUInt32LE(4_711, 14);
      return own;
    });
    const [first = Buffer.alloc(0), ...rest] = sound.map(({ bytes }) => bytes);
    const [otherFirst = Buffer.alloc(0), ...otherRest] = other;
    const mixed = Buffer.concat([first, otherFirst, ...rest.slice(0, 1), ...otherRest, ...rest.slice(1)]);
    expect(await readAll(await openRecording(await fileWith(mixed)))).toEqual(
      await readAll(await openRecording(fixture('stereo.opus'))),
    );
  });
});
