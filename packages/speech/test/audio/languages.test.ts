import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { id3Language } from '../../src/audio/id3.js';
import { openRecording } from '../../src/audio/open-recording.js';
import { chirp } from './chirp.js';
import { matroskaBytes, mp4Bytes, pcmPackets } from './containers.js';
import { fileWith, fixture } from './sound-files.js';

const PACKETS = pcmPackets(chirp('up', 8_000), 8_000, () => false);

/** A tag of ID3 with frames of text. */
function id3(version: 3 | 4, frames: Readonly<Record<string, Buffer>>): Buffer {
  const sized = (value: number, bits: number) =>
    Buffer.from([3, 2, 1, 0].map((place) => (value >> (place * bits)) & (2 ** bits - 1)));
  const body = Buffer.concat(
    Object.entries(frames).flatMap(([id, text]) => [
      Buffer.from(id),
      sized(text.length, version === 4 ? 7 : 8),
      Buffer.alloc(2),
      text,
    ]),
  );
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0]), sized(body.length, 7), body]);
}

const latin = (text: string) => Buffer.from(`\0${text}`);
const utf16 = (text: string) => Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const TITLE = latin('x'.repeat(200));

it.each([
  ['MPEG-4', () => mp4Bytes(PACKETS, 8_000, { language: 'spa' }), 'spa'],
  ['MPEG-4 that names none', () => mp4Bytes(PACKETS, 8_000), 'und'],
  ['Matroska', () => matroskaBytes(PACKETS, 8_000, 1_000, { code: 'spa' }), 'spa'],
  ['Matroska with a tag', () => matroskaBytes(PACKETS, 8_000, 1_000, { code: 'spa', tag: 'es-MX' }), 'es-MX'],
  ['Matroska that names none', () => matroskaBytes(PACKETS, 8_000), undefined],
])('%s names the language of its sound', async (_, bytes, language) => {
  expect((await openRecording(await fileWith(bytes()))).language).toBe(language);
});

it.each([
  ['the third version', id3(3, { TIT2: TITLE, TLAN: latin('spa') }), 'spa'],
  ['the fourth version', id3(4, { TIT2: TITLE, TLAN: latin('SPA') }), 'spa'],
  ['UTF-16', id3(3, { TLAN: utf16('spa') }), 'spa'],
  ['several languages', id3(4, { TLAN: latin('spa\0eng') }), 'spa'],
  ['no language', id3(4, { TIT2: TITLE }), undefined],
  ['an empty language', id3(4, { TLAN: latin('') }), undefined],
])('MP3 with an ID3 tag names it, in %s', async (_, tag, language) => {
  const bytes = Buffer.concat([tag, await readFile(fixture('mono-8k-without-tag.mp3'))]);
  expect((await openRecording(await fileWith(bytes))).language).toBe(language);
});

it('any bytes are read as a tag without an error', () => {
  const tag = id3(4, { TIT2: TITLE, TLAN: latin('spa') });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(tag.length - 1), fc.nat(255))), (spoiled) => {
      const bytes = Buffer.from(tag);
      for (const [at, byte] of spoiled) bytes[at] = byte;
      expect(id3Language(bytes) ?? 'spa').toMatch(/^[a-z]{1,3}$/);
    }),
  );
});
