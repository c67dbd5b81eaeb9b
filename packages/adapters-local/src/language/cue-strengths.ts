import { cuePattern } from './cue-phrases.js';

/** Phrases that speak for each of some labels, by how much they say. */
export type Cues<Label extends string> = Readonly<Record<Label, Readonly<Partial<Record<1 | 2 | 3, string>>>>>;

/** As much as phrases can say for one label. */
const MOST = 6;

/** Gives how strongly the phrases in some words speak for each label, 0 to 6, in the order of the labels. */
export function cueStrengths<Label extends string>(
  labels: readonly Label[],
  cues: Cues<Label>,
): (words: string) => number[] {
  const patterns = labels.map((label) =>
    Object.entries(cues[label]).map(([weight, phrases]) => ({ weight: Number(weight), pattern: cuePattern(phrases) })),
  );
  return (words) =>
    patterns.map((ofLabel) => {
      const said = ofLabel.map(({ weight, pattern }) => weight * Math.min(2, words.match(pattern)?.length ?? 0));
      return Math.min(
        MOST,
        said.reduce((sum, one) => sum + one, 0),
      );
    });
}
