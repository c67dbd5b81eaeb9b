import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mpegFrameAt } from '../../src/audio/mpeg-frame.js';
import { mpegFrames } from '../../src/audio/mpeg-frames.js';
import { fixture } from './sound-files.js';

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function pick(bytes: Uint8Array, length = bytes.length): Promise<{ bytes: Buffer; count: number }> {
  const found: Uint8Array[] = [];
  let count = 0;
  for await (const run of mpegFrames(pieces(bytes, length))) {
    found.push(run.bytes);
    count += run.frames.length;
  }
  return { bytes: Buffer.concat(found), count };
}

const file = await readFile(fixture('mono-8k-without-tag.mp3'));
/** Behind the tag. */
const sound = file.subarray(file.indexOf(0xff));
const frameBytes = mpegFrameAt(sound, 0)?.bytes ?? 0;

describe('frames of MPEG audio', () => {
  it.each([
    ['fffb9064', { version: 1, layer: 3, bitrateBps: 128_000, sampleRateHz: 44_100, bytes: 417, samples: 1_152 }],
    ['fff344c4', { version: 2, layer: 3, bitrateBps: 32_000, sampleRateHz: 24_000, bytes: 96, samples: 576 }],
    ['ffe338c4', { version: 2.5, layer: 3, bitrateBps: 24_000, sampleRateHz: 8_000, bytes: 216, samples: 576 }],
    ['fffdc404', { version: 1, layer: 2, bitrateBps: 256_000, sampleRateHz: 48_000, bytes: 768, samples: 1_152 }],
    ['ffffe604', { version: 1, layer: 1, bitrateBps: 448_000, sampleRateHz: 48_000, bytes: 452, samples: 384 }],
  ])('say what they are: %s', (header, expected) => {
    expect(mpegFrameAt(Buffer.from(header, 'hex'), 0)).toMatchObject(expected);
  });

  it.each(['fffb0064', 'fffbf064', 'fffb9c64', 'fff99064', 'ffeb9064', 'fefb9064', 'fffb90'])(
    'do not begin with %s',
    (header) => {
      expect(mpegFrameAt(Buffer.from(header, 'hex'), 0)).toBeUndefined();
    },
  );

  it('are found however the bytes come', async () => {
    const whole = await pick(sound);
    expect(whole.count).toBe(sound.length / frameBytes);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), async (length) => {
        expect(await pick(sound, length)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('are found around what looks like one and is none', async () => {
    const false44k = Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(30, 0x20)]);
    const halves = [sound.subarray(0, 4 * frameBytes), sound.subarray(4 * frameBytes)];
    const bytes = Buffer.concat([false44k, halves[0] ?? sound, false44k, halves[1] ?? sound, false44k]);
    expect((await pick(bytes)).bytes).toEqual(sound);
  });
});
