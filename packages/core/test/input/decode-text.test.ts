import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/input/decode-text.js';

const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(Buffer.from(text, 'utf16le')).map((_, at, all) => all[isLittle ? at : at ^ 1] ?? 0);

function utf32(text: string, isLittle: boolean): Uint8Array {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(points.length * 4));
  points.forEach((point, index) => {
    view.setUint32(index * 4, point, isLittle);
  });
  return new Uint8Array(view.buffer);
}

const ENCODERS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => new TextEncoder().encode(text),
  'UTF-16LE': (text) => utf16(text, true),
  'UTF-16BE': (text) => utf16(text, false),
  'UTF-32LE': (text) => utf32(text, true),
  'UTF-32BE': (text) => utf32(text, false),
};
const CAPTION = 'WEBVTT\r\n\r\n00:01.000 --> 00:02.500\r\nZoë: “naïve” 🙂\r\n';

describe.each(Object.entries(ENCODERS))('text in %s', (_, encode) => {
  test('is read with a byte order mark, whatever it says', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        // A second mark is text.
        fc.pre(!text.startsWith('\uFEFF') && !text.startsWith('\u0000'));
        expect(decodeText(encode(`\uFEFF${text}`))).toBe(text);
      }),
    );
  });

  test('is read without a byte order mark when it is mostly ASCII, as captions and JSON are', () => {
    expect(decodeText(encode(CAPTION))).toBe(CAPTION);
  });
});

test('single bytes above ASCII are windows-1252, whose quotes and dashes ISO 8859-1 lacks', () => {
  const bytes = Uint8Array.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x96]);
  expect(decodeText(bytes)).toBe('“café” –');
});

test('pairs of bytes above ASCII are Chinese text in GB 2312', () => {
  const bytes = Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0x41, 0x6e, 0x6e]);
  expect(decodeText(bytes)).toBe('你好，Ann');
});

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['a stray byte', 'Herr M\xc3\xbcller m\xc3\xb6chte\xff.', 'Herr Müller möchte\ufffd.'],
  [
    'a pair that is broken, in bytes that all come in pairs',
    'M\xc3\xbcller m\xc3\xc3\xb6\xb6chte gr\xc3\xbc\xc3\x9fen. Sch\xc3\xb6n',
    'Müller m\ufffdö\ufffdchte grüßen. Schön',
  ],
  ['half a surrogate pair', 'M\xc3\xbcller \xed\xa0\xbd', 'Müller \ufffd\ufffd\ufffd'],
  ['a cut at the end', 'M\xc3\xbcller m\xc3', 'Müller m\ufffd'],
  ['a byte order mark and little else', '\xef\xbb\xbfM\xfc', 'M\ufffd'],
])('UTF-8 with %s is UTF-8', (_, bytes, text) => {
  expect(decodeText(bytesOf(bytes))).toBe(text);
});

test('text of several sequences stays UTF-8 whatever byte is damaged', async () => {
  const written = new TextEncoder().encode('Grüße von Müller: schön, dass Zoë möchte. Ça va, señor? Tschüß!');
  await fc.assert(
    fc.property(fc.nat(written.length - 1), fc.nat(255), (at, byte) => {
      fc.pre(byte !== 0);
      const damaged = written.map((own, index) => (index === at ? byte : own));
      expect(decodeText(damaged)).toBe(new TextDecoder().decode(damaged));
    }),
  );
});

test('any bytes give some text', async () => {
  await fc.assert(fc.property(fc.uint8Array(), (bytes) => typeof decodeText(bytes) === 'string'));
});
