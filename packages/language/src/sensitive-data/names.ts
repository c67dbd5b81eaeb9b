import { withCapitals } from './name-case.js';
import { ASKED_NAME, ASKED_WHO, LEADS, type Trust } from './name-leads.js';
import {
  ADDRESSED,
  AFTER_PERSON,
  CALLED,
  COMPANY,
  IS_PERSON,
  LOCATED,
  NOT_AFTER_NAME,
  NOT_BEFORE_NAME,
  PERSONS,
  SAYS,
  SHOP,
  SHOPS,
  SPOKEN_TO,
  TO_PERSON,
} from './name-surroundings.js';
import { canBeSurname, givenName, hasSurnameForm, isMostlyPerson, isUnknown } from './name-words.js';
import { isCompany, NAMESAKE } from './namesakes.js';
import { type Place, placesOf, type Span, type Speech } from './speech.js';

const NAME = String.raw`(?:(?:[ÓO]\s|Ní\s|Nic\s|Mc|Mac|O['’]|D['’]|De|Di|Le|La|Van|Von|St\.?\s?)?\p{Lu}[\p{Ll}]+(?:[-'’]\p{Lu}[\p{Ll}]+)*)`;
const LINK_WORD = '(?:de|da|del|della|der|den|dos|do|van|von|bin|bint|ibn|al|el|la|le|ap|ter|ten|y)';
const LINK = String.raw`(?:\s${LINK_WORD})`;
const FULL_NAME = String.raw`${NAME}(?:\s\p{Lu}\.?(?=\s\p{Lu}))?(?:${LINK}{0,2}\s${NAME}){0,3}`;
const SPELLED = String.raw`\p{Lu}(?:[-.,]\s?\p{Lu}){2,}\b|\p{Lu}(?:\s\p{Lu}){3,}\b`;

/** What can't be a name wherever it stands: what sentences begin with, and how people are addressed. */
const NO_NAME =
  /^(?:Mine|Same|None|Nothing|Nobody|Sales|Billing|Accounts|Payments|Returns|I|I'm|I've|I'll|I'd|It|It's|Its|The|This|That|That's|And|But|So|Yes|No|Not|Okay|Ok|Oh|Well|We|We're|You|You're|He|She|They|My|Your|Our|His|Her|What|When|Where|Who|How|Why|Can|Could|Would|Do|Does|Did|Is|Are|Was|Please|Thanks|Thank|Sorry|Sure|Right|Great|Perfect|Hi|Hello|Hey|Good|Sir|Ma|Madam|Ma'am|Miss|Mr|Mrs|Ms|Dr|Just|Let|If|In|On|At|For|From|With|Still|Here|There|Now|Actually|Also|Customer|Agent|Support|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|July|September|October|November|December|Christmas|Easter|Thanksgiving|English|Spanish|French|American|British|Canadian|Mexican|Indian|Chinese|German|Italian)$/;
const MONTH = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/;

const DAY_AFTER =
  /^,?\s(?:the\s)?(?:\d|of\b|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|twent|thirt)/;

const ANSWER =
  /^(?:(?:ask for|of course|course|it was|a|mr|mrs|ms|miss|yes|yeah|yep|sure|of course|okay|ok|um|uh|oh|hi|hello|so|well|it's|it is|that's|that would be|this is|i'm|one moment)[\s,.]+)*/i;
/** How much of what was said before a name can matter, in characters. */
const HEARD = 60;
const INITIALS = String.raw`(?:\p{Lu}\.?\s(?=\p{Lu})){0,2}`;
const NAME_HERE = new RegExp(`${INITIALS}(?:${LINK_WORD}\\s){0,2}${FULL_NAME}(?![\\p{L}])`, 'uy');
const ENDS = /^\s*(?:[.,!?;]|$)/;
const SPEAKING = new RegExp(
  `(?<![\\p{L}\\p{N}'’.-])${FULL_NAME}(?=,?\\s(?:speaking|here with|here from|here(?=\\s*[.,!?]|\\s*$))\\b)`,
  'gu',
);
const ALONE = new RegExp(`(?<![\\p{L}\\p{N}'’.-])${FULL_NAME}(?![\\p{L}])`, 'gu');
const SPELLING = new RegExp(`(?<![\\p{L}])(?:${SPELLED})`, 'gu');
const ABOUT_SPELLING = /\b(?:spell(?:ed|ing|s|t)?|that'?s|it'?s|name|as in|capital|letters?)\b[^.?!]*$/i;
const POSSESSIVE = /['’]s$/;

function parts(name: string): string[] {
  return name.split(/\s/).filter((part) => /^\p{Lu}/u.test(part));
}

/**
 * The length of the name that a match begins with: words that can't be part of it end it. Where it is `introduced`, any
 * surname will do.
 */
function nameLength(found: string, introduced = false): number {
  let length = 0;
  for (const { 0: word, index } of found.matchAll(/\S+/g)) {
    const bare = word.replace(POSSESSIVE, '');
    const linking = /^\p{Ll}/u.test(bare);
    if (!linking && (NO_NAME.test(bare) || (index > 0 && !introduced && !canBeSurname(bare)))) break;
    if (!linking) length = index + word.length;
  }
  return length;
}

function nameAt(text: string, start: number, introduced: boolean): Place {
  NAME_HERE.lastIndex = start;
  return { start, end: start + nameLength(NAME_HERE.exec(text)?.[0] ?? '', introduced) };
}

function believed(name: string, trust: Trust): boolean {
  if (trust === 'anyone') return true;
  const [first = '', second] = parts(name).map((part) => part.replace(POSSESSIVE, ''));
  const full = second !== undefined && canBeSurname(second);
  switch (givenName(first)) {
    case 'sure':
      return true;
    case 'word':
      return trust !== 'sure' && (full || trust === 'greeted' || !MONTH.test(first));
    case 'place':
      return (
        trust !== 'sure' && ((full && givenName(second) !== 'place') || (second === undefined && isMostlyPerson(first)))
      );
    case 'none':
      if (trust === 'booked') return hasSurnameForm(first) || isUnknown(first);
      return (trust === 'unlisted' || (trust === 'greeted' && second === undefined)) && isUnknown(first);
  }
}

/** Names that something leads up to. */
function introduced(text: string): Place[] {
  return LEADS.flatMap(({ words, trust, followedBy }) =>
    placesOf(words, text).flatMap((lead) => {
      const { start, end } = nameAt(text, lead.end, trust === 'anyone');
      const name = text.slice(start, end);
      const rest = text.slice(end, end + HEARD);
      const dated = MONTH.test(name) && DAY_AFTER.test(rest);
      if (name === '' || dated || COMPANY.test(rest) || followedBy?.test(rest) === false) return [];
      return believed(name, trust) ? [{ start, end }] : [];
    }),
  );
}

/** Who says `Lisa speaking`. */
function speaking(text: string): Place[] {
  return placesOf(SPEAKING, text).filter(({ start, end }) => {
    const name = text.slice(start, end);
    return nameLength(name) === name.length && believed(name, 'unlisted');
  });
}

/** The name that somebody gives who was asked for one. */
function answered(text: string, asked: string): Place[] {
  const name = ASKED_NAME.test(asked);
  if (!name && !ASKED_WHO.test(asked)) return [];
  const place = nameAt(text, ANSWER.exec(text)?.[0].length ?? 0, true);
  const trusted = name || (ENDS.test(text.slice(place.end)) && believed(text.slice(place.start, place.end), 'booked'));
  return place.end > place.start && trusted ? [place] : [];
}

/** `and Leif Olsen` after a name. */
function joined(text: string, names: readonly Place[]): Place[] {
  return names.flatMap(({ end }) => {
    const [and] = /^,? (?:and|or|&) /.exec(text.slice(end, end + HEARD)) ?? [];
    if (and === undefined) return [];
    const place = nameAt(text, end + and.length, false);
    return believed(text.slice(place.start, place.end), 'sure') ? [place] : [];
  });
}

const DOUBLE = /^\p{Lu}\p{L}+-\p{Lu}\p{L}+$/u;

/** Whether a second word makes a name of a first that is a place, a brand or an ordinary word as well. */
function isSurname(word: string | undefined, strictly: boolean): boolean {
  if (word === undefined || !canBeSurname(word)) return false;
  return givenName(word) === 'sure' || hasSurnameForm(word) || DOUBLE.test(word) || (!strictly && isUnknown(word));
}

/** Whether a given name that is a word or a place as well is a person in the middle of a sentence. */
function isPersonHere(word: string, before: string, rest: string): boolean {
  if (!AFTER_PERSON.test(rest) || MONTH.test(word)) return false;
  return givenName(word) === 'word' ? TO_PERSON.test(before) : isMostlyPerson(word) && SPOKEN_TO.test(before);
}

/** Names that nothing leads up to: `Kevin` in the middle of a sentence, `Sarah Miller` anywhere. */
function mentioned(text: string): Place[] {
  return placesOf(ALONE, text).flatMap(({ start: from, end: to }) => {
    const words = Array.from(text.slice(from, to).matchAll(/\S+/g), ({ 0: word, index }) => ({
      word: word.replace(POSSESSIVE, ''),
      start: from + index,
    }));
    const first = words.find(({ word }) => !NO_NAME.test(word));
    if (first === undefined) return [];
    const { word, start } = first;
    const name = text.slice(start, start + nameLength(text.slice(start, to))).replace(POSSESSIVE, '');
    const end = start + name.length;
    const before = text.slice(Math.max(0, start - HEARD), start);
    const rest = text.slice(end, end + HEARD);
    if (NOT_BEFORE_NAME.test(before) || NOT_AFTER_NAME.test(rest) || COMPANY.test(rest)) return [];
    const [, surname] = parts(name);
    const opens = /(?:^|[.?!]\s*)$/.test(before);
    const certainty = givenName(word);
    const strictly = (certainty === 'place' || opens) && !SAYS.test(rest);
    if (IS_PERSON.test(rest) && !LOCATED.test(before) && (certainty !== 'none' || isUnknown(word)))
      return [{ start, end }];
    if (certainty === 'none') return PERSONS.test(rest) && isUnknown(word) ? [{ start, end }] : [];
    if (certainty !== 'sure' && LOCATED.test(before)) return [];
    const isName =
      certainty === 'sure'
        ? surname !== undefined || (opens ? ADDRESSED.test(rest) : !(SHOP.test(before) && SHOPS.test(rest)))
        : (surname === undefined && !opens && isPersonHere(word, before, rest)) ||
          isSurname(surname, strictly) ||
          (opens && surname === undefined && CALLED.test(rest));
    return isName ? [{ start, end }] : [];
  });
}

/** Names that are said letter by letter. */
function spelled(text: string, asked: string): Place[] {
  return placesOf(SPELLING, text).filter(({ start, end }) => {
    const before = text.slice(Math.max(0, start - HEARD), start);
    const letters = text.slice(start, end);
    return (
      ABOUT_SPELLING.test(before) ||
      /\b(?:name|spell)/i.test(asked) ||
      /^\p{Lu}(?:(?:-\p{Lu}){3,}|(?: \p{Lu}){4,})$/u.test(letters)
    );
  });
}

/** Names of people. */
export function nameSpans(speech: Speech): Span[] {
  const text = withCapitals(speech);
  const namesakes = placesOf(NAMESAKE, text);
  const names = [...introduced(text), ...speaking(text), ...answered(text, speech.asked), ...mentioned(text)].filter(
    ({ start, end }) =>
      !isCompany(text, { start, end }) && !namesakes.some((other) => other.start < end && start < other.end),
  );
  return [...names, ...joined(text, names), ...spelled(text, speech.asked)].map((place) => ({
    entityType: 'NAME',
    ...place,
  }));
}
