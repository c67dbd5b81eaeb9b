import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { test } from 'vitest';
import { decimalOf } from '../../src/input/decimal.js';

const expectSame = (text: string) => deepStrictEqual(decimalOf(text), Number(text), text);

test('a decimal is the number that Number gives, and so is any other text', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
  fc.assert(
    fc.property(
      fc.tuple(digits, digits).map((parts) => parts.join('.')),
      expectSame,
    ),
    { numRuns: 2_000 },
  );
  fc.assert(fc.property(fc.oneof(digits, fc.double().map(String), fc.string()), expectSame), { numRuns: 2_000 });
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
