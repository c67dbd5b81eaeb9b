import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensitiveDataFinding } from '../../src/model/analysis.js';
import { redact } from '../../src/model/redact.js';

const entityType = fc.constantFrom('NAME', 'PHONE', 'CREDIT_DEBIT_NUMBER');

function findings(length: number): fc.Arbitrary<SensitiveDataFinding[]> {
  const place = fc.tuple(fc.nat(length + 3), fc.nat(length + 3));
  return fc.array(
    fc.record({ entityType, place }).map(({ entityType, place: [a, b] }) => ({
      entityType,
      startCharacter: Math.min(a, b),
      endCharacter: Math.max(a, b),
    })),
    { maxLength: 5 },
  );
}

describe('redact', () => {
  it('puts the type where the words were', () => {
    const found = [
      { entityType: 'NAME', startCharacter: 3, endCharacter: 6 },
      { entityType: 'PHONE', startCharacter: 13, endCharacter: 21 },
    ];
    expect(redact('Hi Tom, call 555-0142.', found)).toBe('Hi [NAME], call [PHONE].');
  });

  it('leaves a text without findings as it is', () => {
    expect(redact('Hi Tom.', [])).toBe('Hi Tom.');
  });

  it('makes one of findings that overlap, in any order', () => {
    const found = [
      { entityType: 'PHONE', startCharacter: 4, endCharacter: 9 },
      { entityType: 'NAME', startCharacter: 2, endCharacter: 6 },
    ];
    expect(redact('0123456789', found)).toBe('01[NAME]9');
    expect(redact('0123456789', found.toReversed())).toBe('01[NAME]9');
  });

  it('keeps findings apart that only touch', () => {
    const found = [
      { entityType: 'NAME', startCharacter: 0, endCharacter: 2 },
      { entityType: 'PHONE', startCharacter: 2, endCharacter: 4 },
    ];
    expect(redact('0123', found)).toBe('[NAME][PHONE]');
  });

  it('passes over findings without a character', () => {
    for (const [startCharacter, endCharacter] of [
      [1, 1],
      [5, 2],
      [9, 12],
    ]) {
      expect(redact('Hi Tom.', [{ entityType: 'NAME', startCharacter, endCharacter }] as never)).toBe('Hi Tom.');
    }
  });

  it('gives findings that begin together the type of the longest', () => {
    const found = [
      { entityType: 'NAME', startCharacter: 1, endCharacter: 2 },
      { entityType: 'PHONE', startCharacter: 1, endCharacter: 4 },
    ];
    expect(redact('01234', found)).toBe('0[PHONE]4');
    expect(redact('01234', found.toReversed())).toBe('0[PHONE]4');
  });

  it('covers everything when a finding does not say where it lies', () => {
    expect(redact('Hi Tom.', [{ entityType: 'NAME' }])).toBe('[NAME]');
  });

  it('lets no character of a finding through and changes none outside', () => {
    // Every character is told from every other, and none is in a marker.
    const length = 30;
    const text = Array.from({ length }, (_, nth) => String.fromCodePoint(0x3b1 + nth)).join('');
    fc.assert(
      fc.property(findings(length), (found) => {
        const covered = (nth: number): boolean =>
          found.some(({ startCharacter = 0, endCharacter = 0 }) => startCharacter <= nth && nth < endCharacter);
        const redacted = redact(text, found);
        const kept = [...text].filter((_, nth) => !covered(nth)).join('');
        expect(redacted.replaceAll(/\[[A-Z_]+\]/g, '')).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });
});
