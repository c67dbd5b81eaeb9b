import { type Place, placesOf, type Span, type Speech } from './speech.js';
import { sentenceBefore, subjectsOf } from './subjects.js';

export const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?';
const UNIT_DAY = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth';
const ORDINAL_WORD = `${UNIT_DAY}|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:${UNIT_DAY})`;
export const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|${ORDINAL_WORD})`;
export const DAY = `(?:\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL_WORD})`;
const UNIT = '(?:oh |o )?(?:one|two|three|four|five|six|seven|eight|nine)';
const BELOW_100 = `(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|${UNIT})`;
const YEAR = `(?:(?:19|20)\\d{2}|(?:nineteen|twenty)(?: hundred(?: and)?)?[ ,-]+${BELOW_100}|two thousand(?: and)?(?: ${BELOW_100})?|'?\\d{2}|${BELOW_100})`;
const FULL_DATE = `(?:${MONTH} (?:the )?${DAY}(?:,? (?:of )?${YEAR})?|(?:the )?${DAY} (?:of )?${MONTH}(?:,? (?:of )?${YEAR})?|${MONTH},? (?:of )?${YEAR},? (?:the |on the )?${ORDINAL}|(?:the )?${ORDINAL} (?:of|slash) (?:the )?${ORDINAL}(?: month)?,? (?:of |in )?${YEAR}|${YEAR},? (?:on )?(?:${MONTH} (?:the )?${DAY}|(?:the )?${DAY} of (?:${MONTH}|the ${ORDINAL}))|\\d{4}[/.-]\\d{1,2}[/.-]\\d{1,2}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2}))`;
const WITH_YEAR = new RegExp(`(?:${YEAR}|\\d{2})$|\\b(?:19|20)\\d{2}\\b|'\\d{2}\\b`, 'i');

const DATE = new RegExp(`\\b${FULL_DATE}\\b`, 'gi');
const CARD_DATE = new RegExp(`\\b(?:(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-4]\\d|${MONTH}(?: of)?,? ${YEAR})\\b`, 'gi');

const DATE_OF_BIRTH = /\b(?:date of birth|d\.?o\.?b|birthday)\b/i;
const BORN = /\b(?:born|birth|birthday|d\.?o\.?b)\b/i;
/** What happened on a day on which nobody was born. */
const OF_ELSE =
  /\b(?:joined|joining|started|moved|opened|bought|ordered|paid|appointment|booked|due|delivered|accident|happened|signed up)\b(?![^.?!]*(?:[.?!]|\bborn\b|\bbirth))/i;
const CORRECTED =
  /^[\s,.]*(?:and|or)?[\s,]*$|\b(?:no|sorry|wait|not|i mean|rather|correction|should be)\b(?![^.?!]*[.?!])/i;

const SOMETHING_ELSE_EXPIRES =
  /\b(?:contract|policy|warranty|subscription|membership|lease|offer|trial|licen[cs]e|passport|promotion|promo|coupon|voucher|visa runs|certificate|domain|points|agreement|deal|plan|permit|quote|guarantee|milk|food|medication|prescription|ticket|pass|password|link|token)\b/i;

/** Whether what expires in a speech up to a place is a card. */
function aboutCardExpiry({ text, asked }: Speech, at: number): boolean {
  const { sentence } = sentenceBefore(text, at);
  return !SOMETHING_ELSE_EXPIRES.test(`${/\bexp/i.test(sentence) ? '' : asked} ${sentence}`);
}

/** The dates of birth in a speech: of several dates the first, and those that are said next to it or to correct it. */
function birthDates(speech: Speech): Place[] {
  const { text, asked } = speech;
  const births: Place[] = [];
  for (const place of placesOf(DATE, text)) {
    const date = text.slice(place.start, place.end);
    const said = text.slice(births.at(-1)?.end ?? 0, place.start);
    if (births.length > 0 && !BORN.test(said) && !CORRECTED.test(said)) continue;
    const about = subjectsOf(speech, place, 0).find((subject) => subject === 'birth' || subject === 'other');
    if (OF_ELSE.test(text.slice(Math.max(0, place.start - 40), place.start))) continue;
    if (about === 'birth' && (WITH_YEAR.test(date) || DATE_OF_BIRTH.test(text + asked))) births.push(place);
  }
  return births;
}

/** Dates of birth, and when cards expire. Other dates stay. */
export function dateSpans(speech: Speech): Span[] {
  const expiries = placesOf(CARD_DATE, speech.text).filter((place) => {
    const [subject] = subjectsOf(speech, place, 0);
    return subject === 'expiry' && aboutCardExpiry(speech, place.start);
  });
  return [
    ...birthDates(speech).map(({ start, end }) => ({ entityType: 'DATE_TIME', start, end })),
    ...expiries.map(({ start, end }) => ({ entityType: 'CREDIT_DEBIT_EXPIRY', start, end })),
  ];
}
