import nlp from 'compromise/two';
import { MORE_GIVEN_NAMES } from './given-names.js';
import { NO_SURNAMES, PLACE_AND_BRAND_NAMES, PLACE_NAMES_OF_PEOPLE, WORD_NAMES } from './name-lists.js';

type Tags = string | readonly string[];

/** What compromise's list of words says of each. */
const LEXICON: ReadonlyMap<string, Tags> = new Map(
  Object.entries((nlp.model() as { readonly one: { readonly lexicon: Readonly<Record<string, Tags>> } }).one.lexicon),
);

function isTagged(word: string, ...tags: readonly string[]): boolean {
  const found = LEXICON.get(word.toLowerCase());
  return found !== undefined && [found].flat().some((tag) => tags.includes(tag));
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const EXTRA = words(MORE_GIVEN_NAMES);
const WORDS = words(WORD_NAMES);
const PLACES = words(PLACE_AND_BRAND_NAMES);
const PEOPLE = words(PLACE_NAMES_OF_PEOPLE);
const STOPPED = words(NO_SURNAMES);

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

const FUNCTION_WORDS = words(
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
