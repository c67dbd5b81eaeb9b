import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';

const encoder = new UniversalSentenceEncoder();

function likeness(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return (a ?? new Float32Array()).reduce((sum, number, nth) => sum + number * (b?.[nth] ?? 0), 0);
}

describe('UniversalSentenceEncoder', () => {
  it('prints nothing, and leaves the errors of the process alone', async () => {
    const listeners = () =>
      (['uncaughtException', 'unhandledRejection'] as const).map((event) => process.rawListeners(event).length);
    const before = listeners();
    const printed = (['log', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level));
    await new UniversalSentenceEncoder().embed(['Hello there.']);
    expect(listeners()).toEqual(before);
    for (const print of printed) expect(print).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('puts texts near each other that mean something similar', async () => {
    const [late, delayed, password] = await encoder.embed([
      'My parcel has not arrived.',
      'The delivery of my package is late.',
      'I forgot my password.',
    ]);
    expect(likeness(late, delayed)).toBeGreaterThan(likeness(late, password) + 0.1);
  });

  it('gives each text the same vector in any company', async () => {
    const texts = Array.from({ length: 11 }, (_, nth) => `This is sentence ${nth}.`);
    const together = await encoder.embed(texts);
    const alone = await encoder.embed([texts[9] ?? '']);
    expect(likeness(together[9], alone[0])).toBeCloseTo(1, 4);
  });

  it('takes any text: a vector of length 1, or of zeros where there are no words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 3 }), async (texts) => {
        const vectors = await encoder.embed([...texts, '', '42', '\ud800 \udc00', `${'x'.repeat(399)}😀 and more`]);
        expect(vectors).toHaveLength(texts.length + 4);
        for (const vector of vectors) {
          expect(vector).toHaveLength(512);
          const length = Math.hypot(...vector);
          expect(length === 0 || Math.abs(length - 1) < 1e-3).toBe(true);
        }
      }),
      { numRuns: 5 },
    );
  });
});
