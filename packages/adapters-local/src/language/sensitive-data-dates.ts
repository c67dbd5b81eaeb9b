import type { Span, Speech } from './sensitive-data-speech.js';
import { sentenceBefore, subjectsOf } from './sensitive-data-subjects.js';

const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?';
const UNIT_DAY = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';
const DAY = `(?:\\d{1,2}(?:st|nd|rd|th)?|${UNIT_DAY}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:${UNIT_DAY}))`;
const UNIT = '(?:oh |o )?(?:one|two|three|four|five|six|seven|eight|nine)';
const BELOW_100 = `(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|${UNIT})`;
const YEAR = `(?:(?:19|20)\\d{2}|(?:nineteen|twenty)(?: hundred(?: and)?)?[ ,-]+${BELOW_100}|two thousand(?: and)?(?: ${BELOW_100})?|'?\\d{2}|${BELOW_100})`;
const FULL_DATE = `(?:${MONTH} (?:the )?${DAY}(?:,? (?:of )?${YEAR})?|(?:the )?${DAY} (?:of )?${MONTH}(?:,? ${YEAR})?|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2}))`;
const WITH_YEAR = new RegExp(`(?:${YEAR}|\\d{2})$`, 'i');

const DATE = new RegExp(`\\b${FULL_DATE}\\b`, 'gi');
const CARD_DATE = new RegExp(`\\b(?:(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\\d|${MONTH}(?: of)?,? ${YEAR})\\b`, 'gi');

const SOMETHING_ELSE_EXPIRES =
  /\b(?:contract|policy|warranty|subscription|membership|lease|offer|trial|licen[cs]e|passport|promotion|promo|coupon|voucher|visa runs|certificate|domain|points|agreement|deal|plan|permit|quote|guarantee|milk|food|medication|prescription|ticket|pass)\b/i;

/** Whether what expires in a speech up to a place is a card. */
function aboutCardExpiry({ text, asked }: Speech, at: number): boolean {
  const { sentence } = sentenceBefore(text, at);
  return !SOMETHING_ELSE_EXPIRES.test(`${/\bexp/i.test(sentence) ? '' : asked} ${sentence}`);
}

function matches(
  pattern: RegExp,
  text: string,
): { readonly start: number; readonly end: number; readonly date: string }[] {
  return Array.from(text.matchAll(pattern), ({ 0: date, index }) => ({ date, start: index, end: index + date.length }));
}

/** Dates of birth, and when cards expire. Other dates stay. */
export function dateSpans(speech: Speech): Span[] {
  const births = matches(DATE, speech.text).filter(({ date, ...place }) => {
    const about = subjectsOf(speech, place, 0).find((subject) => subject === 'birth' || subject === 'other');
    return (
      about === 'birth' && (WITH_YEAR.test(date) || /\bdate of birth\b|\bd\.?o\.?b\b/i.test(speech.text + speech.asked))
    );
  });
  const expiries = matches(CARD_DATE, speech.text).filter((place) => {
    const [subject] = subjectsOf(speech, place, 0);
    return subject === 'expiry' && aboutCardExpiry(speech, place.start);
  });
  return [
    ...births.map(({ start, end }) => ({ entityType: 'DATE_TIME', start, end })),
    ...expiries.map(({ start, end }) => ({ entityType: 'CREDIT_DEBIT_EXPIRY', start, end })),
  ];
}
