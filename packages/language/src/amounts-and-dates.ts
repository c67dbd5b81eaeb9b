import { DAY, MONTH, ORDINAL } from './sensitive-data/dates.js';

const UNIT = '(?:a|one|two|three|four|five|six|seven|eight|nine)';
const BELOW_100 =
  '(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|one|two|three|four|five|six|seven|eight|nine)';
const SPELLED = `(?:(?:${UNIT} thousand(?:,? (?:and )?)?)?(?:(?:${UNIT}|${BELOW_100}) hundred(?: (?:and )?${BELOW_100})?)|(?:${UNIT}|${BELOW_100}) thousand(?:,? (?:and )?${BELOW_100})?|${BELOW_100})`;
const NUMBER = `(?:\\d[\\d,]*(?:\\.\\d+)?|${SPELLED})`;
const CURRENCY = '(?:dollars?|pounds?|euros?|bucks|quid)';
const AMOUNT = new RegExp(
  `[$£€]\\s?\\d[\\d,]*(?:\\.\\d{1,2})?(?![\\d.]*\\d)|\\b${NUMBER} ${CURRENCY}\\b(?: (?:and )?${NUMBER}(?: (?:cents|pence))?\\b)?`,
  'gi',
);
const WEEKDAY = '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)';
/** `the second` counts something else as often. */
const LATER_DAY =
  '(?:tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))';
const DATE = new RegExp(
  `\\b(?:${WEEKDAY},? (?:the )?${ORDINAL}(?: of ${MONTH})?|(?:${WEEKDAY},? )?(?:${MONTH} (?:the )?${DAY}|(?:the )?${ORDINAL} (?:of )?${MONTH})|(?:next |last |this )?${WEEKDAY}|the (?:\\d{1,2}(?:st|nd|rd|th)|${LATER_DAY})|yesterday|today|tonight|tomorrow(?: morning| afternoon| evening)?|this (?:morning|afternoon|evening)|last (?:night|week|month)|next (?:week|month))\\b`,
  'gi',
);

/** Amounts of money and dates that a text states, as it has them, in order. */
export function amountsAndDatesIn(text: string): string[] {
  const found = [AMOUNT, DATE].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: said, index }) => ({ said, index })),
  );
  return found.toSorted((a, b) => a.index - b.index).map(({ said }) => said);
}
