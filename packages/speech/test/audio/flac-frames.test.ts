import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flacFrames } from '../../src/audio/flac-frames.js';

/** A checksum bit by bit, as the format describes it. */
function checksum(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << (width - 8);
    for (let bit = 0; bit < 8; bit++)
      crc = ((crc >> (width - 1)) & 1 ? (crc << 1) ^ polynomial : crc << 1) & (2 ** width - 1);
  }
  return crc;
}

/** The header of a frame of 4,096 samples with one channel of 16 bits, and this number. */
function header(number: number): Buffer {
  const fields = Buffer.from([0xff, 0xf8, 0xc9, 0x08, number]);
  return Buffer.concat([fields, Buffer.from([checksum(fields, 8, 0x07)])]);
}

function frame(number: number, body: Uint8Array): Buffer {
  const bytes = Buffer.concat([header(number), body]);
  const crc = checksum(bytes, 16, 0x8005);
  return Buffer.concat([bytes, Buffer.from([crc >> 8, crc & 0xff])]);
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function pick(bytes: Uint8Array, length = bytes.length): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for await (const one of flacFrames(pieces(bytes, length))) found.push(Buffer.from(one));
  return found;
}

const anyFrame = fc
  .tuple(fc.nat({ max: 127 }), fc.uint8Array({ minLength: 8, maxLength: 60 }))
  .map(([number, body]) => frame(number, body));

describe('frames of FLAC', () => {
  it('are found however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyFrame, { maxLength: 8 }),
        fc.integer({ min: 1, max: 90 }),
        async (frames, length) => {
          expect(await pick(Buffer.concat(frames), length)).toEqual(frames);
        },
      ),
    );
  });

  it('may hold what looks like the beginning of another', async () => {
    const frames = [
      frame(1, header(9)),
      frame(2, Buffer.concat([header(3), Buffer.alloc(20, 0xff), header(4)])),
      frame(3, header(5)),
    ];
    expect(await pick(Buffer.concat(frames))).toEqual(frames);
  });

  it('are left out when they are damaged, and no others', async () => {
    const frames = [1, 2, 3, 4].map((number) => frame(number, Buffer.alloc(30, number)));
    const damaged = Buffer.from(frames[1] ?? []);
    damaged[20] = 99;
    const [first, , third, fourth] = frames;
    expect(await pick(Buffer.concat([first ?? damaged, damaged, third ?? damaged, fourth ?? damaged]))).toEqual([
      first,
      third,
      fourth,
    ]);
  });
});
