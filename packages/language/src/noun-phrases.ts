import winkEnglish from 'wink-eng-lite-web-model';
import winkNLP, { type WinkMethods } from 'wink-nlp';
import { EMPTY_NOUNS, PLAIN_NOUNS, VAGUE_ADJECTIVES } from './topic-words.js';

/** Words of a text that name something: nouns, perhaps with an adjective. */
export interface NounPhrase {
  /** In lower case, the last one in the singular. */
  readonly words: string;
  /** Whether it is made of several nouns and nothing else. */
  readonly compound: boolean;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

interface Tagged {
  readonly text: string;
  readonly lemma: string;
  readonly partOfSpeech: string;
  readonly start: number;
}

const LONGEST = 3;
/** No word is as long, and the tagger takes long over it. */
const ENDLESS = /\S{80}/u;
const WORD = /^[\p{L}][\p{L}'’-]+$/u;

let tagger: WinkMethods | undefined;

/** What a text names, in order, without names of people, numbers, and words that name anything. */
export function nounPhrasesIn(text: string): NounPhrase[] {
  const phrases: NounPhrase[] = [];
  let run: Tagged[] = [];
  const close = () => {
    const phrase = phraseOf(run);
    if (phrase !== undefined) phrases.push(phrase);
    run = [];
  };
  for (const token of taggedIn(text)) {
    if (isNoun(token)) run.push(token);
    else {
      close();
      if (isAdjective(token)) run.push(token);
    }
  }
  close();
  return phrases;
}

function isNoun({ partOfSpeech, text, lemma }: Tagged): boolean {
  return partOfSpeech === 'NOUN' && WORD.test(text) && !EMPTY_NOUNS.has(lemma) && !EMPTY_NOUNS.has(text.toLowerCase());
}

function isAdjective({ partOfSpeech, text }: Tagged): boolean {
  return partOfSpeech === 'ADJ' && WORD.test(text) && !VAGUE_ADJECTIVES.has(text.toLowerCase());
}

function phraseOf(run: readonly Tagged[]): NounPhrase | undefined {
  const tokens = run.slice(-LONGEST);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || last.partOfSpeech !== 'NOUN') return undefined;
  const words = tokens.map((token) => (token === last ? token.lemma : token.text).toLowerCase());
  if (words.length === 1 && PLAIN_NOUNS.has(words[0] ?? '')) return undefined;
  const compound = tokens.length > 1 && tokens.every(({ partOfSpeech }) => partOfSpeech === 'NOUN');
  return { words: words.join(' '), compound, start: first.start, end: last.start + last.text.length };
}

function taggedIn(text: string): Tagged[] {
  if (ENDLESS.test(text)) return [];
  tagger ??= winkNLP(winkEnglish, ['sbd', 'pos']);
  const { its } = tagger;
  const tokens = tagger.readDoc(text).tokens();
  const values = tokens.out(its.value) as string[];
  const partsOfSpeech = tokens.out(its.pos) as string[];
  const lemmas = tokens.out(its.lemma as never) as string[];
  let from = 0;
  return values.flatMap((value, nth) => {
    const start = text.indexOf(value, from);
    if (start === -1) return [];
    from = start + value.length;
    return [{ text: value, lemma: lemmas[nth] ?? value, partOfSpeech: partsOfSpeech[nth] ?? '', start }];
  });
}
