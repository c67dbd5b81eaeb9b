import { dataSections, wordsIn } from './data-files.js';

const SECTIONS = dataSections('topics.txt');

/** Nouns that tell nothing, not even as part of a phrase. In the singular. */
export const EMPTY_NOUNS = wordsIn(SECTIONS.get('empty nouns'));

/** Nouns that tell nothing by themselves, but may as part of a phrase. In the singular. */
export const PLAIN_NOUNS = wordsIn(SECTIONS.get('plain nouns'));

/** Adjectives that narrow nothing down. */
export const VAGUE_ADJECTIVES = wordsIn(SECTIONS.get('vague adjectives'));
