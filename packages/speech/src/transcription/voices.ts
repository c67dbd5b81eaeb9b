import { FEATURE_COUNT } from './voice-features.js';
import { type Spread, spreadOf, VoiceModel } from './voice-model.js';

/** A voice that speaks for fewer moments (of 20 ms) isn't known. */
const MIN_MOMENTS = 75;
/** How unlikely it is that the next piece has another speaker: a logarithm. */
const CHANGE = 20;
/**
 * How many times the penalty of the Bayesian information criterion another voice must be worth. More than once, because
 * neighboring moments sound alike: they say less than as many that have nothing to do with each other.
 */
const STRICTNESS = 2;
const MAX_VOICES = 4;
const MAX_ROUNDS = 6;
/** Another voice is looked for in so many runs of neighboring pieces at most, each of so many moments … */
const MAX_SEEDS = 12;
const SEED_MOMENTS = 400;
/** … and in so many shorter ones, those that are most unlike the rest: a voice that seldom speaks. */
const ODD_SEEDS = 3;
const ODD_SEED_MOMENTS = 100;
/** More is not needed to know voices. */
const MAX_MOMENTS = 8_000;

/**
 * Which voice each piece is spoken by: the voice of the first piece is 0, and so on in the order in which they first speak.
 * Looks for one more voice as long as that explains the sound better by far. Voices go on rather than change, which tells
 * them from the sounds of speech, which change all the time.
 */
export function voicesOf(pieces: readonly Float32Array[]): number[] {
  if (pieces.length === 0) return [];
  const { pieces: kept, step } = thinned(pieces);
  const everybody = spreadOf(concatenated(kept));
  let best = fitted(
    kept,
    kept.map(() => 0),
    everybody,
    step,
  );
  for (let voices = 1; best !== undefined && voices < MAX_VOICES; voices++) {
    const { score, labels } = best;
    const more = seedsOf(kept, everybody)
      .map(({ start, end }) => labels.map((label, index) => (index >= start && index < end ? voices : label)))
      .map((seeded) => fitted(kept, seeded, everybody, step))
      .reduce(
        (a, b) => ((b?.score ?? Number.NEGATIVE_INFINITY) > (a?.score ?? Number.NEGATIVE_INFINITY) ? b : a),
        undefined,
      );
    if (more === undefined || more.score <= score) break;
    best = more;
  }
  const labels = best?.labels ?? pieces.map(() => 0);
  const order = [...new Set(labels)];
  return labels.map((label) => order.indexOf(label));
}

interface Division {
  /** The voice of each piece. */
  readonly labels: readonly number[];
  /** How well it explains the sound, less the penalty for its voices. */
  readonly score: number;
}

/**
 * Fits a voice to its pieces, gives each piece to the voice that most likely speaks it, and again, until nothing changes.
 * `undefined` when a voice is left with too little.
 */
function fitted(
  pieces: readonly Float32Array[],
  initial: readonly number[],
  everybody: Spread,
  step: number,
): Division | undefined {
  const voices = [...new Set(initial)];
  let labels = initial;
  for (let round = 0; ; round++) {
    const sounds = voices.map((voice) => concatenated(pieces.filter((_, index) => labels[index] === voice)));
    if (sounds.some(({ length }) => length * step < MIN_MOMENTS * FEATURE_COUNT)) return undefined;
    const models = sounds.map((sound) => VoiceModel.fit(sound, everybody));
    const fits = pieces.map((piece) => models.map((model) => model.likelihood(piece)));
    const { path, likelihood } = mostLikelyPath(fits, CHANGE / step);
    const next = path.map((voice) => voices[voice] as number);
    const isSettled = next.every((voice, index) => voice === labels[index]);
    if (isSettled || round === MAX_ROUNDS) {
      if (new Set(next).size < voices.length) return undefined;
      const parameters = models.reduce((sum, model) => sum + model.parameters, 0);
      const moments = pieces.reduce((sum, { length }) => sum + length, 0) / FEATURE_COUNT;
      return { labels: next, score: likelihood - (STRICTNESS / 2) * parameters * Math.log(moments) };
    }
    labels = next;
  }
}

/** Viterbi's: the likeliest voice of each piece, given how likely each voice makes it, and that speakers seldom change. */
function mostLikelyPath(fits: readonly (readonly number[])[], change: number) {
  const before: number[][] = [];
  let scores: readonly number[] = fits[0] ?? [];
  for (const fit of fits.slice(1)) {
    const top = indexOfMost(scores);
    const stays = scores.map((score) => score >= (scores[top] as number) - change);
    before.push(stays.map((stay, voice) => (stay ? voice : top)));
    scores = fit.map(
      (value, voice) => value + (stays[voice] ? (scores[voice] as number) : (scores[top] as number) - change),
    );
  }
  let voice = indexOfMost(scores);
  const likelihood = scores[voice] ?? 0;
  const path = [voice];
  for (const from of before.reverse()) {
    voice = from[voice] as number;
    path.unshift(voice);
  }
  return { path, likelihood };
}

function indexOfMost(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

/** Runs of neighboring pieces in which there may be another voice. */
function seedsOf(pieces: readonly Float32Array[], everybody: Spread): Run[] {
  const runs = runsOf(pieces, SEED_MOMENTS);
  const step = Math.ceil(runs.length / MAX_SEEDS);
  const odd = runsOf(pieces, ODD_SEED_MOMENTS).map((run) => {
    const { means } = spreadOf(concatenated(pieces.slice(run.start, run.end)));
    const offs = means.map(
      (mean, f) => (mean - (everybody.means[f] as number)) ** 2 / (everybody.variances[f] as number),
    );
    return { run, distance: offs.reduce((sum, off) => sum + off, 0) };
  });
  odd.sort((a, b) => b.distance - a.distance);
  return [...runs.filter((_, index) => index % step === 0), ...odd.slice(0, ODD_SEEDS).map(({ run }) => run)];
}

interface Run {
  readonly start: number;
  readonly end: number;
}

function runsOf(pieces: readonly Float32Array[], moments: number): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < pieces.length; ) {
    let [end, length] = [start, 0];
    for (; end < pieces.length && length < moments * FEATURE_COUNT; end++) length += pieces[end]?.length ?? 0;
    runs.push({ start, end });
    start = end;
  }
  return runs;
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

/** Every n-th moment, so that there are no more than {@link MAX_MOMENTS}, and n. */
function thinned(pieces: readonly Float32Array[]): { readonly pieces: readonly Float32Array[]; readonly step: number } {
  const moments = pieces.reduce((sum, { length }) => sum + length, 0) / FEATURE_COUNT;
  const step = Math.max(1, Math.ceil(moments / MAX_MOMENTS));
  if (step === 1) return { pieces, step };
  const sparse = pieces.map((piece) =>
    concatenated(
      Array.from({ length: Math.ceil(piece.length / FEATURE_COUNT / step) }, (_, index) =>
        piece.subarray(index * step * FEATURE_COUNT, (index * step + 1) * FEATURE_COUNT),
      ),
    ),
  );
  return { pieces: sparse, step };
}
