const STEPS = 400;
const RATE = 20;
/** How strongly weights are kept small, so that what is learned holds for other sentences as well. */
const DECAY = 2e-4;

/** Learns by softmax regression, from the features of examples and the place of each one's label, each label's weights. */
export function softmaxRegression(
  features: readonly Float32Array[],
  labels: readonly number[],
  labelCount: number,
): Float64Array[] {
  const width = features[0]?.length ?? 0;
  const weights = Array.from({ length: labelCount }, () => new Float64Array(width));
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((each) => each.map((weight) => DECAY * weight));
    features.forEach((row, nth) => {
      const scores = weights.map((each) => dot(each, row));
      const highest = Math.max(...scores);
      const raised = scores.map((score) => Math.exp(score - highest));
      const sum = raised.reduce((total, one) => total + one, 0);
      slopes.forEach((slope, label) => {
        const miss = ((raised[label] ?? 0) / sum - (labels[nth] === label ? 1 : 0)) / features.length;
        for (let index = 0; index < width; index++) slope[index] = (slope[index] ?? 0) + miss * (row[index] ?? 0);
      });
    });
    weights.forEach((each, label) => {
      for (let index = 0; index < width; index++)
        each[index] = (each[index] ?? 0) - RATE * (slopes[label]?.[index] ?? 0);
    });
  }
  return weights;
}

function dot(weights: Float64Array, row: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < row.length; index++) sum += (weights[index] ?? 0) * (row[index] ?? 0);
  return sum;
}
