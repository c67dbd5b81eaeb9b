import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { decimalOf } from '../../src/input/decimal.js';

const expectSame = (text: string): void => deepStrictEqual(decimalOf(text), Number(text), text);

test('a decimal is the number that Number gives, and so is any other text', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
  const decimals = fc.tuple(digits, digits).map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.oneof(decimals, digits, fc.double().map(String), fc.string()), (text) => {
      expectSame(text);
    }),
    { numRuns: 4_000 },
  );
  for (const text of [
    '',
    '.',
    '..',
    '1.',
    '.5',
    '-1',
    '+1',
    ' 1 ',
    '1e3',
    '0x10',
    'Infinity',
    '１',
    '0.1',
    '0.30000000000000004',
  ])
    expectSame(text);
});
