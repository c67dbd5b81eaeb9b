import nlp from 'compromise/two';
import { dataFile, dataSections, wordsIn } from '../data-files.js';

type Tags = string | readonly string[];

/** What compromise's list of words says of each. */
const LEXICON: ReadonlyMap<string, Tags> = new Map(
  Object.entries((nlp.model() as { readonly one: { readonly lexicon: Readonly<Record<string, Tags>> } }).one.lexicon),
);

function isTagged(word: string, ...tags: readonly string[]): boolean {
  const found = LEXICON.get(word.toLowerCase());
  return found !== undefined && [found].flat().some((tag) => tags.includes(tag));
}

const AMBIGUOUS = dataSections('names/ambiguous-names.txt');
/** Given names that compromise doesn't know. */
const EXTRA = wordsIn(dataFile('names/given-names.txt'));
const WORDS = wordsIn(AMBIGUOUS.get('words'));
const PLACES = wordsIn(AMBIGUOUS.get('places and brands'));
const PEOPLE = wordsIn(AMBIGUOUS.get('places that are mostly people'));
const STOPPED = wordsIn(AMBIGUOUS.get('no surnames'));

/** How surely a word with a capital letter is a given name: not at all, in some places, or wherever it stands. */
export function givenName(word: string): 'none' | 'word' | 'place' | 'sure' {
  const name = word.toLowerCase();
  if (WORDS.has(name)) return 'word';
  if (PLACES.has(name)) return 'place';
  return EXTRA.has(name) || isTagged(name, 'MaleName', 'FemaleName', 'FirstName', 'Person') ? 'sure' : 'none';
}

/** Whether a given name that is a place or a brand as well is more often a person. */
export function isMostlyPerson(word: string): boolean {
  return PEOPLE.has(word.toLowerCase());
}

/** Whether a word with a capital letter can be a surname. */
export function canBeSurname(word: string): boolean {
  const name = word.toLowerCase();
  if (STOPPED.has(name) || word.length < 2) return false;
  if (givenName(word) !== 'none' || isTagged(name, 'LastName')) return true;
  return !isTagged(name, 'Organization', 'SportsTeam', 'WeekDay', 'Month', 'Holiday', 'Place', 'Country', 'Demonym');
}

/** Whether a word is a known surname or ends as many do. */
export function hasSurnameForm(word: string): boolean {
  return (
    isTagged(word, 'LastName') ||
    /(?:son|sen|ez|berg|stein|ski|sky|ston|wood|worth|[^e]ley|ovic|enko|d[oó]ttir|opoulos|ian)$/.test(word)
  );
}

const COMPANY_FORM = /(?:bank|corp|tech|soft|mart|com|net|tel|ware|works|pay|hub)$/;

/** Whether a word is in no list at all, as foreign names are, and has no company's ending. */
export function isUnknown(word: string): boolean {
  const name = word.toLowerCase();
  if (COMPANY_FORM.test(name)) return false;
  return !LEXICON.has(name) && !STOPPED.has(name) && !LEXICON.has(name.replace(/s$/, ''));
}

/** Whether a word of lower case says how something is or what becomes of it. */
export function describes(word: string): boolean {
  return (
    isTagged(word, 'Adjective', 'Adverb', 'Gerund', 'PastTense', 'Participle') || /(?:ing|ed|able|ful|ly)$/.test(word)
  );
}

const FUNCTION_WORDS = wordsIn(
  `not no yes yeah yep here there hi hello hey thanks thank please sorry okay ok right sure well so just two three four five six
  seven eight nine ten one zero oh calling speaking spelled with double again now then today account number name first last`,
);

/** Whether a word of lower case is one that sentences are made with. */
export function isOrdinary(word: string): boolean {
  const name = word.toLowerCase();
  return (
    STOPPED.has(name) ||
    FUNCTION_WORDS.has(name) ||
    isTagged(
      name,
      'Determiner',
      'Preposition',
      'Conjunction',
      'Pronoun',
      'Copula',
      'Modal',
      'Possessive',
      'Reflexive',
      'QuestionWord',
      'Negative',
      'Adverb',
      'Expression',
      'TextValue',
      'Ordinal',
      'Gerund',
      'PastTense',
      'PresentTense',
      'Verb',
      'WeekDay',
      'Month',
      'Date',
      'Duration',
    ) ||
    /['’](?!s$|\p{L}{3})/u.test(name)
  );
}
