import { cardIn } from './card-numbers.js';
import type { DigitGroup } from './digits.js';
import { ibanSpans } from './ibans.js';
import { monthNames } from './month-names.js';
import { writtenEmails } from './online.js';
import { type Place, placesOf, type Span } from './speech.js';

/** A day and a month in either order, and a year; or the year first. */
const DATE =
  /(?<![\d./-])(?:\d{1,2}\s?([./-])\s?\d{1,2}\s?\1\s?(?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}\s?([./-])\s?\d{1,2}\s?\2\s?\d{1,2})(?![./-]?\d)/g;
/** A day, a month by its name, and a year: `12 de marzo de 1985`, `12. März 1985`. Made when first needed: it takes a while. */
let namedDate: RegExp | undefined;
function namedDates(): RegExp {
  namedDate ??= new RegExp(
    String.raw`(?<![\p{L}\p{N}])\d{1,2}(?:\.|º|er)?\s(?:de\s|of\s)?(?:${monthNames().join('|')})\.?,?\s(?:del?\s|of\s)?(?:19|20)\d{2}(?!\d)`,
    'giu',
  );
  return namedDate;
}
const EAST_ASIAN_DATE = /(?:19|20)\d{2}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]/gu;
/** Groups of digits with at most a mark and a space between them. */
const DIGITS = /(?:\+\s?|\()?\d+(?:(?:[.,/-]\s?|\s?[()]\s?|\s)\d+)*/g;

const MONEY_BEFORE = /[$£€¥]\s?$/;
const COUNTED = /^\s?[$£€¥%°]/;
/** Thousands with marks or spaces between them, and years from one to the next. */
const COUNTING = /^\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{1,2})?$|^(?:19|20)\d{2}\s?[-/]\s?(?:19|20)\d{2}$/;
/** What so many digits are, no matter how they are written. Fewer are a telephone number when they are in groups. */
const PHONE = { fewest: 7, sure: 9, most: 15 };

interface Run extends Place {
  readonly written: string;
  readonly groups: readonly DigitGroup[];
}

function digitRunsIn(text: string): Run[] {
  return placesOf(DIGITS, text).map(({ start, end }) => {
    const written = text.slice(start, end);
    const groups = Array.from(written.matchAll(/\d+/g), ({ 0: digits, index }) => ({
      digits,
      start: start + index,
      end: start + index + digits.length,
    }));
    return { start, end, written, groups };
  });
}

function isDate(written: string): boolean {
  const [first = 0, second = 0, third = 0] = written.match(/\d+/g)?.map(Number) ?? [];
  const [a, b] = first > 31 ? [second, third] : [first, second];
  return Math.min(a, b) >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
}

function dateSpans(text: string): Span[] {
  const inDigits = placesOf(DATE, text).filter(({ start, end }) => isDate(text.slice(start, end)));
  const named = [namedDates(), EAST_ASIAN_DATE].flatMap((pattern) => placesOf(pattern, text));
  return [...inDigits, ...named].map((place) => ({ entityType: 'DATE_TIME', ...place }));
}

function cardSpans(text: string): Span[] {
  return digitRunsIn(text).flatMap(({ groups }) => {
    const card = cardIn(groups);
    const [first] = card ?? [];
    const last = card?.at(-1);
    return first && last ? [{ entityType: 'CREDIT_DEBIT_NUMBER', start: first.start, end: last.end }] : [];
  });
}

function isPhone({ written, groups }: Run): boolean {
  const count = groups.reduce((sum, { digits }) => sum + digits.length, 0);
  if (count < PHONE.fewest || count > PHONE.most) return false;
  if (written.startsWith('+') || count >= PHONE.sure) return true;
  return (groups.length > 1 || written.startsWith('0')) && !COUNTING.test(written);
}

function phoneSpans(text: string): Span[] {
  return digitRunsIn(text)
    .filter((run) => isPhone(run) && !MONEY_BEFORE.test(text.slice(0, run.start)) && !COUNTED.test(text.slice(run.end)))
    .map(({ start, end }) => ({ entityType: 'PHONE', start, end }));
}

/** A text with digits of any script, and full-width letters and marks, as ASCII has them: each takes one place as before. */
function folded(text: string): string {
  return text
    .replaceAll(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[^\P{Nd}0-9]/gu, (digit) => (digit.length === 1 ? String(digitOf(digit.charCodeAt(0))) : digit));
}

/** What a digit counts: those of a script follow each other from zero on. */
function digitOf(code: number): number {
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCharCode(code - value - 1))) value++;
  return value % 10;
}

/** The surest first: what one has found is not looked at by the next. */
const PATTERNS: readonly ((text: string) => Span[])[] = [
  writtenEmails,
  (text) => ibanSpans({ text }),
  cardSpans,
  dateSpans,
  phoneSpans,
];

/**
 * Personal data that its form alone gives away, in any language: e-mail addresses, IBANs, card numbers, dates and
 * telephone numbers, as far as they are written in digits (months may have names). Every date counts: nothing says which is one of birth.
 */
export function patternSpans({ text }: { readonly text: string }): Span[] {
  const spans: Span[] = [];
  let left = folded(text);
  for (const find of PATTERNS) {
    const found = find(left);
    spans.push(...found);
    for (const { start, end } of found) left = left.slice(0, start) + '_'.repeat(end - start) + left.slice(end);
  }
  return spans;
}
