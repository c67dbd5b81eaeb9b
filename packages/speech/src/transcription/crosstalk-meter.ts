import FFT from 'fft.js';
import { SAMPLE_RATE_HZ } from '../audio/recording.js';
import { SILENCE_DB } from './level-meter.js';

/** Channels are compared at a quarter of their rate: what is below 2 kHz is enough to tell voices by. */
const DECIMATION = 4;
/** How often the channels are compared, in seconds, and how much of them. */
export const COMPARISON_EVERY_S = 0.2;
export const COMPARISON_LENGTH_S = 0.4;
/** The longest time that sound takes from one channel into the other. */
const LONGEST_LAG_S = 0.1;

const RATE_HZ = SAMPLE_RATE_HZ / DECIMATION;
const STEP = COMPARISON_EVERY_S * RATE_HZ;
const WINDOW = COMPARISON_LENGTH_S * RATE_HZ;
const LONGEST_LAG = LONGEST_LAG_S * RATE_HZ;
/** Room for the window and the lag. */
const TRANSFORM = 2048;
/** What is softer has nothing to compare. */
const MIN_DB = -70;

/** What the two channels of a recording have in common around a moment. */
export interface Likeness {
  /** How much of the sound is the same, once one of them is shifted by the lag: from 0 to 1. */
  readonly correlation: number;
  /** In samples at 4 kHz. */
  readonly lag: number;
  /** How much louder the first channel is, in dB. */
  readonly differenceDb: number;
}

/** Compares the two channels of a recording, all along it. */
export class CrosstalkMeter {
  readonly #first = new SlowerChannel();
  readonly #second = new SlowerChannel();
  readonly #likenesses: Likeness[] = [];
  readonly #fft = new FFT(TRANSFORM);
  /** Complex numbers, real and imaginary parts in turn; so is the spectrum. */
  readonly #signal = new Float64Array(2 * TRANSFORM);
  readonly #spectrum = new Float64Array(2 * TRANSFORM);

  /** Takes the samples that come next in both. */
  accept(first: Float32Array, second: Float32Array): void {
    this.#first.accept(first);
    this.#second.accept(second);
    while (this.#first.length >= WINDOW && this.#second.length >= WINDOW) {
      this.#likenesses.push(this.#compare(this.#first.window(), this.#second.window()));
      this.#first.step();
      this.#second.step();
    }
  }

  /** One for every {@link COMPARISON_EVERY_S} of the recording, each over the {@link COMPARISON_LENGTH_S} from there. */
  likenesses(): readonly Likeness[] {
    return this.#likenesses;
  }

  #compare(first: Float32Array, second: Float32Array): Likeness {
    const [firstPower, secondPower] = [powerOf(first), powerOf(second)];
    const [firstDb, secondDb] = [decibels(firstPower), decibels(secondPower)];
    const differenceDb = firstDb - secondDb;
    if (Math.min(firstDb, secondDb) < MIN_DB) return { correlation: 0, lag: 0, differenceDb };
    const correlated = this.#correlate(first, second);
    let lag = 0;
    let best = 0;
    for (let shift = -LONGEST_LAG; shift <= LONGEST_LAG; shift++) {
      const value = Math.abs(correlated[2 * ((shift + TRANSFORM) % TRANSFORM)] as number);
      if (value <= best) continue;
      best = value;
      lag = shift;
    }
    return { correlation: best / (WINDOW * Math.sqrt(firstPower * secondPower)), lag, differenceDb };
  }

  /** The cross-correlation, in the real parts. */
  #correlate(first: Float32Array, second: Float32Array): Float64Array {
    const [signal, spectrum] = [this.#signal.fill(0), this.#spectrum];
    // One transform for two real signals: they are the even and the odd part of its result.
    for (let at = 0; at < WINDOW; at++) {
      signal[2 * at] = first[at] as number;
      signal[2 * at + 1] = second[at] as number;
    }
    this.#fft.transform(spectrum, signal);
    for (let bin = 0; bin <= TRANSFORM / 2; bin++) {
      const [re, mirrorRe] = [2 * bin, 2 * ((TRANSFORM - bin) % TRANSFORM)];
      const [im, mirrorIm] = [re + 1, mirrorRe + 1];
      const [a, b, c, d] = [spectrum[re], spectrum[im], spectrum[mirrorRe], spectrum[mirrorIm]] as [
        number,
        number,
        number,
        number,
      ];
      const [firstRe, firstIm, secondRe, secondIm] = [(a + c) / 2, (b - d) / 2, (b + d) / 2, (c - a) / 2];
      const crossRe = firstRe * secondRe + firstIm * secondIm;
      const crossIm = firstIm * secondRe - firstRe * secondIm;
      spectrum[re] = crossRe;
      spectrum[im] = crossIm;
      spectrum[mirrorRe] = crossRe;
      spectrum[mirrorIm] = -crossIm;
    }
    this.#fft.inverseTransform(signal, spectrum);
    return signal;
  }
}

/** The newest of a channel at a quarter of its rate, low tones made softer, so that no hum outweighs a voice. */
class SlowerChannel {
  readonly #samples = new Float32Array(WINDOW + 2 * RATE_HZ);
  #length = 0;
  #sum = 0;
  #count = 0;
  #sumBefore = 0;
  #meanBefore = 0;

  get length(): number {
    return this.#length;
  }

  accept(samples: Float32Array): void {
    for (const sample of samples) {
      this.#sum += sample;
      if (++this.#count < DECIMATION) continue;
      const mean = (this.#sum + this.#sumBefore) / (2 * DECIMATION);
      this.#samples[this.#length++] = mean - 0.9 * this.#meanBefore;
      this.#meanBefore = mean;
      this.#sumBefore = this.#sum;
      this.#sum = 0;
      this.#count = 0;
    }
  }

  window(): Float32Array {
    return this.#samples.subarray(0, WINDOW);
  }

  step(): void {
    this.#samples.copyWithin(0, STEP, this.#length);
    this.#length -= STEP;
  }
}

function powerOf(sound: Float32Array): number {
  let sum = 0;
  for (const sample of sound) sum += sample * sample;
  return sum / sound.length;
}

function decibels(power: number): number {
  return 10 * Math.log10(power + 10 ** (SILENCE_DB / 10));
}
