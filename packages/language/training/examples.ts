import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A sentence and what it is an example of. */
export interface Example<Label extends string> {
  readonly text: string;
  readonly label: Label;
}

/** The sentences in a folder beside this file: a file for each label, a sentence a line. */
export function examplesIn<Label extends string>(folder: string, labels: readonly Label[]): Example<Label>[] {
  return labels.flatMap((label) =>
    readFileSync(new URL(`${folder}/${fileName(label)}`, import.meta.url), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => ({ text, label })),
  );
}

function fileName(label: string): string {
  return `${label.toLowerCase().replaceAll(/[ _]/g, '-')}.txt`;
}

/** What {@link TrainedWeights.examples} says of weights that were learned from these. */
export function digestOf(examples: readonly Example<string>[]): string {
  return createHash('sha256').update(JSON.stringify(examples)).digest('hex');
}

/** Of examples with the same text the last one. */
export function withoutRepeats<Label extends string>(examples: readonly Example<Label>[]): Example<Label>[] {
  return [...new Map(examples.map((example) => [example.text.toLowerCase(), example])).values()];
}
