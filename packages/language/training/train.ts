/*
 * `npm run train`: trains each model on the examples beside this file, and writes data/weights. Takes
 * a few minutes. The same examples and cues give the same weights.
 */
import { writeFileSync } from 'node:fs';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';
import { trained } from './trained-weights.js';
import { TRAININGS, type Training } from './trainings.js';

const encoder = new UniversalSentenceEncoder();

for (const [name, training] of Object.entries<Training<string>>(TRAININGS)) {
  const weights = await trained(training, encoder);
  writeFileSync(new URL(`../data/weights/${name}.json`, import.meta.url), `${JSON.stringify(weights, undefined, 2)}\n`);
  console.log(`${name}: trained on ${training.examples.length} examples`);
}
