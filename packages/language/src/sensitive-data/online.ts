import { SPOKEN_NUMBER } from './digits.js';
import { givenName } from './name-words.js';
import { placesOf, type Span, type Speech } from './speech.js';

const SPOKEN_DOT = String.raw`(?:,?\s+(?:dot|period|point),?\s+|\.)`;
const JOINT_WORD = '(?:dot|period|point|underscore|dash|hyphen|minus|plus)';
const JOINT = String.raw`(?:,?\s+${JOINT_WORD},?\s+|[._+-])`;
const PART = String.raw`[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*`;
const WORD = String.raw`[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?`;
const WRITTEN_EMAIL = /(?<![\p{L}\p{N}_.+-])[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu;
const TLD = '(?:com|org|net|edu|gov|io|co|uk|us|ca|au|de|fr|eu|ie|nz|in|info|biz|me|tv|ai|dev|app|online|shop)';
const SPELLED = String.raw`(?:[\p{L}\d][\s-]){2,12}[\p{L}\d]`;
const DOMAIN = String.raw`(?:${SPELLED}|${PART}(?:\s${PART})?(?:\s(?:dash|hyphen)\s${PART})?)(?:${SPOKEN_DOT}(?!${TLD}\b)${PART})?(?:${SPOKEN_DOT}${TLD}\b)+`;
const ASIDE = String.raw`(?:,?\s(?:all )?(?:one word|lower ?case|in lower ?case|together|no spaces|no dots))`;
const SPOKEN_EMAIL = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’_+-])(?<local>${WORD}(?:(?:${JOINT}|,?\s(?!${JOINT_WORD}\b))${WORD}){0,16}?)${ASIDE}{0,2},?\s+at(?:\s+sign)?,?\s+(?:the rate\s+)?(?<domain>${DOMAIN})`,
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

const ELEMENT = `(?:(?:\\p{L}|${SPOKEN_NUMBER})\\s){0,12}${WORD}(?:\\s${SPOKEN_NUMBER}){0,8}`;
const LAST_JOINED = new RegExp(`(?<![\\p{L}\\p{N}'’])(?:${ELEMENT}${JOINT}){0,8}${ELEMENT}$`, 'iu');

/**
 * What comes before `at` and belongs to the address: the words that are joined, else all since `my email is`; all of an
 * answer to a question for it.
 */
function localPart(said: string, answers: boolean): string {
  const joined = LAST_JOINED.exec(said)?.[0] ?? '';
  const introduced = said.replace(LEAD_IN, '');
  return (introduced !== said || answers) && introduced.length > joined.length ? introduced : joined;
}

/** E-mail addresses with their signs, in any language. */
export function writtenEmails(text: string): Span[] {
  return Array.from(text.matchAll(WRITTEN_EMAIL), ({ 0: found, index }) => ({
    entityType: 'EMAIL',
    start: index,
    end: index + found.replace(/\.+$/, '').length,
  }));
}

function emailSpans({ text, asked }: Speech): Span[] {
  const spoken = Array.from(text.matchAll(SPOKEN_EMAIL)).flatMap(({ 0: found, index, groups }) => {
    const { local = '', domain = '' } = groups ?? {};
    const part = localPart(local, ABOUT_EMAIL.test(asked) && text.slice(0, index).trim() === '');
    const meant =
      MAIL_HOST.test(domain) ||
      new RegExp(JOINT).test(part.trim()) ||
      /^[^\Wai] /.test(part) ||
      /\d/.test(part) ||
      givenName(part) !== 'none' ||
      ABOUT_EMAIL.test(`${text.slice(Math.max(0, index - NEAR), index + found.length + NEAR)} ${asked}`);
    if (part === '' || NO_NAME.test(part) || !meant) return [];
    return [{ entityType: 'EMAIL', start: index + local.length - part.length, end: index + found.length }];
  });
  return [...writtenEmails(text), ...spoken];
}

const WRITTEN_URL = /\b(?:https?:\/\/|www\.)[^\s,]*[^\s,.?!)]/gi;
const SPOKEN_URL = new RegExp(String.raw`\bwww${SPOKEN_DOT}${DOMAIN}(?:(?:\s+slash\s+|/)${PART})*`, 'giu');
const OWN_SITE = new RegExp(
  String.raw`\bmy (?:own )?(?:web ?site|site|blog|web ?page|domain|url|profile|portfolio|shop|store)(?: address)? (?:is|at|it's)(?: at)?\s+(?<site>${DOMAIN}(?:(?:\s+slash\s+|/)${PART})*)`,
  'giu',
);

function urlSpans({ text }: Speech): Span[] {
  const plain = [WRITTEN_URL, SPOKEN_URL].flatMap((pattern) => placesOf(pattern, text));
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
  return placesOf(IP, text)
    .filter(({ start }) => !VERSION.test(text.slice(0, start)))
    .map((place) => ({ entityType: 'IP_ADDRESS', ...place }));
}

/** Addresses of the net: e-mail, web pages and IP addresses, written or spelled. */
export function onlineSpans(speech: Speech): Span[] {
  return [emailSpans, urlSpans, ipSpans].flatMap((find) => find(speech));
}
