import { cardIn } from './card-numbers.js';
import { type DigitRun, digitRunsIn, digitsOf } from './digits.js';
import type { Span, Speech } from './speech.js';
import { type Subject, subjectsOf } from './subjects.js';

/** How many digits each subject's numbers have, and what they are then. */
const LENGTHS: Readonly<Partial<Record<Subject, { readonly entityType: string; readonly fits: RegExp }>>> = {
  card: { entityType: 'CREDIT_DEBIT_NUMBER', fits: /^\d{12,19}$/ },
  cvv: { entityType: 'CREDIT_DEBIT_CVV', fits: /^\d{3,4}$/ },
  expiry: { entityType: 'CREDIT_DEBIT_EXPIRY', fits: /^(?:0?[1-9]|1[0-2])(?:20)?[2-4]\d$/ },
  pin: { entityType: 'PIN', fits: /^\d{3,8}$/ },
  passcode: { entityType: 'PASSWORD', fits: /^\d{4,10}$/ },
  ssn: { entityType: 'SSN', fits: /^(?:\d{9}|\d{4})$/ },
  routing: { entityType: 'BANK_ROUTING', fits: /^(?:\d{6}|\d{8,9})$/ },
  bank: { entityType: 'BANK_ACCOUNT_NUMBER', fits: /^\d{5,17}$/ },
  account: { entityType: 'ACCOUNT_NUMBER', fits: /^\d{4,20}$/ },
  passport: { entityType: 'PASSPORT_NUMBER', fits: /^\d{6,10}$/ },
  driver: { entityType: 'DRIVER_ID', fits: /^\d{4,16}$/ },
  phone: { entityType: 'PHONE', fits: /^\d{7,15}$/ },
  zip: { entityType: 'ADDRESS', fits: /^\d{5}(?:\d{4})?$/ },
  birth: { entityType: 'DATE_TIME', fits: /^\d{4,8}$/ },
};

/** What letters and digits together are; codes of anything else are nobody's secret. */
const CODES: Readonly<Partial<Record<Subject, string>>> = {
  account: 'ACCOUNT_NUMBER',
  bank: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  passport: 'PASSPORT_NUMBER',
  driver: 'DRIVER_ID',
  plate: 'LICENSE_PLATE',
  vin: 'VEHICLE_IDENTIFICATION_NUMBER',
  passcode: 'PASSWORD',
};
const CODE_PART =
  '(?:[A-Z]{1,5}|[b-hj-z]|[A-Z\\d]*\\d[A-Z\\d]*|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|double|triple|dash|hyphen|slash)';
const CODE = new RegExp(`(?<![\\p{L}\\p{N}'’])${CODE_PART}(?:[\\s,./-]+${CODE_PART})*(?![\\p{L}\\p{N}])`, 'gu');
const NO_CODE = /^(?:(?:I|ID|PIN|SSN|CVV|OK|UK|US|IP|NO|VIN|DOB)\b[\s,.-]*)+/;
const DIGIT = /\d|zero|oh|one|two|three|four|five|six|seven|eight|nine/g;

/** The last digits of a number, which tell cards apart and are no secret; those of a social security number are one. */
const ENDING =
  /\b(?:(?:end(?:ing|s|ed)?|finish(?:ing|es|ed)?)(?: (?:in|with|on|at))?(?: the)?(?: numbers?| digits?)?|last (?:four|4|three|3|few)(?: digits| numbers)?(?: (?:of|on) (?:the|my|your|that|this|his|her) (?:[\w-]+ ){0,2}(?:card|account|one|number))?(?: (?:is|are|being|were))?)[\s,:]*$/i;
const LAST_OF_SOCIAL = /\blast (?:four|4)\b/i;

const NORTH_AMERICAN = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const BRITISH = /^0[1237]\d{8,9}$/;
const ABROAD = /^\d{8,15}$/;
const YEAR = /^(?:19|20)\d{2}$/;
const BEFORE_YEAR =
  /\b(?:in|since|until|from|by|of|before|after|during|year|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|the)\s*$/i;
const COUNTED =
  /^\s*(?:hundred|thousand|million|grand|dollars?|pounds?|euros?|bucks|cents?|pence|quid|percent|people|minutes?|hours?|days?|weeks?|months?|years?|miles?|kilometers?|feet|inches|gigs?|gigabytes?|megabytes?|megabits?|points|items?|units?|pieces|times|seats|a\.?m|p\.?m|o'clock)\b/i;

const AMOUNT_BEFORE = /(?:[$£€¥]\s?|\b(?:hundred(?: and)?|thousand(?: and)?|million(?: and)?)\s)$/i;
/** What may be said besides a number that is the answer to a question. */
const ONLY_DIGITS = /^(?:[\s.,]|yes|yeah|sure|okay|it's|it is|um|uh|so)*$/i;
/** How much of what was said before a number can matter to how it is read, in characters. */
const HEARD = 90;
/** Letters that belong to a code of which digits are the rest. */
const CODE_BEFORE =
  /(?<![\p{L}\p{N}'’])(?:[A-Z]{1,4}|[b-hj-z](?:\s[b-hj-z]){0,3})(?:\s(?:slash|dash|hyphen))?[\s/-]+$/u;

/** A key of a lock before its digits. */
const KEY = /(?:\b(?:hash|star|pound)\s|[#*]\s?)$/i;

const EXTENSION = /^,?\s(?:ext(?:ension)?\.?|x)\s?\d{1,6}\b/i;

/** What a number is that nothing is said about, by its shape. */
function shaped({ groups, international }: DigitRun, written: string): string | undefined {
  const digits = digitsOf(groups);
  if (/^\d{3}[- ]\d{2}[- ]\d{4}$/.test(written)) return 'SSN';
  if (/^\d{3}-\d{4}$/.test(written)) return 'PHONE';
  if (NORTH_AMERICAN.test(digits) || BRITISH.test(digits) || (international && ABROAD.test(digits))) return 'PHONE';
  return undefined;
}

const BANKING = /\b(?:routing|sort code|checking|savings|direct (?:debit|deposit)|wire)\b/i;

/** Whether what is said near a number is about a bank. */
function isBanking({ text, asked }: Speech, { start, end }: DigitRun): boolean {
  return BANKING.test(`${asked} ${text.slice(Math.max(0, start - 100), end + 60)}`);
}

/** Where the code begins that digits are a part of, if they are. */
function codeStart(text: string, { start }: DigitRun): number {
  const before = text.slice(Math.max(0, start - HEARD), start);
  return start - (CODE_BEFORE.exec(before)?.[0].replace(NO_CODE, '').length ?? 0);
}

function entityTypeOf(speech: Speech, run: DigitRun, from: number): string | undefined {
  const { text } = speech;
  const digits = digitsOf(run.groups);
  if (digits.length < 3 || (digits.length < 7 && COUNTED.test(text.slice(run.end)))) return undefined;
  const said = text.slice(Math.max(0, run.start - HEARD), run.start);
  if (AMOUNT_BEFORE.test(said)) return undefined;
  if (run.groups.length <= 2 && YEAR.test(digits) && BEFORE_YEAR.test(said)) return undefined;
  const subjects = subjectsOf(speech, { start: codeStart(text, run), end: run.end }, from);
  if (digits.length <= 6 && ENDING.test(said)) return subjects[0] === 'ssn' ? 'SSN' : undefined;
  for (const subject of subjects) {
    const { entityType, fits } = LENGTHS[subject] ?? {};
    if (entityType === undefined) return undefined;
    if (subject === 'ssn' && digits.length === 4 && !LAST_OF_SOCIAL.test(said + speech.asked)) continue;
    if (fits?.test(digits)) return subject === 'account' && isBanking(speech, run) ? 'BANK_ACCOUNT_NUMBER' : entityType;
  }
  if (digits.length >= 6 && /\baccount\b/i.test(speech.asked) && ONLY_DIGITS.test(said + text.slice(run.end)))
    return 'ACCOUNT_NUMBER';
  return shaped(run, text.slice(run.start, run.end));
}

const WORD = /[a-z]{2,}/g;
/** Two letters that six digits follow, and the letter after them. */
const NATIONAL_INSURANCE = /^[A-Za-z][\s-]?[A-Za-z][\s,-]+(?:\d[\s-]*){6}$|^(?:[a-z] ){2}(?:[a-z]{2,9} ?){3,6}$/;
const INSURANCE_SUFFIX = /^[\s,-]+[a-dA-D](?: for \p{L}+)?(?![\p{L}'’])/u;

/** How late in an answer a code may come that was asked for, in characters. */
const AT_ONCE = 40;

/** Member numbers, passports and similar things that have letters in them. */
function codeSpans(speech: Speech): Span[] {
  return Array.from(speech.text.matchAll(CODE)).flatMap(({ 0: found, index }) => {
    const opened = found.replace(NO_CODE, '');
    const code = opened.replace(/[\s,.-]+I$/, '');
    const start = index + found.length - opened.length;
    const [insured = ''] = NATIONAL_INSURANCE.test(code)
      ? (INSURANCE_SUFFIX.exec(speech.text.slice(start + code.length)) ?? [])
      : [];
    const place = { start, end: start + code.length + insured.length };
    if (!/[A-Za-z]/.test(code.replace(WORD, '')) || (code.match(DIGIT) ?? []).length < 3) return [];
    const subjects = subjectsOf(speech, place, 0);
    const subject = subjects.find((each) => each === 'other' || CODES[each] !== undefined);
    if (subject === 'passcode' && start > AT_ONCE) return [];
    const entityType = subject === undefined ? undefined : CODES[subject];
    return entityType === undefined ? [] : [{ entityType, ...place }];
  });
}

/** How far behind a card number its other numbers may come without being named, in characters. */
const BESIDE_CARD = 40;
const ONE_AFTER_THE_OTHER = /^(?:[\s,.;\d/-]|and\b|then\b|with\b|exp\w*\b|the\b|is\b)*$/i;
const NAMED_CODE = /\bcode(?: is)?[\s,:]*$/i;
const CODE_LETTERS = /^[A-Z\d\s.,-]*$/;

/** What digits are that follow a card number, with at most `code` to name them. */
function besideCard(text: string, run: DigitRun, cardEnd: number | undefined): string | undefined {
  const between = cardEnd === undefined ? undefined : text.slice(cardEnd, run.start);
  if (between === undefined || between.length > BESIDE_CARD || COUNTED.test(text.slice(run.end))) return undefined;
  if (!ONE_AFTER_THE_OTHER.test(between) && !NAMED_CODE.test(between)) return undefined;
  const digits = digitsOf(run.groups);
  if (digits.length === 4 && LENGTHS.expiry?.fits.test(digits)) return LENGTHS.expiry.entityType;
  return LENGTHS.cvv?.fits.test(digits) ? LENGTHS.cvv.entityType : undefined;
}

/** Card, bank, telephone, social security and account numbers, codes, postcodes: what is said digit by digit. */
export function numberSpans(speech: Speech): Span[] {
  const spans = codeSpans(speech);
  let served = 0;
  let last = 0;
  let cardEnd: number | undefined;
  for (const run of digitRunsIn(speech.text)) {
    if (!CODE_LETTERS.test(speech.text.slice(last, run.start))) served = last;
    if (digitsOf(run.groups).length >= 3) last = run.end;
    const card = cardIn(run.groups);
    const cardNumber = card !== undefined && subjectsOf(speech, run, served)[0] !== 'other';
    const entityType = cardNumber
      ? 'CREDIT_DEBIT_NUMBER'
      : (entityTypeOf(speech, run, served) ?? besideCard(speech.text, run, cardEnd));
    if (entityType === undefined) continue;
    const { start } = (cardNumber ? card[0] : undefined) ?? run;
    const { end } = (cardNumber ? card.at(-1) : undefined) ?? run;
    if (cardNumber) cardEnd = end;
    const keyed =
      entityType === 'PIN' ? (KEY.exec(speech.text.slice(Math.max(0, start - HEARD), start))?.[0] ?? '') : '';
    const extension = EXTENSION.exec(speech.text.slice(end, end + HEARD))?.[0] ?? '';
    spans.push({ entityType, start: start - keyed.length, end: end + extension.length });
  }
  return spans;
}
