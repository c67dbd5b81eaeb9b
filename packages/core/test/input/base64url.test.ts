import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/input/base64url.js';

it('writes what every platform reads, and reads it back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const written = toBase64Url(text);
      expect(written).toBe(Buffer.from(text, 'utf8').toString('base64url'));
      expect(fromBase64Url(written)).toBe(text);
    }),
  );
});

it('reads nothing else', () => {
  expect(['a+b/', 'ab=', 'a b', '_w'].map(fromBase64Url)).toEqual([undefined, undefined, undefined, undefined]);
});
