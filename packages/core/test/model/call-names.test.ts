import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CallId } from '../../src/index.js';
import { callNames } from '../../src/model/call-names.js';

const digest = '0123456789abcdef'.repeat(4);

test('any name of a recording gives names that calls can have, each with more digits than the one before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400, size: 'max' }), (stem) => {
      const names = callNames(stem, digest);
      for (const name of names) expect(CallId.parse(name)).toBe(name);
      expect(names.slice(-3).map((name) => name.slice(name.lastIndexOf('-') + 1).length)).toEqual([8, 16, 64]);
    }),
  );
});

test('a long name keeps as much as fits before the digits', () => {
  expect(callNames('x'.repeat(300), digest).map(({ length }) => length)).toEqual([255, 255, 255]);
  expect(callNames('x'.repeat(255), digest).map(({ length }) => length)).toEqual([255, 255, 255, 255]);
  expect(callNames('', digest)[0]).toBe('recording-01234567');
});
