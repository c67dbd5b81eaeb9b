import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { isWholeFile } from '../../src/audio/whole-file.js';
import { fileWith, fixture } from './sound-files.js';
import { wavBytes } from './wav-bytes.js';

/** Recordings whose format states a length, in the header or at the end. */
const STATED = [
  'film.mp4',
  'mono-44k-index-first.m4a',
  'mono-8k-flac.ogg',
  'mono-8k-gsm.wav',
  'mono-8k-ima-adpcm.wav',
  'mono-8k-ms-adpcm.wav',
  'mono-8k-speex.ogg',
  'mono-8k.aiff',
  'mono-8k.caf',
  'silent-film.webm',
  'stereo-16k.wma',
  'stereo-44k.m4a',
  'stereo-44k.mp3',
  'stereo-8k-vorbis.ogg',
  'stereo-8k.flac',
  'stereo-8k.mp3',
  'stereo.opus',
  'stereo.webm',
];
const UNSTATED = ['mono-8k-without-tag.mp3', 'mono-8k.amr', 'mono-8k.gsm', 'stereo-16k.aac', 'stereo-16k.mp2'];
const PARTS = [0.02, 0.3, 0.6, 0.9, 0.99];

describe('a file whose format states a length', () => {
  it.each(STATED)('is whole when all of it is there, and only then: %s', async (name) => {
    expect(await isWholeFile(fixture(name))).toBe(true);
    const bytes = await readFile(fixture(name));
    const path = await fileWith(bytes.subarray(0, 0));
    for (const part of PARTS) {
      await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * part)));
      expect([part, await isWholeFile(path)]).toEqual([part, false]);
    }
  });

  it('is whole with more behind its sound than it states', async () => {
    const path = await fileWith(await readFile(fixture('stereo-8k.mp3')));
    await appendFile(path, `TAG${'x'.repeat(125)}`);
    expect(await isWholeFile(path)).toBe(true);
  });

  it('is whole behind a tag, and is not when only the tag is there', async () => {
    const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 0]);
    const bytes = Buffer.concat([tag, Buffer.alloc(128), await readFile(fixture('stereo-8k.mp3'))]);
    expect(await isWholeFile(await fileWith(bytes))).toBe(true);
    expect(await isWholeFile(await fileWith(bytes.subarray(0, -50)))).toBe(false);
  });

  it('is judged by its sound where only that has a length', async () => {
    const wav = wavBytes(Buffer.alloc(1_000, 1));
    expect(await isWholeFile(await fileWith(wav))).toBe(true);
    expect(await isWholeFile(await fileWith(wav.subarray(0, -1)))).toBe(false);
  });
});

describe('a file that states no length', () => {
  it.each(UNSTATED)('counts as whole at any length: %s', async (name) => {
    const bytes = await readFile(fixture(name));
    for (const part of PARTS) {
      expect(await isWholeFile(await fileWith(bytes.subarray(0, Math.floor(bytes.length * part))))).toBe(true);
    }
  });

  it.each([0, 0x7fff_ffff, 0xffff_ffff])(
    'counts as whole when its program left the length open as %s',
    async (open) => {
      expect(await isWholeFile(await fileWith(wavBytes(Buffer.alloc(1_000, 1), { dataBytes: open })))).toBe(true);
    },
  );

  it('is not whole while it is empty', async () => {
    expect(await isWholeFile(await fileWith(Buffer.alloc(0)))).toBe(false);
  });

  it('is refused when it is gone', async () => {
    await expect(isWholeFile(fixture('missing'))).rejects.toMatchObject({ code: 'EARSHOT_NOT_FOUND' });
  });
});
