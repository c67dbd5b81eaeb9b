import { decoder as vorbisDecoder } from '@audio/decode-vorbis';
import { oggPage } from './ogg-page-bytes.js';
import type { PacketDecoder } from './packet-timeline.js';

/** Decodes Vorbis packets from a container other than Ogg, each wrapped in a page of its own. */
export async function vorbisPacketDecoder(headers: readonly Uint8Array[]): Promise<PacketDecoder> {
  const decoder = await vorbisDecoder();
  let sequence = 0;
  const decode = (data: Uint8Array) => decoder.decode(oggPage([data], sequence++));
  // The first page holds the first header alone.
  for (const packets of [headers.slice(0, 1), headers.slice(1)]) decoder.decode(oggPage(packets, sequence++));
  return { decode, flush: () => decoder.flush(), free: () => decoder.free() };
}

/** The three headers in the private data of a Matroska track; `undefined` when it is damaged. */
export function vorbisHeaders(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (bytes[0] !== 2) return undefined;
  let at = 1;
  const lengths = [0, 0].map(() => {
    let length = 0;
    for (let more = 255; more === 255; length += more) more = bytes[at++] ?? 0;
    return length;
  });
  const [first = 0, second = 0] = lengths;
  const headers = [
    bytes.subarray(at, at + first),
    bytes.subarray(at + first, at + first + second),
    bytes.subarray(at + first + second),
  ];
  const isWhole = headers.every((header, index) => header[0] === 2 * index + 1 && header.length > 6);
  return isWhole ? headers : undefined;
}
