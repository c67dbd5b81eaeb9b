import { SPOKEN_NUMBER } from './digits.js';
import { describes } from './name-words.js';
import { type Place, placesOf, type Span, type Speech } from './speech.js';

const SECRET_NAME =
  'pass ?(?:word|code|phrase|key)|(?:memorable|security|secret|safe) (?:word|answer)|(?:wi-?fi|network|security|wpa|router) (?:key|password)';
const USER_NAME =
  'user ?name|user ?id|log-?in(?: name| id)?|screen ?name|(?:my|his|her|your) handle|gamer ?tag|account name';
const USE = '(?: (?:I|we) (?:set|use|used|have|had|chose|picked|typed|tried|put))?(?: up)?';
const OF = '(?: (?:on|for) (?:the|my|that|it)(?: \\w+)?)?';
const SAID = String.raw`(?<said>'s|:|\s(?:is|was|to|as|it's|would be|should be|being))?[\s:,]+(?:actually |um,? |uh,? |probably |still |just )?["'“]?`;
const PASSWORD = new RegExp(`\\b(?:${SECRET_NAME})${USE}${OF}${SAID}`, 'giu');
const USERNAME = new RegExp(`\\b(?:${USER_NAME})${SAID}`, 'giu');
const ASKED_SECRET = new RegExp(`\\b(?:${SECRET_NAME})\\b[^.?!]*\\??\\s*$`, 'iu');
const ABOUT_SECRET = new RegExp(`\\b(?:${SECRET_NAME})\\b`, 'iu');

const VALUE = /[\p{L}\p{N}\p{P}\p{S}]+?(?=[.,;:?!"'”]*(?:\s|$))/uy;
const NUMBER_WORD = new RegExp(
  `^(?:${SPOKEN_NUMBER}|hundred|thousand|exclamation|underscore|dash|hash|hashtag|star|dollar)$`,
  'i',
);
/** How many words a secret has at most. */
const MAX_WORDS = 6;
/** Letters and digits in one word, as no other word has them. */
const MIXED =
  /(?<![\p{L}\p{N}@_.-])(?=[\p{L}_-]*\d)(?=[\d_-]*\p{L})[\p{L}\p{N}_!$#*-]{5,}(?![\p{L}\p{N}@_-]|\.\p{L})/gu;

const NO_SECRET =
  /^(?:not|no|n't|wrong|incorrect|expired|working|locked|being|too|invalid|reset|still|always|never|different|correct|required|case|the|a|an|my|your|our|in|on|at|to|what|something|somewhere|saved|there|here|missing|needed|blank|empty|same|one|that|this|it|because|so|and|or|but|weak|strong|secure|safe|fine|okay|ok|important|confidential|stored|sent|has|have|gone|good|bad|change|changed|set|protect(?:ed)?|log|be|get|access|very|just|only|also|now|then|when|if|valid|accepted|rejected|kept|for|from|with|by|you|I|we|they|usually|probably|visible|hidden|required|up|ready|active|inactive|disabled|enabled|unknown|unavailable|taken|available|case-sensitive|simple|complicated|easy|hard|long|short|yes|yeah|sure|um|uh|well|oh|hi|hello|sorry|wait|hang|hold|let|can|can't|don't|isn't|it's|I'm|I've|I'll|that's|is|was|does|did|do|didn't|doesn't|why|which|where|how|all|thanks|thank|please|right|think)$/i;
const COUNTED = /^\s(?:characters?|digits?|letters?|times?|days?|weeks?|months?|years?|attempts?|words?)\b/i;
const ENDS_CLAUSE = /^(?:["'”]?\s*[.,;:?!]|\s*$|\s(?:and|with|all|but|then|capital|lower ?case|on)\b)/;
const OPENING =
  /^(?:(?:yes|yeah|sure|okay|ok|um|uh|oh|so|well|it's|it is|that's|it was|i think|i typed|i put)[\s,.]+)*/i;
const NAMED_LATER = /\b(?:it's|it is|it was|i mean)\s+/giu;

/** The words of a secret that begins at a place: one, or all of its clause, or those up to a number. */
function secretAt(text: string, start: number, said: boolean): Place | undefined {
  const words: { readonly value: string; readonly end: number }[] = [];
  let at = start;
  while (words.length < MAX_WORDS) {
    VALUE.lastIndex = at;
    const [value] = VALUE.exec(text) ?? [];
    if (value === undefined || NO_SECRET.test(value)) break;
    words.push({ value, end: at + value.length });
    const rest = text.slice(at + value.length, at + value.length + 40);
    if (COUNTED.test(rest)) return undefined;
    if (ENDS_CLAUSE.test(rest) || rest.charAt(0) !== ' ') break;
    at += value.length + 1;
  }
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const clause = said && words.length <= 3 && ENDS_CLAUSE.test(text.slice(last.end, last.end + 40));
  if (clause && words.every(({ value }) => !/^\p{Ll}+$/u.test(value) || !describes(value)))
    return { start, end: last.end };
  const numbered = words.findLast(({ value }, nth) => nth > 0 && NUMBER_WORD.test(value));
  if (said && numbered !== undefined) return { start, end: numbered.end };
  const mixed = /[\d_]/.test(first.value) && /\p{L}/u.test(first.value);
  return mixed || (said && !/^\p{Ll}+$/u.test(first.value)) ? { start, end: first.end } : undefined;
}

/** Passwords that are the answer to a question. */
function answered({ text, asked }: Speech): Span[] {
  if (!ASKED_SECRET.test(asked)) return [];
  const starts = [
    OPENING.exec(text)?.[0].length ?? 0,
    ...Array.from(text.matchAll(NAMED_LATER), ({ 0: found, index }) => index + found.length),
  ];
  return starts.flatMap((start) => {
    const place = secretAt(text, start, true);
    return place === undefined ? [] : [{ entityType: 'PASSWORD', ...place }];
  });
}

/** Passwords and the names that go with them, after a word that announces them or asked for. */
export function secretSpans(speech: Speech): Span[] {
  const { text, asked } = speech;
  const named = [
    { entityType: 'PASSWORD', pattern: PASSWORD },
    { entityType: 'USERNAME', pattern: USERNAME },
  ].flatMap(({ entityType, pattern }) =>
    Array.from(text.matchAll(pattern)).flatMap(({ 0: found, index, groups }) => {
      const place = secretAt(text, index + found.length, groups?.['said'] !== undefined);
      return place === undefined ? [] : [{ entityType, ...place }];
    }),
  );
  const mixed = ABOUT_SECRET.test(asked)
    ? placesOf(MIXED, text).map((place) => ({ entityType: 'PASSWORD', ...place }))
    : [];
  return [...named, ...answered(speech), ...mixed];
}
