const STEPS = 400;
/** How strongly weights are kept small, so that what is learned holds for other sentences as well. */
const DECAY = 2e-4;

/** The features that are not zero. */
interface Row {
  readonly places: readonly number[];
  readonly values: readonly number[];
}

/**
 * Learns by softmax regression, from the features of examples and the place of each one's label, each label's weights. Goes
 * down the slope with momentum (Nesterov's), in steps as long as the steepest slope there can be allows.
 */
export function softmaxRegression(
  features: readonly Float32Array[],
  labels: readonly number[],
  labelCount: number,
): Float64Array[] {
  const width = features[0]?.length ?? 0;
  const rows = features.map(rowOf);
  const longest = Math.max(...rows.map(({ values }) => values.reduce((sum, value) => sum + value * value, 0)));
  const rate = 1 / (longest / 2 + DECAY);
  let weights = Array.from({ length: labelCount }, () => new Float64Array(width));
  let before = weights;
  for (let step = 0; step < STEPS; step++) {
    const momentum = step / (step + 3);
    const ahead = weights.map((each, label) =>
      each.map((weight, place) => weight + momentum * (weight - (before[label]?.[place] ?? 0))),
    );
    const slopes = slopesAt(ahead, rows, labels);
    before = weights;
    weights = ahead.map((each, label) => each.map((weight, place) => weight - rate * (slopes[label]?.[place] ?? 0)));
  }
  return weights;
}

function slopesAt(weights: readonly Float64Array[], rows: readonly Row[], labels: readonly number[]): Float64Array[] {
  const slopes = weights.map((each) => each.map((weight) => DECAY * weight));
  rows.forEach((row, nth) => {
    const scores = weights.map((each) => dot(each, row));
    const highest = Math.max(...scores);
    const raised = scores.map((score) => Math.exp(score - highest));
    const sum = raised.reduce((total, one) => total + one, 0);
    slopes.forEach((slope, label) => {
      add(slope, ((raised[label] ?? 0) / sum - (labels[nth] === label ? 1 : 0)) / rows.length, row);
    });
  });
  return slopes;
}

function rowOf(features: Float32Array): Row {
  const places = [...features.keys()].filter((place) => features[place] !== 0);
  return { places, values: places.map((place) => features[place] ?? 0) };
}

function dot(weights: Float64Array, { places, values }: Row): number {
  let sum = 0;
  for (let nth = 0; nth < places.length; nth++) sum += (weights[places[nth] ?? 0] ?? 0) * (values[nth] ?? 0);
  return sum;
}

function add(slope: Float64Array, times: number, { places, values }: Row): void {
  for (let nth = 0; nth < places.length; nth++) {
    const place = places[nth] ?? 0;
    slope[place] = (slope[place] ?? 0) + times * (values[nth] ?? 0);
  }
}
