import type { Span } from './speech.js';

/** How long the numbers of each country are. Source: SWIFT's IBAN registry. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
/** With fewer digits, words make one by chance. */
const MIN_DIGITS = 8;
/** Two letters, two digits, and what may follow of either, in groups or one by one. */
const BEGINNING = /(?<![\p{L}\p{N}])[A-Z][\s.-]?[A-Z](?:[\s.,-]{0,2}\d){2}(?=[\s.,-]{0,2}[A-Z\d])/giu;
const CHARACTER = /[\s.,-]{0,2}([A-Z\d])/iy;

/** Whether the check digits of an account number are right. @param iban - upper case, without spaces */
export function isIban(iban: string): boolean {
  if (iban.length !== LENGTHS.get(iban.slice(0, 2)) || !/^[A-Z]{2}\d{2}[A-Z\d]+$/.test(iban)) return false;
  if (iban.replaceAll(/\D/g, '').length < MIN_DIGITS) return false;
  // Letters count from 10. Digit by digit, because the number is too long.
  const digits = (iban.slice(4) + iban.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return Array.from(digits).reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** International bank account numbers, written or spelled, by their check digits alone. */
export function ibanSpans({ text }: { readonly text: string }): Span[] {
  return Array.from(text.matchAll(BEGINNING)).flatMap(({ 0: beginning, index: start }) => {
    const country = beginning.replaceAll(/[^A-Z]/gi, '').toUpperCase();
    const length = LENGTHS.get(country) ?? 0;
    let iban = '';
    CHARACTER.lastIndex = start;
    let end = start;
    while (iban.length < length) {
      const [, character] = CHARACTER.exec(text) ?? [];
      if (character === undefined) return [];
      iban += character.toUpperCase();
      end = CHARACTER.lastIndex;
    }
    const goesOn = /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
    return isIban(iban) && !goesOn ? [{ entityType: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER', start, end }] : [];
  });
}
