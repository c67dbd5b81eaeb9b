import { PhraseList } from './phrases.js';

/** Phrases that speak for each of some labels, by how much they say. */
export type Cues<Label extends string> = Readonly<Record<Label, Readonly<Partial<Record<1 | 2 | 3, string>>>>>;

/** As often as a phrase of one strength counts. */
const MOST_OFTEN = 2;
/** As much as phrases can say for one label. */
const MOST = 6;

/** Gives how strongly the phrases in some words speak for each label, 0 to 6, in the order of the labels. */
export function cueStrengths<Label extends string>(
  labels: readonly Label[],
  cues: Cues<Label>,
): (words: string) => number[] {
  const lists = labels.map((label) =>
    Object.entries(cues[label]).map(([weight, lines]) => ({ weight: Number(weight), phrases: new PhraseList(lines) })),
  );
  return (words) => {
    const each = words.split(' ');
    return lists.map((ofLabel) => {
      const said = ofLabel.map(({ weight, phrases }) => weight * phrases.countIn(each, MOST_OFTEN));
      return Math.min(
        MOST,
        said.reduce((sum, one) => sum + one, 0),
      );
    });
  };
}
