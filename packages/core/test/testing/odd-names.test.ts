import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodePoints, ODD_KEYS, ODD_NAMES } from '../../src/testing/odd-names.js';

describe('odd names', () => {
  it('are all different, and fit where the suites put them', () => {
    expect(new Set(ODD_KEYS).size).toBe(ODD_KEYS.length);
    for (const name of ODD_NAMES) expect(name).toMatch(/^[^\p{Cc}]{1,255}$/u);
    for (const key of ODD_KEYS) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1_024);
  });
});

describe('byCodePoints', () => {
  it('orders as the bytes of UTF-8 do', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '～', '😀', '😁', '\u{10ffff}') });
    await fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(byCodePoints(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
  });
});
