import FFT from 'fft.js';
import { SAMPLE_RATE_HZ } from '../audio/recording.js';

/** How many numbers describe a voice at a moment. */
export const FEATURE_COUNT = 15;

/** A moment every 20 ms. */
export const MOMENT_SAMPLES = SAMPLE_RATE_HZ / 50;

const WINDOW_SAMPLES = SAMPLE_RATE_HZ / 40;
const TRANSFORM = 512;
const FILTER_COUNT = 24;
/** What a telephone carries. */
const LOWEST_HZ = 250;
const HIGHEST_HZ = 3500;

interface Filter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/**
 * Describes the voice in a sound, moment by moment: mel-frequency cepstral coefficients, without the one that only tells
 * how loud it is. One moment after the other, {@link FEATURE_COUNT} numbers each.
 */
export class VoiceFeatures {
  readonly #fft = new FFT(TRANSFORM);
  readonly #sound = new Float64Array(TRANSFORM);
  /** Real and imaginary parts in turn. */
  readonly #spectrum = new Float64Array(2 * TRANSFORM);
  readonly #window = Float64Array.from(
    { length: WINDOW_SAMPLES },
    (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (WINDOW_SAMPLES - 1)),
  );
  readonly #filters = melFilters();
  readonly #cosines = Array.from({ length: FEATURE_COUNT }, (_, order) =>
    Float64Array.from(
      { length: FILTER_COUNT },
      (_, filter) => Math.sqrt(2 / FILTER_COUNT) * Math.cos((Math.PI * (order + 1) * (filter + 0.5)) / FILTER_COUNT),
    ),
  );

  of(samples: Float32Array): Float32Array {
    const moments = Math.max(0, Math.floor((samples.length - WINDOW_SAMPLES) / MOMENT_SAMPLES) + 1);
    const features = new Float32Array(moments * FEATURE_COUNT);
    for (let moment = 0; moment < moments; moment++) {
      const energies = this.#energies(samples, moment * MOMENT_SAMPLES);
      for (let order = 0; order < FEATURE_COUNT; order++) {
        const cosines = this.#cosines[order] as Float64Array;
        let sum = 0;
        for (let filter = 0; filter < FILTER_COUNT; filter++) {
          sum += (cosines[filter] as number) * (energies[filter] as number);
        }
        features[moment * FEATURE_COUNT + order] = sum;
      }
    }
    return features;
  }

  #energies(samples: Float32Array, start: number): Float64Array {
    for (let index = 0; index < WINDOW_SAMPLES; index++) {
      const emphasised = (samples[start + index] as number) - 0.97 * (samples[start + index - 1] ?? 0);
      this.#sound[index] = emphasised * (this.#window[index] as number);
    }
    const spectrum = this.#spectrum;
    this.#fft.realTransform(spectrum, this.#sound);
    return Float64Array.from(this.#filters, ({ firstBin, weights }) => {
      let energy = 1e-8;
      for (let index = 0; index < weights.length; index++) {
        const at = 2 * (firstBin + index);
        energy += (weights[index] as number) * ((spectrum[at] as number) ** 2 + (spectrum[at + 1] as number) ** 2);
      }
      return Math.log(energy);
    });
  }
}

/** Triangles, evenly spaced as the ear hears. */
function melFilters(): Filter[] {
  const mel = (hz: number) => 1127 * Math.log1p(hz / 700);
  const step = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / (FILTER_COUNT + 1);
  const cornerHz = (index: number) => 700 * Math.expm1((mel(LOWEST_HZ) + step * index) / 1127);
  const binHz = SAMPLE_RATE_HZ / TRANSFORM;
  return Array.from({ length: FILTER_COUNT }, (_, index) => {
    const [left, middle, right] = [cornerHz(index), cornerHz(index + 1), cornerHz(index + 2)];
    const firstBin = Math.ceil(left / binHz);
    const weights = Float64Array.from({ length: Math.floor(right / binHz) - firstBin + 1 }, (_, bin) => {
      const hz = (firstBin + bin) * binHz;
      return hz < middle ? (hz - left) / (middle - left) : (right - hz) / (right - middle);
    });
    return { firstBin, weights };
  });
}
