import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fourier } from '../../src/transcription/fourier.js';

const SIZE = 16;
const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: SIZE, maxLength: SIZE });

it('gives what the definition of the transform gives', () => {
  void fc.assert(
    fc.property(signal, signal, (real, imaginary) => {
      const [re, im] = [Float64Array.from(real), Float64Array.from(imaginary)];
      new Fourier(SIZE).transform(re, im);
      for (let bin = 0; bin < SIZE; bin++) {
        let [sumRe, sumIm] = [0, 0];
        for (let at = 0; at < SIZE; at++) {
          const angle = (-2 * Math.PI * bin * at) / SIZE;
          const [a, b] = [real[at] ?? 0, imaginary[at] ?? 0];
          sumRe += a * Math.cos(angle) - b * Math.sin(angle);
          sumIm += a * Math.sin(angle) + b * Math.cos(angle);
        }
        expect(re[bin]).toBeCloseTo(sumRe, 9);
        expect(im[bin]).toBeCloseTo(sumIm, 9);
      }
    }),
  );
});
