import type { Role } from './cues.js';
import { dataSections } from './data-files.js';
import { PhraseList } from './phrases.js';
import { givenName } from './sensitive-data/name-words.js';
import { wordCount } from './sentences.js';
import { asWritten, capitalized, withoutFillers, withoutOpening } from './spoken-style.js';
import { formOf, type Persons, retold, SAID_BY_AGENT, SAID_BY_CUSTOMER, SAID_BY_THEM } from './third-person.js';
import { tokensOf } from './tokens.js';

export interface SaidPart {
  /** As a copy of the call has it. */
  readonly quote: string;
  readonly role: Role | undefined;
  /** Amounts and dates that belong to it, and that the quote may have. */
  readonly details: readonly string[];
}

const SECTIONS = dataSections('retelling.txt');
const phrases = (section: string) => new PhraseList(SECTIONS.get(section) ?? '');
const LEADS = phrases('leads');
const ANSWERS = phrases('answers');
const TAILS = phrases('tails');
const CALLING = phrases('calling');
const THE_REASON = phrases('the reason');
const EMPTY_REQUESTS = phrases('empty requests');

/** What follows `called`. */
const CALLED_FOR = /^(?:because|about|regarding|concerning|for|on behalf of|with|to)\b/i;
/** `It's just about the bill.` */
const ABOUT = /^(?:it|this)(?:['’]s| is) (?:just )?((?:about|regarding|concerning)\b.*)$/i;
/** What a part goes on with that can't be left out without saying something else. */
const RESTRICTING = /^(?:but|if|unless|except|though|although|only|not|or|until|when|which|who|because|rather)\b/i;
const PART = /[,;.!?]\s+|\s+(?=(?:and|so|because|but)\s)/gu;
const MIN_WORDS = 4;
const MASKED = /[[\]]/;
/** `Henrik, `, and `it's Ann, ` */
const ADDRESSED = /^(?:(?:[Ii]t['’]s|[Tt]his is) )?(M(?:r|s|rs)\.? )?(\p{Lu}\p{Ll}+|\[NAME\]),\s+(?=\S)/u;
/** `Internet, phone and TV` */
const LIST_FOLLOWS = /^(?:[\p{L}\p{N}'’-]+,?\s+){1,4}(?:and|or)\s/u;
/** How questions begin; other sentences that end in `?` only wait for an answer. */
const INTERROGATIVE =
  /^(?:what|when|where|why|who|whose|which|how|can|could|do|does|did|am|is|are|was|were|have|has|will|would|should|any)\b/i;
/** `It's free, isn't it?` */
const ASKS_BACK = /,\s+(?:right|correct|yeah|yes|no|\w+(?:n['’]t)? (?:it|that|they|you|i|we|he|she|there))\?$/i;
/** A question by `can you`, with who is to do it, and what. */
const REQUEST =
  /^(?:can|could|would|will) you (?:please |just |possibly )*((?:re)?(?:activate|add|arrange|block|book|call|cancel|change|check|confirm|email|explain|extend|find|fix|forward|give|help|issue|let|move|put|refund|remove|renew|repair|replace|reschedule|reset|ring|schedule|send|set|stop|switch|tell|text|transfer|unblock|update|waive)\b.*)\?$/i;
const CONDITIONAL = /\b(?:if|unless)\b/i;
const OTHER_QUESTION = /\bor (?:am|is|are|do|does|did|can|could|will|would|should)\b/i;
const POLAR =
  /^(can|could|do|did|am|is|are|was|were|have|has|will|would|should) (i|we|you|there|it|they|he|she|this|that) (\S.*)\?$/i;
const BEFORE_REQUEST = /^(?:(?:please|just|then|and)\s+)+/i;

/**
 * A call in at most three sentences, each from one part of it; `undefined` without any part.
 * @param caller the customer's name; one that is masked is not named
 */
export function summaryOf(
  caller: string | undefined,
  reason: SaidPart | undefined,
  facts: readonly (SaidPart | undefined)[],
): string | undefined {
  const name = caller === undefined || MASKED.test(caller) ? '' : `, ${caller},`;
  const sentences: string[] = [];
  const add = (part: SaidPart | undefined, sentenceOf: (part: SaidPart) => string): void => {
    if (part === undefined) return;
    const stated = sentences.join(' ').toLowerCase();
    const details = part.details.filter((detail) => !stated.includes(detail.toLowerCase()));
    sentences.push(sentenceOf({ ...part, details }));
  };
  add(reason, (part) => reasonSentence(part, `A customer${name}`));
  for (const fact of facts) add(fact, factSentence);
  return sentences.join(' ') || undefined;
}

/**
 * Why somebody called, as a sentence: from a customer's words, or from those of an agent who called them.
 * @param who as the sentence begins: `A customer`
 */
function reasonSentence(part: SaidPart, who: string): string {
  const said = bare(part.quote);
  if (part.role === undefined) return quoted('One of them', part);
  const isAgent = part.role === 'agent';
  const persons = isAgent ? SAID_BY_AGENT : SAID_BY_THEM;
  const caller = isAgent ? 'The agent' : who;
  const told = retoldAfterCalled(said, persons);
  if (told !== undefined) return closed(`${caller} called ${told}`, part);
  const asked = isAgent ? undefined : retoldAsked(said, persons);
  if (asked !== undefined) return closed(`${caller} asked ${asked}`, part);
  const clause = said.endsWith('?') ? undefined : clauseRetold(after(THE_REASON, said) ?? said, persons);
  if (clause !== undefined) return closed(`${caller} called because ${clause}`, part);
  return quoted(caller, part, said.endsWith('?') ? 'asked' : 'said');
}

/** `I'm calling about my bill` as `about their bill`. */
function retoldAfterCalled(said: string, persons: Persons): string | undefined {
  const reason = after(CALLING, said) ?? ABOUT.exec(said)?.[1];
  return reason !== undefined && CALLED_FOR.test(reason) ? phraseRetold(reason, persons) : undefined;
}

/** A question that wants a deed, or a yes or no: `to send it again`, `whether they need a permit`. */
function retoldAsked(said: string, persons: Persons): string | undefined {
  const request = CONDITIONAL.test(said) ? undefined : REQUEST.exec(said)?.[1];
  const told = request === undefined ? undefined : phraseRetold(`to ${request}`, persons);
  if (told !== undefined) return `the agent ${told}`;
  const [, auxiliary = '', subject = '', rest = ''] = POLAR.exec(said) ?? [];
  if (OTHER_QUESTION.test(rest)) return undefined;
  const verb = /^do$/i.test(auxiliary) ? '' : `${auxiliary.toLowerCase()} `;
  const whether = subject && retold(`${subject} ${verb}${rest}`, persons);
  return whether ? `whether ${whether}` : undefined;
}

/** What was done, or what comes next, as a sentence. */
function factSentence(part: SaidPart): string {
  if (part.role === undefined) return quoted('One of them', part);
  const said = bare(part.quote);
  const persons = part.role === 'agent' ? SAID_BY_AGENT : SAID_BY_CUSTOMER;
  const [speaker, other] = part.role === 'agent' ? ['The agent', 'the customer'] : ['The customer', 'the agent'];
  const request = requestIn(said);
  if (request !== undefined) {
    const told = phraseRetold(`to ${request}`, persons);
    return told === undefined ? quoted(speaker, part) : closed(`${speaker} asked ${other} ${told}`, part);
  }
  const told = clauseRetold(said, persons);
  return told === undefined ? quoted(speaker, part) : closed(told, part);
}

/** What somebody is asked to do, if a sentence asks: `send us a picture`. */
function requestIn(said: string): string | undefined {
  const words = tokensOf(said).map(({ text }) => text);
  const request = said.replace(BEFORE_REQUEST, '');
  if (words.includes('?') || EMPTY_REQUESTS.endIn(words, 0) > 0 || formOf(request) !== 'request') return undefined;
  return request.charAt(0).toLowerCase() + request.slice(1);
}

function clauseRetold(said: string, persons: Persons): string | undefined {
  return formOf(said) === 'clause' ? phraseRetold(said, persons) : undefined;
}

/** As {@link retold}, of as many parts of what was said as can be, from the first on. */
function phraseRetold(said: string, persons: Persons): string | undefined {
  const ends = [...said.matchAll(PART)].filter(
    ({ index, 0: gap }) => !RESTRICTING.test(said.slice(index + gap.length)),
  );
  if (ASKS_BACK.test(said)) return undefined;
  const beginnings = [said, ...ends.map(({ index }) => said.slice(0, index)).reverse()];
  for (const beginning of beginnings.filter((each) => wordCount(each) >= MIN_WORDS)) {
    const told = retold(beginning, persons);
    if (told !== undefined) return told;
  }
  return undefined;
}

function quoted(speaker: string, part: SaidPart, verb = 'said'): string {
  return `${speaker} ${verb}: “${asWritten(part.quote)}”${inBrackets(part.quote, part.details)}`;
}

function closed(told: string, { details }: SaidPart): string {
  return `${capitalized(told)}${inBrackets(told, details)}.`;
}

function inBrackets(told: string, details: readonly string[]): string {
  const others = [...new Set(details)].filter((detail) => !told.toLowerCase().includes(detail.toLowerCase()));
  return others.length === 0 ? '' : ` (${others.join(', ')})`;
}

/** What was said without how people lead to it, and without what is said to somebody only. */
function bare(quote: string): string {
  let said = withoutOpening(withoutFillers(quote));
  for (let shorter = withoutLead(said); shorter !== said; shorter = withoutLead(said)) said = shorter;
  if (!INTERROGATIVE.test(said) && !ASKS_BACK.test(said)) said = said.replace(/\?$/, '.');
  const tokens = tokensOf(said);
  const words = tokens.map(({ text }) => text);
  const isEnd = (end: number) => words.slice(end).every((word) => /^[.!?]$/.test(word));
  const isTail = (at: number) => TAILS.endIn(words, at) > at && isEnd(TAILS.endIn(words, at));
  const tail = words.findIndex((word, at) => at > 0 && word === ',' && isTail(at + 1));
  return tail === -1 ? said : said.slice(0, tokens[tail]?.start);
}

function withoutLead(said: string): string {
  const led = after(LEADS, said) ?? afterAnswer(said);
  if (led !== undefined) return led;
  const [addressed = '', title, name = ''] = ADDRESSED.exec(said) ?? [];
  const others = said.slice(addressed.length);
  const isName = title !== undefined || name === '[NAME]' || givenName(name) === 'sure';
  return isName && !LIST_FOLLOWS.test(others) ? others : said;
}

/** What follows an answer and the mark after it: `No refund was sent` begins with none. */
function afterAnswer(text: string): string | undefined {
  const tokens = tokensOf(text);
  const end = ANSWERS.endIn(
    tokens.map(({ text: word }) => word),
    0,
  );
  return end > 0 && /^[.,!;:]$/.test(tokens[end]?.text ?? '') ? text.slice(tokens[end + 1]?.start) : undefined;
}

/** What follows one of the phrases at the beginning of a text. */
function after(list: PhraseList, text: string): string | undefined {
  const tokens = tokensOf(text);
  const words = tokens.map(({ text: word }) => word);
  const start = tokens[list.endIn(words, 0)]?.start;
  return start === undefined || start === tokens[0]?.start ? undefined : text.slice(start);
}
