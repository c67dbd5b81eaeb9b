import { describes, givenName } from './sensitive-data-name-words.js';
import type { Span, Speech } from './sensitive-data-speech.js';

const SPOKEN_DOT = String.raw`(?:\s+(?:dot|period|point)\s+|\.)`;
const JOINT = String.raw`(?:\s+(?:dot|period|point|underscore|dash|hyphen|minus|plus)\s+|[._+-])`;
const PART = String.raw`[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*`;
const WRITTEN_EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
const TLD = '(?:com|org|net|edu|gov|io|co|uk|us|ca|au|de|fr|eu|ie|nz|in|info|biz|me|tv|ai|dev|app|online|shop)';
const DOMAIN = String.raw`${PART}(?:\s${PART})?(?:${SPOKEN_DOT}(?!${TLD}\b)${PART})?(?:${SPOKEN_DOT}${TLD}\b)+`;
const SPOKEN_EMAIL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?<local>${PART}(?:(?:${JOINT}|\s)${PART}){0,12})\s+at\s+(?:the rate\s+)?(?<domain>${DOMAIN})`,
  'giu',
);

const MAIL_HOST =
  /^(?:g ?mail|hot ?mail|yahoo|outlook|i ?cloud|aol|comcast|msn|live|proton ?mail|btinternet|verizon|att|sbcglobal|gmx|me|mac)\b/i;
const LEAD_IN =
  /^.*\b(?:e-?mail(?:ed|'s)?|address|it'?s|it is|is|that'?s|that is|was|at|to|on|as|use|using|try|me|so|um|uh|yes|yeah|sure|okay|and|called|under|just|all lower ?case|lower ?case)\b[\s,:]*/iu;
/** How near the word e-mail is to one that is spelled, in characters. */
const NEAR = 40;
const ABOUT_EMAIL = /\be-?mail|\bsend (?:it|that|them|me)\b/i;
const NO_NAME =
  /^(?:look(?:ing|ed)?|shop(?:ping|ped)?|bought|buy|order(?:ed|ing)?|saw|found|check(?:ed)?|us|online|account|it|them|back|up|available|sold|website|site|store|working|work)$/i;

const LAST_JOINED = new RegExp(`(?:${PART}${JOINT})*${PART}$`, 'u');

/** What comes before `at` and belongs to the address: the words that are joined, else all since `my email is`. */
function localPart(said: string): string {
  const joined = LAST_JOINED.exec(said)?.[0] ?? '';
  const introduced = said.replace(LEAD_IN, '');
  return introduced !== said && introduced.length > joined.length ? introduced : joined;
}

function emailSpans({ text, asked }: Speech): Span[] {
  const written = Array.from(text.matchAll(WRITTEN_EMAIL), ({ 0: found, index }) => ({
    entityType: 'EMAIL',
    start: index,
    end: index + found.replace(/\.+$/, '').length,
  }));
  const spoken = Array.from(text.matchAll(SPOKEN_EMAIL)).flatMap(({ 0: found, index, groups }) => {
    const { local = '', domain = '' } = groups ?? {};
    const part = localPart(local);
    const meant =
      MAIL_HOST.test(domain) ||
      new RegExp(JOINT).test(part.trim()) ||
      /\d/.test(part) ||
      givenName(part) !== 'none' ||
      ABOUT_EMAIL.test(`${text.slice(Math.max(0, index - NEAR), index + found.length + NEAR)} ${asked}`);
    if (part === '' || NO_NAME.test(part) || !meant) return [];
    return [{ entityType: 'EMAIL', start: index + local.length - part.length, end: index + found.length }];
  });
  return [...written, ...spoken];
}

const WRITTEN_URL = /\b(?:https?:\/\/|www\.)[^\s,]*[^\s,.?!)]/gi;
const SPOKEN_URL = new RegExp(String.raw`\bwww${SPOKEN_DOT}${DOMAIN}(?:(?:\s+slash\s+|/)${PART})*`, 'giu');
const OWN_SITE = new RegExp(
  String.raw`\bmy (?:own )?(?:web ?site|site|blog|web ?page|domain|url|profile|portfolio|shop|store)(?: address)? (?:is|at|it's)(?: at)?\s+(?<site>${DOMAIN}(?:(?:\s+slash\s+|/)${PART})*)`,
  'giu',
);

function urlSpans({ text }: Speech): Span[] {
  const plain = [WRITTEN_URL, SPOKEN_URL].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length })),
  );
  const own = Array.from(text.matchAll(OWN_SITE), ({ 0: found, index, groups }) => ({
    start: index + found.length - (groups?.['site'] ?? '').length,
    end: index + found.length,
  }));
  return [...plain, ...own].map((place) => ({ entityType: 'URL', ...place }));
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const IP = new RegExp(
  String.raw`(?<![\d.])(?:${OCTET}${SPOKEN_DOT}){3}${OCTET}(?![\d]|\.\d)|\b(?:[\da-f]{1,4}:){3,7}:?[\da-f]{1,4}\b`,
  'gi',
);
const VERSION = /\b(?:version|firmware|build|release|update|v)\b[^.?!]*$/i;

function ipSpans({ text }: Speech): Span[] {
  return Array.from(text.matchAll(IP), ({ 0: found, index }) => ({
    entityType: 'IP_ADDRESS',
    start: index,
    end: index + found.length,
  })).filter(({ start }) => !VERSION.test(text.slice(0, start)));
}

const SECRET = String.raw`["'“]?(?<value>[\p{L}\p{N}\p{P}\p{S}]+?)(?=[.,;:?!"'”]*(?:\s|$))`;
const PASSWORD = new RegExp(
  String.raw`\b(?:pass ?(?:word|code|phrase)|memorable word|security word|secret word)(?: (?:I|we) (?:set|use|used|have|had|chose|picked))?(?: up)?(?: on (?:the|my) account| for (?:that|it|the \w+))?(?<said>'s|:|\s(?:is|was|to|it's|would be|should be))?[\s:,]+(?:actually |um,? |uh,? |probably |still )?${SECRET}`,
  'giu',
);
const USERNAME = new RegExp(
  String.raw`\b(?:user ?name|user ?id|log-?in(?: name| id)?|screen ?name|(?:my|his|her|your) handle|gamer ?tag|account name)(?<said>'s|:|\s(?:is|was|it's|would be|should be))?[\s:,]+(?:actually |um,? |uh,? )?${SECRET}`,
  'giu',
);
const NO_SECRET =
  /^(?:not|no|n't|wrong|incorrect|expired|working|locked|being|too|invalid|reset|still|always|never|different|correct|required|case|the|a|an|my|your|our|in|on|at|to|what|something|somewhere|saved|there|here|missing|needed|blank|empty|same|one|that|this|it|because|so|and|or|but|weak|strong|secure|safe|fine|okay|ok|important|confidential|stored|sent|has|have|gone|good|bad|change|changed|set|protect(?:ed)?|log|be|get|access|very|just|only|also|now|then|when|if|valid|accepted|rejected|kept|for|from|with|by|you|I|we|they|usually|probably|visible|hidden|required|up|ready|active|inactive|disabled|enabled|unknown|unavailable|taken|available|case-sensitive|simple|complicated|easy|hard|long|short)$/i;
const COUNTED = /^\s(?:characters?|digits?|letters?|times?|days?|weeks?|months?|years?|attempts?|words?)\b/i;
const ENDS_CLAUSE = /^(?:\s*[.,;:?!]|\s*$|\s(?:and|with|all|but)\b)/;

/** Whether a word after `password` is one: anything with digits or capitals, else a word that says nothing about it. */
function isSecret(value: string, said: boolean, rest: string): boolean {
  if (NO_SECRET.test(value) || COUNTED.test(rest)) return false;
  if (/[\d_]/.test(value) && /\p{L}/u.test(value)) return true;
  return said && (!/^\p{Ll}+$/u.test(value) || (ENDS_CLAUSE.test(rest) && !describes(value)));
}

function secretSpans({ text }: Speech): Span[] {
  return [
    { entityType: 'PASSWORD', pattern: PASSWORD },
    { entityType: 'USERNAME', pattern: USERNAME },
  ].flatMap(({ entityType, pattern }) =>
    Array.from(text.matchAll(pattern)).flatMap(({ 0: found, index, groups }) => {
      const { value = '', said } = groups ?? {};
      const end = index + found.length;
      return isSecret(value, said !== undefined, text.slice(end, end + NEAR))
        ? [{ entityType, start: end - value.length, end }]
        : [];
    }),
  );
}

/** Addresses and secrets of the net: e-mail, web pages, IP addresses, user names and passwords, written or spelled. */
export function onlineSpans(speech: Speech): Span[] {
  return [emailSpans, urlSpans, ipSpans, secretSpans].flatMap((find) => find(speech));
}
