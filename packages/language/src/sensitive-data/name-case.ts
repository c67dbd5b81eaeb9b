import { ASKED_NAME, RELATIVE } from './name-leads.js';
import { describes, givenName, hasSurnameForm, isOrdinary, isUnknown } from './name-words.js';
import type { Speech } from './speech.js';

const CAPITAL = /(?<![\p{L}'’])(?!I\b)\p{Lu}/u;
const WORD = /\p{Ll}[\p{L}'’-]*/gu;
const PARTICLE = /^(?:de|da|del|della|der|den|van|von|bin|al|el|la|le|st|mac|mc|ní|ó|o)$/;
/** Letters said one by one, not `a`, `i` and similar things in a sentence. */
const SPELLED = /(?<![\p{L}'’])\p{Ll}(?:[\s-]\p{Ll}){2,}(?![\p{L}'’])/gu;
const SPELLING = /\b(?:spel(?:l|t|led|ling)|name|letter)\b/;
/** How much of what was said before a word can matter, in characters. */
const HEARD = 50;

/** What only a name comes after. */
const TITLED = /\b(?:mr|mrs|ms|mister|missus|mx)\.?\s$/;
const NAMED =
  /\b(?:(?:first|last|middle|maiden|family|sur|full) ?name(?:'s)?|(?:my|your|his|her|their|\w+'s) names?(?:'s)?|(?:in|under) the name(?: of)?|made out to|signed for by|call me|(?:son|daughter|husband|wife|partner|boy|girl|man|lady|woman|guy|someone|agent|colleague)(?: is)? (?:named|called))(?: is| was)?[,:]? (?:it's |um |uh )?$/;
const SURNAME = /\b(?:sur|last |family )name(?:'s)?(?: is)? $/;
/** What a name comes after that need not be a known one. */
const PRESENTED = new RegExp(
  `\\b(?:you're through to|you're speaking (?:to|with)|my name is|(?:my|his|her) (?:${RELATIVE})(?: is)?)[,:]? $`,
);
/** What a name comes after, among other things. */
const INTRODUCED =
  /\b(?:this is|(?:speak|speaking|spoke|spoken|talk|talking|talked) (?:to|with)|ask(?:ed)? for|hi|hello|dear|on behalf of|payable to|under|is that|booking for|account for)[,:]? $/;
const SAYS = /^(?:from|told|said|says|called|rang|here)$/;
const OPENING = /^(?:(?:yes|yeah|sure|okay|ok|um|uh|oh|hi|hello|well|it's|it is|that's|this is|i'm)[\s,.]+)*/;
/** As many words as an answer to a question for a name has, and nothing more. */
const ONLY_NAME = /^[\p{Ll}'’-]{2,}(?: [\p{Ll}'’-]{2,}){0,2}[.!]?$/u;

function isSurname(word: string): boolean {
  return (isUnknown(word) && !describes(word)) || hasSurnameForm(word) || givenName(word) === 'sure';
}

/** Whether a word of lower case begins a name, as what comes before it says. */
function beginsName(word: string, before: string, [next = '', after = '']: readonly string[]): boolean {
  if (TITLED.test(before)) return !isOrdinary(word) || word === 'may' || word === 'will';
  if (isOrdinary(word)) return false;
  const certainty = givenName(word);
  if (NAMED.test(before)) return certainty !== 'none' || SURNAME.test(before) || !describes(word);
  const surnamed = next !== '' && isSurname(next) && !isOrdinary(next);
  const listed = certainty === 'sure' || (certainty !== 'none' && surnamed);
  if (PRESENTED.test(before)) return listed || (isUnknown(word) && !describes(word));
  if (INTRODUCED.test(before)) return listed;
  if (certainty === 'word' && surnamed && SAYS.test(after)) return true;
  return certainty === 'sure' && (surnamed || word.length > 4) && !/\b(?:a|an|the)\s$/.test(before);
}

/** A speech that has no capitals with those of names, where something says that they are names. */
export function withCapitals({ text, asked }: Pick<Speech, 'text' | 'asked'>): string {
  if (CAPITAL.test(text)) return text;
  const raised = text.split('');
  const raise = (at: number): void => {
    const capital = text.charAt(at).toUpperCase();
    if (capital.length === 1) raised[at] = capital;
  };
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
  const opened = OPENING.exec(text)?.[0].length ?? 0;
  const answers = ASKED_NAME.test(asked) && ONLY_NAME.test(text.slice(opened));
  let named = -1;
  words.forEach(({ word, start, end }, nth) => {
    const next = words[nth + 1];
    const goesOn = named >= 0 && named === start - 1;
    const before = text.slice(Math.max(0, start - HEARD), start);
    const particle = PARTICLE.test(word) && (NAMED.test(before) || TITLED.test(before) || goesOn);
    const begins = beginsName(
      word.replace(/['’]s$/, ''),
      before,
      next?.start === end + 1 ? [next.word, words[nth + 2]?.word ?? ''] : [],
    );
    const answer = answers && start >= opened && !isOrdinary(word);
    if (!particle && !begins && !answer && !(goesOn && isSurname(word) && !isOrdinary(word))) return;
    raise(start);
    for (const { index } of word.matchAll(/(?<=[-'’])\p{Ll}(?=\p{L})/gu)) raise(start + index);
    named = end;
  });
  for (const { 0: letters, index } of text.matchAll(SPELLED)) {
    if (!SPELLING.test(`${asked.toLowerCase()} ${text.slice(Math.max(0, index - HEARD), index)}`)) continue;
    for (let at = index; at < index + letters.length; at += 2) raise(at);
  }
  return raised.join('');
}
