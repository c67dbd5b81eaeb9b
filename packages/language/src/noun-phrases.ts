import nlp from 'compromise/two';
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
  /** In the singular. */
  readonly lemma: string;
  readonly partOfSpeech: 'noun' | 'adjective' | 'other';
  readonly start: number;
}

const LONGEST = 3;
/** No word is as long, and the tagger takes long over it. */
const ENDLESS = /\S{80}/u;
const WORD = /^[\p{L}][\p{L}'’-]+$/u;

/** Nouns to compromise that name nothing here, or only by a name. */
const NO_NOUNS = ['Pronoun', 'Possessive', 'ProperNoun', 'FirstName', 'LastName', 'Date', 'Value', 'Money', 'Gerund'];

/** What is between words of one phrase. */
const JOINT = /^[\s-]*$/u;

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
  return partOfSpeech === 'noun' && WORD.test(text) && !EMPTY_NOUNS.has(lemma) && !EMPTY_NOUNS.has(text.toLowerCase());
}

function isAdjective({ partOfSpeech, text }: Tagged): boolean {
  return partOfSpeech === 'adjective' && WORD.test(text) && !VAGUE_ADJECTIVES.has(text.toLowerCase());
}

function phraseOf(run: readonly Tagged[]): NounPhrase | undefined {
  const tokens = run.slice(-LONGEST);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined || last.partOfSpeech !== 'noun') return undefined;
  const words = tokens.map((token) => (token === last ? token.lemma : token.text).toLowerCase());
  if (words.length === 1 && PLAIN_NOUNS.has(words[0] ?? '')) return undefined;
  const compound = tokens.length > 1 && tokens.every(({ partOfSpeech }) => partOfSpeech === 'noun');
  return { words: words.join(' '), compound, start: first.start, end: last.start + last.text.length };
}

/** A word as compromise tags it, without the marks and spaces around it. */
interface Term {
  readonly text: string;
  readonly normal: string;
  /** Nouns in the singular; absent where that is `normal`. */
  readonly root?: string;
  /** The first word of a contraction. */
  readonly implicit?: string;
  readonly post: string;
  readonly tags: ReadonlySet<string>;
}

const END: Pick<Tagged, 'text' | 'lemma' | 'partOfSpeech'> = { text: '', lemma: '', partOfSpeech: 'other' };

function taggedIn(text: string): Tagged[] {
  if (ENDLESS.test(text)) return [];
  const terms = nlp(text).compute('root').docs.flat() as unknown as readonly Term[];
  let from = 0;
  return terms.flatMap((term, nth) => {
    const start = text.indexOf(term.text, from);
    if (start === -1) return [];
    from = start + term.text.length;
    const tagged = {
      text: term.text,
      lemma: term.root ?? term.implicit ?? term.normal,
      partOfSpeech: partOfSpeech(term, terms[nth - 1], terms[nth + 1]),
      start,
    };
    return JOINT.test(term.post) ? [tagged] : [tagged, { ...END, start: from }];
  });
}

function partOfSpeech({ tags }: Term, before: Term | undefined, after: Term | undefined): Tagged['partOfSpeech'] {
  if (NO_NOUNS.some((tag) => tags.has(tag))) return 'other';
  if (tags.has('Noun')) return 'noun';
  // As in `the missed appointment`.
  const isParticiple = tags.has('PastTense') && before?.tags.has('Determiner') && after?.tags.has('Noun');
  return tags.has('Adjective') || isParticiple ? 'adjective' : 'other';
}
