const STEPS = 400;
const RATE = 20;
/** How strongly weights are kept small, so that what is learned holds for other sentences as well. */
const DECAY = 2e-4;

/** The features that are not zero. */
interface Row {
  readonly places: readonly number[];
  readonly values: readonly number[];
}

/** Learns by softmax regression, from the features of examples and the place of each one's label, each label's weights. */
export function softmaxRegression(
  features: readonly Float32Array[],
  labels: readonly number[],
  labelCount: number,
): Float64Array[] {
  const width = features[0]?.length ?? 0;
  const rows = features.map(rowOf);
  const weights = Array.from({ length: labelCount }, () => new Float64Array(width));
  for (let step = 0; step < STEPS; step++) {
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
    weights.forEach((each, label) => {
      for (let place = 0; place < width; place++)
        each[place] = (each[place] ?? 0) - RATE * (slopes[label]?.[place] ?? 0);
    });
  }
  return weights;
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
