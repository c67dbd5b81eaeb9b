import { oggChecksum } from './ogg-pages.js';

const NO_PACKET_ENDS = 0xffff_ffff_ffff_ffffn;
const SERIAL = 1;

/** One page of an Ogg file, without a count of samples. The first of a stream has the number 0. */
export function oggPage(packets: readonly Uint8Array[], sequence: number): Uint8Array {
  const sizes = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  if (sizes.length > 255) throw new Error('packets that are too long for a page');
  const page = Buffer.concat([Buffer.alloc(27), Buffer.from(sizes), ...packets]);
  page.write('OggS', 0, 'latin1');
  page[5] = sequence === 0 ? 2 : 0;
  page.writeBigUInt64LE(NO_PACKET_ENDS, 6);
  page.writeUInt32LE(SERIAL, 14);
  page.writeUInt32LE(sequence, 18);
  page[26] = sizes.length;
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}
