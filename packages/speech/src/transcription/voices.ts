import { FEATURE_COUNT } from './voice-features.js';
import { type Spread, spreadOf, VoiceModel } from './voice-model.js';

/** A voice that speaks for fewer moments (of 20 ms) isn't known. */
const FEWEST_MOMENTS = 75;
/** How much better, per moment, pieces must fit their own voice than the other, or it is one voice: at least so much … */
const LEAST_DIFFERENCE = 2;
/** … and more the less is said, because few sounds can be parted by chance: this, divided by the moments … */
const CHANCE = 1500;
/** … and up to so much more if one of the voices has a smaller share than this. */
const SMALL_SHARE = 0.25;
const FOR_SMALL_SHARE = 5;
const MOST_ROUNDS = 8;
const DIRECTIONS = 3;
const SEEDS = 3;
/** More is not needed to know two voices. */
const MOST_MOMENTS = 15_000;

/** Which of two voices each piece is spoken by: the voice of the first piece is 0. All 0 if there is only one voice. */
export function voicesOf(pieces: readonly Float32Array[]): number[] {
  const kept = thinned(pieces);
  const everything = concatenated(kept);
  const everybody = spreadOf(everything);
  const means = kept.map((piece) => spreadOf(piece).means);
  const splits = [...alongDirections(kept, means, everybody), ...bySeeds(kept, means, everybody)]
    .map((split) => refined(kept, split, everybody))
    .filter((split) => split !== undefined && areTwoVoices(split, everything.length));
  const best = splits.reduce(
    (a, b) => (b !== undefined && b.likelihood > (a?.likelihood ?? Number.NEGATIVE_INFINITY) ? b : a),
    undefined,
  );
  if (best === undefined) return pieces.map(() => 0);
  const first = best.second[0] ?? false;
  return best.second.map((isSecond) => (isSecond === first ? 0 : 1));
}

interface Split {
  /** Of each piece, whether it is the second voice's. */
  readonly second: readonly boolean[];
  readonly likelihood: number;
  /** Summed over all moments. */
  readonly difference: number;
  readonly secondLength: number;
}

/** Fits a voice to each side, gives each piece to the voice that it fits better, and again, until nothing changes. */
function refined(pieces: readonly Float32Array[], initial: readonly boolean[], everybody: Spread): Split | undefined {
  let second = initial;
  for (let round = 0; ; round++) {
    const sides = [false, true].map((side) => concatenated(pieces.filter((_, index) => second[index] === side)));
    if (sides.some((side) => side.length < FEWEST_MOMENTS * FEATURE_COUNT)) return undefined;
    const models = sides.map((side) => VoiceModel.fit(side, everybody)) as [VoiceModel, VoiceModel];
    const fits = pieces.map((piece) => models.map((model) => model.likelihood(piece)) as [number, number]);
    const next = fits.map(([a, b]) => b > a);
    const isSettled = next.every((side, index) => side === second[index]);
    if (isSettled || round === MOST_ROUNDS) {
      return {
        second: next,
        likelihood: fits.reduce((sum, [a, b]) => sum + Math.max(a, b), 0),
        difference: fits.reduce((sum, [a, b]) => sum + Math.abs(a - b), 0),
        secondLength: pieces.reduce((sum, { length }, index) => sum + (next[index] ? length : 0), 0),
      };
    }
    second = next;
  }
}

function areTwoVoices({ difference, secondLength }: Split, wholeLength: number): boolean {
  const moments = wholeLength / FEATURE_COUNT;
  const share = Math.min(secondLength, wholeLength - secondLength) / wholeLength;
  const smallness = Math.max(0, 1 - share / SMALL_SHARE);
  const least = LEAST_DIFFERENCE + CHANCE / moments + smallness * FOR_SMALL_SHARE;
  return share > 0 && difference / moments >= least;
}

/** Splits at the mean, along the directions in which pieces differ most. */
function alongDirections(
  pieces: readonly Float32Array[],
  means: readonly Float64Array[],
  everybody: Spread,
): boolean[][] {
  const centred = means.map((mean) => standardised(mean, everybody));
  const directions: Float64Array[] = [];
  while (directions.length < DIRECTIONS) {
    let direction = Float64Array.from({ length: FEATURE_COUNT }, (_, f) => Math.cos(f + directions.length));
    for (let round = 0; round < 50; round++) {
      const next = new Float64Array(FEATURE_COUNT);
      for (const [index, point] of centred.entries()) {
        const along = dot(point, direction) * (pieces[index]?.length ?? 0);
        for (let f = 0; f < FEATURE_COUNT; f++) (next[f] as number) += along * (point[f] as number);
      }
      for (const other of directions) {
        const along = dot(next, other);
        for (let f = 0; f < FEATURE_COUNT; f++) (next[f] as number) -= along * (other[f] as number);
      }
      const length = Math.sqrt(dot(next, next)) || 1;
      direction = next.map((value) => value / length);
    }
    directions.push(direction);
  }
  return directions.map((direction) => centred.map((point) => dot(point, direction) > 0));
}

/** Splits off the neighbouring pieces that are most unlike the rest: a voice that seldom speaks. */
function bySeeds(pieces: readonly Float32Array[], means: readonly Float64Array[], everybody: Spread): boolean[][] {
  const runs = pieces.flatMap((_, start) => {
    const mean = new Float64Array(FEATURE_COUNT);
    let [end, length] = [start, 0];
    for (; end < pieces.length && length < 1.3 * FEWEST_MOMENTS * FEATURE_COUNT; end++) {
      const weight = pieces[end]?.length ?? 0;
      length += weight;
      for (let f = 0; f < FEATURE_COUNT; f++) (mean[f] as number) += weight * (means[end]?.[f] ?? 0);
    }
    const point = standardised(
      mean.map((sum) => sum / length),
      everybody,
    );
    return length < FEWEST_MOMENTS * FEATURE_COUNT ? [] : [{ start, end, distance: dot(point, point) }];
  });
  const seeds: typeof runs = [];
  for (const run of runs.sort((a, b) => b.distance - a.distance)) {
    const isApart = seeds.every((seed) => run.end <= seed.start || run.start >= seed.end);
    if (isApart && seeds.length < SEEDS) seeds.push(run);
  }
  return seeds.map(({ start, end }) => pieces.map((_, index) => index >= start && index < end));
}

function standardised(mean: Float64Array, { means, variances }: Spread): Float64Array {
  return mean.map((value, f) => (value - (means[f] as number)) / Math.sqrt(variances[f] as number));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

function concatenated(pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Every n-th moment, so that there are no more than {@link MOST_MOMENTS}. */
function thinned(pieces: readonly Float32Array[]): readonly Float32Array[] {
  const moments = pieces.reduce((sum, { length }) => sum + length, 0) / FEATURE_COUNT;
  const step = Math.ceil(moments / MOST_MOMENTS);
  if (step <= 1) return pieces;
  return pieces.map((piece) =>
    concatenated(
      Array.from({ length: Math.ceil(piece.length / FEATURE_COUNT / step) }, (_, index) =>
        piece.subarray(index * step * FEATURE_COUNT, (index * step + 1) * FEATURE_COUNT),
      ),
    ),
  );
}
