import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEarshotError } from '@earshot/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openRecording } from '../../src/audio/open-recording.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/recording.js';
import { emptyFolder, fixture } from './sound-files.js';

const FORMS = [
  'stereo-8k.mp3',
  'stereo-8k.flac',
  'mono-8k-flac.ogg',
  'stereo-8k-vorbis.ogg',
  'stereo.opus',
  'mono-8k.amr',
  'mono-8k-ms-adpcm.wav',
  'mono-8k-ima-adpcm.wav',
  'stereo-44k.m4a',
  'mono-44k-index-first.m4a',
  'mono-44k-fragments.mp4',
  'stereo-16k.aac',
  'stereo.webm',
  'stereo-16k.wma',
  'mono-8k.aiff',
  'mono-8k.caf',
] as const;
const BYTES = new Map(FORMS.map((name) => [name, readFileSync(fixture(name))]));
const BEGINNINGS = FORMS.map((name) => BYTES.get(name)?.subarray(0, 64) ?? Buffer.alloc(0));

/** Decodes a file that holds anything: gives sound as it should be, or refuses in so many words. */
async function decode(path: string): Promise<void> {
  try {
    const recording = await openRecording(path, { longestMs: 60_000 });
    for await (const block of recording.samples()) {
      const [first] = block;
      expect(block).toHaveLength(recording.channelCount);
      expect(block.every((channel) => channel.length === first?.length && channel.length <= SAMPLE_RATE_HZ)).toBe(true);
      expect(block.every((channel) => channel.every((sample) => sample >= -1 && sample <= 1))).toBe(true);
    }
  } catch (error) {
    if (!isEarshotError(error)) throw error;
    expect(error.details).toMatchObject({ path, found: expect.any(String), expected: expect.any(String) });
  }
}

describe('any bytes', () => {
  // Decoders complain in public.
  beforeAll(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterAll(() => vi.restoreAllMocks());

  it('are heard or refused', async () => {
    const path = join(await emptyFolder(), 'any');
    const bytes = fc
      .tuple(fc.constantFrom(Buffer.alloc(0), ...BEGINNINGS), fc.nat({ max: 64 }), fc.uint8Array({ maxLength: 4_000 }))
      .map(([beginning, length, rest]) => Buffer.concat([beginning.subarray(0, length), rest]));
    await fc.assert(
      fc.asyncProperty(bytes, async (all) => {
        await writeFile(path, all);
        await decode(path);
      }),
      { numRuns: 80 },
    );
  });

  it.each(FORMS)('of a damaged %s are heard or refused', async (name) => {
    const original = BYTES.get(name) ?? Buffer.alloc(0);
    const path = join(await emptyFolder(), name);
    const place = fc.oneof(fc.nat({ max: 700 }), fc.nat({ max: original.length - 1 }));
    const wrongBytes = fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 40 });
    const cut = fc.oneof({ weight: 3, arbitrary: fc.constant(original.length) }, fc.nat({ max: original.length }));
    await fc.assert(
      fc.asyncProperty(wrongBytes, cut, fc.nat({ max: 500 }), async (wrong, length, gap) => {
        const bytes = Buffer.from(original);
        for (const [at, byte] of wrong) bytes[at] = byte;
        const left = bytes.subarray(0, length);
        await writeFile(
          path,
          gap % 3 === 0 ? Buffer.concat([left.subarray(0, length / 2), left.subarray(length / 2 + gap)]) : left,
        );
        await decode(path);
      }),
      { numRuns: 10 },
    );
  });
});
