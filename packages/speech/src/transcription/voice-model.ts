import { FEATURE_COUNT } from './voice-features.js';

/** A voice has so many typical sounds at most; each of them must sound for so many moments. */
const MAX_SOUNDS = 4;
const MOMENTS_PER_SOUND = 75;
const ROUNDS = 4;
/** No sound varies less than this share of what all sounds together vary. */
const MIN_VARIANCE = 0.05;

interface Sound {
  readonly weight: number;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** How the features of several moments are spread. */
export interface Spread {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** What a voice sounds like: a mixture of normal distributions, fitted to the moments in which it speaks. */
export class VoiceModel {
  readonly #sounds: readonly Sound[];
  readonly #logScales: Float64Array;

  private constructor(sounds: readonly Sound[]) {
    this.#sounds = sounds;
    this.#logScales = Float64Array.from(sounds, ({ weight, variances }) =>
      variances.reduce((sum, variance) => sum - 0.5 * Math.log(2 * Math.PI * variance), Math.log(weight)),
    );
  }

  /** How many numbers describe it. */
  get parameters(): number {
    return this.#sounds.length * (2 * FEATURE_COUNT + 1);
  }

  /** @param moments - one after the other */
  static fit(moments: Float32Array, everybody: Spread): VoiceModel {
    const floor = everybody.variances.map((variance) => variance * MIN_VARIANCE);
    const count = moments.length / FEATURE_COUNT;
    const soundCount = Math.min(MAX_SOUNDS, Math.floor(count / MOMENTS_PER_SOUND));
    const { means, variances } = spreadOf(moments);
    const first = {
      weight: 1,
      means,
      variances: variances.map((variance, f) => Math.max(variance, floor[f] as number)),
    };
    let model = new VoiceModel([first]);
    while (model.#sounds.length * 2 <= soundCount) {
      model = new VoiceModel(model.#sounds.flatMap((sound) => [shifted(sound, 0.5), shifted(sound, -0.5)]));
      for (let round = 0; round < ROUNDS; round++) model = model.#refitted(moments, floor);
    }
    return model;
  }

  /** How likely the voice makes these sounds: the logarithm, summed over all moments. */
  likelihood(moments: Float32Array): number {
    const shares = new Float64Array(this.#sounds.length);
    let sum = 0;
    for (let at = 0; at < moments.length; at += FEATURE_COUNT) sum += this.#rate(moments, at, shares);
    return sum;
  }

  #refitted(moments: Float32Array, floor: Float64Array): VoiceModel {
    const shares = new Float64Array(this.#sounds.length);
    const sums = this.#sounds.map(() => ({
      share: Number.MIN_VALUE,
      values: new Float64Array(FEATURE_COUNT),
      squares: new Float64Array(FEATURE_COUNT),
    }));
    for (let at = 0; at < moments.length; at += FEATURE_COUNT) {
      this.#rate(moments, at, shares);
      for (const [index, sum] of sums.entries()) {
        const share = shares[index] as number;
        sum.share += share;
        for (let f = 0; f < FEATURE_COUNT; f++) {
          const value = moments[at + f] as number;
          (sum.values[f] as number) += share * value;
          (sum.squares[f] as number) += share * value * value;
        }
      }
    }
    return new VoiceModel(
      sums.map(({ share, values, squares }) => {
        const means = values.map((value) => value / share);
        const variances = squares.map((square, f) =>
          Math.max(square / share - (means[f] as number) ** 2, floor[f] as number),
        );
        return { weight: (share * FEATURE_COUNT) / moments.length, means, variances };
      }),
    );
  }

  /** How likely one moment is, and which share each sound has in it. */
  #rate(moments: Float32Array, at: number, shares: Float64Array): number {
    let most = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < shares.length; index++) {
      const { means, variances } = this.#sounds[index] as Sound;
      let distance = 0;
      for (let f = 0; f < FEATURE_COUNT; f++) {
        const off = (moments[at + f] as number) - (means[f] as number);
        distance += (off * off) / (variances[f] as number);
      }
      const value = (this.#logScales[index] as number) - distance / 2;
      shares[index] = value;
      if (value > most) most = value;
    }
    let sum = 0;
    for (let index = 0; index < shares.length; index++) {
      const value = Math.exp((shares[index] as number) - most);
      shares[index] = value;
      sum += value;
    }
    for (let index = 0; index < shares.length; index++) (shares[index] as number) /= sum;
    return most + Math.log(sum);
  }
}

/** The mean and the variance of each feature. */
export function spreadOf(moments: Float32Array): Spread {
  const means = new Float64Array(FEATURE_COUNT);
  const variances = new Float64Array(FEATURE_COUNT);
  const count = Math.max(1, moments.length / FEATURE_COUNT);
  for (let at = 0; at < moments.length; at++) (means[at % FEATURE_COUNT] as number) += (moments[at] as number) / count;
  for (let at = 0; at < moments.length; at++) {
    const f = at % FEATURE_COUNT;
    (variances[f] as number) += ((moments[at] as number) - (means[f] as number)) ** 2 / count;
  }
  return { means, variances };
}

/** A sound moved along a direction of its own for every feature, so that two halves part everywhere. */
function shifted(sound: Sound, by: number): Sound {
  const means = sound.means.map((mean, f) => mean + by * Math.cos(1.7 * f) * Math.sqrt(sound.variances[f] as number));
  return { ...sound, weight: sound.weight / 2, means };
}
