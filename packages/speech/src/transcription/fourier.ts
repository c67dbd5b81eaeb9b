/** The Fourier transform of complex signals of one length, a power of two. In place. */
export class Fourier {
  readonly size: number;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #order: Uint32Array;

  constructor(size: number) {
    this.size = size;
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    const bits = Math.log2(size);
    this.#order = Uint32Array.from({ length: size }, (_, index) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) reversed |= ((index >> bit) & 1) << (bits - 1 - bit);
      return reversed;
    });
  }

  /** Forward; the inverse is the forward of the conjugate, which whoever needs it takes. */
  transform(real: Float64Array, imaginary: Float64Array): void {
    const { size } = this;
    for (let index = 0; index < size; index++) {
      const other = this.#order[index] as number;
      if (other <= index) continue;
      const [a, b] = [real[index] as number, imaginary[index] as number];
      real[index] = real[other] as number;
      imaginary[index] = imaginary[other] as number;
      real[other] = a;
      imaginary[other] = b;
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const cosine = this.#cosines[k * step] as number;
          const sine = this.#sines[k * step] as number;
          const even = start + k;
          const odd = even + half;
          const [re, im] = [real[odd] as number, imaginary[odd] as number];
          const turnedRe = re * cosine - im * sine;
          const turnedIm = re * sine + im * cosine;
          real[odd] = (real[even] as number) - turnedRe;
          imaginary[odd] = (imaginary[even] as number) - turnedIm;
          real[even] = (real[even] as number) + turnedRe;
          imaginary[even] = (imaginary[even] as number) + turnedIm;
        }
      }
    }
  }
}
