/*
 * `npm run train`: trains each model on the examples beside this file, or those that are named (`-- purposes`), and writes
 * data/weights. Takes a few minutes. The same examples and cues give the same weights.
 */
import { writeFileSync } from 'node:fs';
import { UniversalSentenceEncoder } from '../src/universal-sentence-encoder.js';
import { trained } from './trained-weights.js';
import { TRAININGS, type Training } from './trainings.js';

const encoder = new UniversalSentenceEncoder();
const names = process.argv.slice(2);

for (const [name, training] of Object.entries<Training<string>>(TRAININGS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const weights = await trained(training, encoder);
  writeFileSync(new URL(`../data/weights/${name}.json`, import.meta.url), `${JSON.stringify(weights, undefined, 2)}\n`);
  console.log(`${name}: trained on ${training.examples.length} examples`);
}
