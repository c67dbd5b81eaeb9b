import { type DigitGroup, type DigitRun, digitRunsIn, digitsOf } from './sensitive-data-digits.js';
import type { Span, Speech } from './sensitive-data-speech.js';
import { type Subject, subjectsOf } from './sensitive-data-subjects.js';

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
  birth: { entityType: 'DATE_TIME', fits: /^\d{5,8}$/ },
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
  '(?:[A-Z]{1,4}|[A-Z\\d]*\\d[A-Z\\d]*|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|dash|hyphen)';
const CODE = new RegExp(`(?<![\\p{L}\\p{N}])${CODE_PART}(?:[\\s,.-]+${CODE_PART})*(?![\\p{L}\\p{N}])`, 'gu');
const NO_CODE = /^(?:(?:I|ID|PIN|SSN|CVV|OK|UK|US|IP|NO|VIN|DOB)\b[\s,.-]*)+/;
const DIGIT = /\d|zero|oh|one|two|three|four|five|six|seven|eight|nine/g;

/** What a number that ends so is the end of; of other numbers, only the last digits are no secret. */
const ENDINGS: Readonly<Partial<Record<Subject, string>>> = {
  card: 'CREDIT_DEBIT_NUMBER',
  account: 'ACCOUNT_NUMBER',
  bank: 'BANK_ACCOUNT_NUMBER',
  ssn: 'SSN',
  phone: 'PHONE',
};
const ENDING =
  /\b(?:ending|ends|ended|finishing|finishes)(?: (?:in|with|on))?(?: the)?(?: numbers?| digits?)?[\s,:]*$/i;

const NORTH_AMERICAN = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const BRITISH = /^0[1237]\d{8,9}$/;
const ABROAD = /^\d{8,15}$/;
const YEAR = /^(?:19|20)\d{2}$/;
const BEFORE_YEAR =
  /\b(?:in|since|until|from|by|of|before|after|during|year|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|the)\s*$/i;
const COUNTED =
  /^\s*(?:dollars?|pounds?|euros?|bucks|cents?|pence|quid|percent|people|minutes?|hours?|days?|weeks?|months?|years?|miles?|kilometers?|feet|inches|gigs?|gigabytes?|megabytes?|megabits?|points|items?|units?|pieces|times|seats|a\.?m|p\.?m|o'clock)\b/i;

const EXTENSION = /^,?\s(?:ext(?:ension)?\.?|x)\s?\d{1,6}\b/i;

/** Whether the check digit of a card number is right. */
function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, nth) => {
      const doubled = Number(digit) * (nth % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

/** Sixteen digits that begin as cards do, and American Express's fifteen: a card, even when one of them was misheard. */
const CARD_SHAPE = /^(?:[3-6]\d{15}|3[47]\d{13})$/;

const MOST_CARD_DIGITS = 19;

/** The longest groups next to each other that make a card number. */
function cardIn(groups: readonly DigitGroup[]): readonly DigitGroup[] | undefined {
  let longest: { readonly part: readonly DigitGroup[]; readonly length: number } | undefined;
  for (const from of groups.keys()) {
    let digits = '';
    for (let to = from; to < groups.length && digits.length < MOST_CARD_DIGITS; to++) {
      digits += groups[to]?.digits ?? '';
      const whole = to - from === groups.length - 1 && CARD_SHAPE.test(digits);
      if (!whole && !(/^[2-6]\d{12,18}$/.test(digits) && passesLuhn(digits))) continue;
      if (digits.length > (longest?.length ?? 0)) longest = { part: groups.slice(from, to + 1), length: digits.length };
    }
  }
  return longest?.part;
}

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

function entityTypeOf(speech: Speech, run: DigitRun, from: number): string | undefined {
  const { text } = speech;
  const digits = digitsOf(run.groups);
  if (digits.length < 3 || (digits.length < 7 && COUNTED.test(text.slice(run.end)))) return undefined;
  const said = text.slice(0, run.start);
  if (run.groups.length === 1 && YEAR.test(digits) && BEFORE_YEAR.test(said)) return undefined;
  const subjects = subjectsOf(speech, run, from);
  if (digits.length <= 6 && ENDING.test(said)) {
    const [subject = 'card'] = subjects.filter((each) => each === 'other' || ENDINGS[each] !== undefined);
    return ENDINGS[subject];
  }
  for (const subject of subjects) {
    const { entityType, fits } = LENGTHS[subject] ?? {};
    if (entityType === undefined) return undefined;
    if (subject === 'ssn' && digits.length === 4 && !/\blast (?:four|4)\b/i.test(said + speech.asked)) continue;
    if (fits?.test(digits)) return subject === 'account' && isBanking(speech, run) ? 'BANK_ACCOUNT_NUMBER' : entityType;
  }
  return shaped(run, text.slice(run.start, run.end));
}

/** Policy numbers and the like that have letters in them. */
function codeSpans(speech: Speech): Span[] {
  return Array.from(speech.text.matchAll(CODE)).flatMap(({ 0: found, index }) => {
    const code = found.replace(NO_CODE, '');
    const place = { start: index + found.length - code.length, end: index + found.length };
    if (!/[A-Z]/.test(code) || (code.match(DIGIT) ?? []).length < 3) return [];
    const subject = subjectsOf(speech, place, 0).find((each) => each === 'other' || CODES[each] !== undefined);
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
    const extension = EXTENSION.exec(speech.text.slice(end))?.[0] ?? '';
    spans.push({ entityType, start, end: end + extension.length });
  }
  return spans;
}
