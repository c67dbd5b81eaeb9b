import nlp from 'compromise/two';
import { dataSections } from './data-files.js';

/** Whom a sentence speaks of, by what they are called in it. */
export interface Person {
  readonly subject: string;
  readonly object: string;
  readonly possessive: string;
  readonly isPlural: boolean;
  /** What they are called once they were named. */
  readonly later?: Person;
}

/** Who is meant by `I`, by `we`, and by `you`. */
export interface Persons {
  readonly i: Person;
  readonly we: Person;
  readonly you: Person;
  /** Whether a `you` may also mean anybody, as customers say of how things work. */
  readonly youMayBeAnybody: boolean;
}

const THEY: Person = { subject: 'they', object: 'them', possessive: 'their', isPlural: true };
const COMPANY = named('the company');
const AGENT = named('the agent');
const CUSTOMER: Person = { ...named('the customer'), later: THEY };

/** Persons of what an agent says to a customer. */
export const SAID_BY_AGENT: Persons = { i: AGENT, we: COMPANY, you: CUSTOMER, youMayBeAnybody: false };
/** Persons of what a customer says, who is called so. */
export const SAID_BY_CUSTOMER: Persons = { i: CUSTOMER, we: CUSTOMER, you: COMPANY, youMayBeAnybody: true };
/** Persons of what a customer says, of whom the sentence has spoken before. */
export const SAID_BY_THEM: Persons = { i: THEY, we: THEY, you: COMPANY, youMayBeAnybody: true };

function named(name: string): Person {
  return { subject: name, object: name, possessive: `${name}'s`, isPlural: false };
}

/** A word as compromise tags it. `text` is empty for the second word of a contraction, which `implicit` has. */
interface Term {
  readonly text: string;
  readonly normal: string;
  readonly implicit?: string;
  readonly pre: string;
  readonly post: string;
  readonly tags: ReadonlySet<string>;
}

type Part = 'subject' | 'object' | 'possessive';

const PRONOUNS: ReadonlyMap<string, readonly [who: 'i' | 'we' | 'you', part: Part]> = new Map([
  ['i', ['i', 'subject']],
  ['me', ['i', 'object']],
  ['my', ['i', 'possessive']],
  ['we', ['we', 'subject']],
  ['us', ['we', 'object']],
  ['our', ['we', 'possessive']],
  ['you', ['you', 'object']],
  ['your', ['you', 'possessive']],
]);
/** What has no form here, and what is said to somebody rather than of something. */
const UNSAFE =
  /[“”"?…]|[.!]\s|\.\.|[-–—](?:\s|$)|,\s(?:no|yes|yeah)\b|\b(?:mine|yours|ours|myself|yourself|yourselves|ourselves|let's|thank|thanks|sorry|please|hello|bye|of (?:you|us)|ain't|gonna|wanna|gotta)\b/iu;
/** Nobody ingests more words at once. */
const LONGEST = 32;
/** After these, `you` does what is not told with an ending: `let you know`. */
const BARE_AFTER = new Set(['let', 'lets', 'help', 'make', 'made', 'get']);
/** After these verbs, a clause may begin: `I think you need it`. After others, `you` is their object. */
const CLAUSE_AFTER =
  /^(?:thinks?|thought|knows?|knew|sees?|saw|believes?|hopes?|guess|suppose|assume|understand|suggest|recommend|says?|said|means?|noticed?)$/;
/** Before these, `when` and similar things aside, nobody is the subject of what follows. */
const TRUE_PREPOSITION = /^(?:to|for|from|with|without|at|on|by|about|against|between|behind|via|towards?)$/;
/** What a company does, and others don't; and what it did, which others only do in general. */
const ACT_OF_COMPANY =
  /^(?:(?:over|double-)?charg(?:e|ed|ing)|bill(?:ed|ing)?|deliver(?:ed|ing)?|refund(?:ed|ing)?|s(?:ell|elling|old)|ship(?:ped|ping)?|owe|offer(?:ed|ing)?|clos(?:e|ed|ing)|open(?:ed|ing)?|sent|cancell?ed|promised|installed|blocked|took|told|repaired|replaced|debited)$/;
const BE = /^(?:am|is|are|was|were|be|been|being|get|got)$/;
/** After these, a customer's `you` is anybody as often as the company. */
const ANYBODY_AFTER =
  /^(?:when|whenever|if|unless|to|that|what|where|how|why|before|after|until|once|as|while|because|than)$/;
const AUXILIARY =
  /^(?:do|does|did|am|is|are|was|were|have|has|had|can|could|will|would|shall|should|may|might|must)(?:n't)?$/;

const FINITE = ['Modal', 'Copula', 'Auxiliary', 'PastTense'];

/** What a sentence may begin with that is no noun. */
const BEGINNING = new Set(
  'these those there when after before since as if once every because someone somebody nobody in on at from by with within'.split(
    ' ',
  ),
);

/** What is followed by a verb, if by a word that ends like one: the tagger takes `that takes` for two nouns. */
const SOMETHING = new Set(['that', 'this', 'it', 'he', 'she']);

const AGREEMENT = new Map(
  (dataSections('retelling.txt').get('agreement') ?? '').split('\n').flatMap((line) => {
    const [word = '', singular = '', plural = ''] = line.split(' ');
    return word === '' || word === '--' ? [] : [[word, { singular, plural }] as const];
  }),
);

/**
 * What was said, as somebody else tells it: `I've moved your visit` as `the agent has moved the customer's visit`. It
 * begins in lower case, unless with a name, and has no mark at its end.
 * @returns `undefined` where that might not be what was said, or no English
 */
export function retold(said: string, persons: Persons): string | undefined {
  const text = said
    .replaceAll('’', "'")
    .replaceAll(/\b(you) (?:guys|people|folks)\b/giu, '$1')
    .replace(/[\s.,;:!]+$/u, '');
  if (UNSAFE.test(text) || text.split(/\s+/u).length > LONGEST) return undefined;
  const terms = termsOf(text);
  const mentioned = new Set<Person>();
  let told = '';
  /** The number of a subject whose verb is still to come. */
  let awaiting: 'singular' | 'plural' | undefined;
  let hasEnding = false;
  for (const [nth, term] of terms.entries()) {
    const word = wordOf(term);
    const pronoun = PRONOUNS.get(word);
    const before = terms[nth - 1];
    if (pronoun !== undefined) {
      const [who, part] = pronoun;
      const youAs = word === 'you' ? youAt(terms, nth) : part;
      if (youAs === undefined) return undefined;
      const isSubject = youAs === 'subject';
      if (persons.youMayBeAnybody && word === 'you' && !isCompanyAt(terms, nth, isSubject)) return undefined;
      if (isSubject && before !== undefined && before.post.trim() === '' && AUXILIARY.test(wordOf(before)))
        return undefined;
      const person = mentioned.has(persons[who]) ? (persons[who].later ?? persons[who]) : persons[who];
      mentioned.add(persons[who]);
      told += term.pre + person[isSubject ? 'subject' : part] + spaced(term, terms[nth + 1]);
      if (isSubject) awaiting = person.isPlural ? 'plural' : 'singular';
      continue;
    }
    if (awaiting !== undefined && term.tags.has('Verb')) {
      const agreed = agreeing(term, awaiting);
      if (agreed === undefined) return undefined;
      hasEnding ||= agreed.hasEnding;
      told += agreed.word + term.post;
      awaiting = undefined;
      continue;
    }
    if (awaiting !== undefined && !term.tags.has('Adverb') && !term.tags.has('Negative')) {
      if (awaiting === 'singular') return undefined;
      awaiting = undefined;
    }
    if (hasEnding && goesOnBare(terms, nth)) return undefined;
    told += term.pre + (nth === 0 && !isName(term) ? lowered(term.text) : term.text) + term.post;
  }
  return awaiting === undefined || awaiting === 'plural' ? told.trim() : undefined;
}

/** What a sentence is by its form: it says something, wants somebody to do something, or is but a piece of one. */
export function formOf(said: string): 'clause' | 'request' | 'fragment' {
  const [first, second, ...others] = termsOf(said);
  if (first === undefined || second === undefined) return 'fragment';
  if (first.tags.has('Infinitive') && !isFiniteVerb(second)) return 'request';
  if (SOMETHING.has(wordOf(first)) && /(?:s|ed)$/.test(second.normal)) return 'clause';
  const begins = ['Pronoun', 'Determiner', 'Possessive', 'Noun', 'Value', 'Adjective'].some((tag) =>
    first.tags.has(tag),
  );
  return (begins || BEGINNING.has(wordOf(first))) && [second, ...others].some(isFiniteVerb) ? 'clause' : 'fragment';
}

function termsOf(text: string): readonly Term[] {
  return nlp(text).docs.flat() as unknown as readonly Term[];
}

function isFiniteVerb({ tags }: Term): boolean {
  return FINITE.some((tag) => tags.has(tag)) || (tags.has('PresentTense') && !tags.has('Gerund'));
}

function wordOf({ implicit, normal }: Term): string {
  return implicit ?? normal;
}

/** A space between the words of what was a contraction. */
function spaced({ post }: Term, next: Term | undefined): string {
  return next?.text === '' ? ' ' : post;
}

/** Whether a `you` does something; `undefined` where that is not sure. */
function youAt(terms: readonly Term[], nth: number): 'subject' | 'object' | undefined {
  if (terms[nth + 1]?.text === '') return 'subject';
  const before = terms[nth - 1];
  const verb = verbAfter(terms, nth);
  const does = verb !== undefined && [...FINITE, 'Infinitive'].some((tag) => verb.tags.has(tag));
  const isParted = before === undefined || before.post.trim() !== '';
  const word = isParted ? '' : wordOf(before);
  if (BARE_AFTER.has(word) || TRUE_PREPOSITION.test(word)) return 'object';
  if (isParted || !before.tags.has('Verb') || CLAUSE_AFTER.test(word)) return does ? 'subject' : undefined;
  return does && wordOf(verb) !== 'back' ? undefined : 'object';
}

/** What is said next of what a `you` does. */
function verbAfter(terms: readonly Term[], nth: number): Term | undefined {
  return terms.slice(nth + 1).find(({ tags }) => !tags.has('Adverb') && !tags.has('Negative'));
}

/** Whether a customer clearly speaks of the company by a `you`, and not of anybody. */
function isCompanyAt(terms: readonly Term[], nth: number, isSubject: boolean): boolean {
  const before = terms[nth - 1];
  if (!isSubject) {
    const isOwn = terms.slice(0, nth).some((term) => /^(?:i|we)$/.test(wordOf(term)));
    return isOwn || (before !== undefined && TRUE_PREPOSITION.test(wordOf(before)));
  }
  if (before !== undefined && ANYBODY_AFTER.test(wordOf(before))) return false;
  const words = terms.slice(nth + 1);
  const act = words.findIndex(
    ({ tags }) => !['Adverb', 'Negative', 'Modal', 'Auxiliary', 'Copula'].some((tag) => tags.has(tag)),
  );
  const verb = words[act];
  if (verb === undefined || !ACT_OF_COMPANY.test(verb.normal)) return false;
  // `You are charged` says what is done to anybody.
  return verb.normal.endsWith('ing') || !words.slice(0, act).some((term) => BE.test(wordOf(term)));
}

interface Agreed {
  readonly word: string;
  /** Whether it ends in the `s` of the third person, as would a verb that goes on after it. */
  readonly hasEnding: boolean;
}

function agreeing(term: Term, number: 'singular' | 'plural'): Agreed | undefined {
  const { tags, text, normal, implicit } = term;
  const written = text === '' ? (implicit ?? '') : text;
  const known = AGREEMENT.get(text === '' ? (implicit ?? '') : normal);
  if (known !== undefined) return { word: known[number], hasEnding: false };
  if (number === 'plural' || FINITE.some((tag) => tags.has(tag))) return { word: written, hasEnding: false };
  if (!tags.has('Infinitive')) return undefined;
  return { word: thirdPerson(written), hasEnding: true };
}

/** `close` as `closes`. */
function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/i.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/i.test(verb) ? `${verb}es` : `${verb}s`;
}

/** Whether a second verb of the same subject begins here, as in `I see it and stop it`. */
function goesOnBare(terms: readonly Term[], nth: number): boolean {
  const term = terms[nth];
  const before = terms[nth - 1];
  if (term === undefined || before === undefined || !/^(?:and|or|then)$/.test(wordOf(before))) return false;
  const isAfterTo = terms.slice(0, nth).some((each) => wordOf(each) === 'to');
  return term.tags.has('Infinitive') && !isAfterTo;
}

function isName({ text, tags }: Term): boolean {
  const isAcronym = text.length > 1 && text === text.toUpperCase();
  return isAcronym || ['ProperNoun', 'Month', 'WeekDay', 'Place', 'Acronym'].some((tag) => tags.has(tag));
}

function lowered(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
