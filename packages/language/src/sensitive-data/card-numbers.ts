import { type DigitGroup, digitsOf } from './digits.js';

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

/** Sixteen digits that begin as cards do, and American Express's fifteen. */
const CARD_SHAPE = /^(?:[3-6]\d{15}|3[47]\d{13})$/;
/** The longest card number has so many digits. */
export const MAX_CARD_DIGITS = 19;

/** Whether digits have the length, the beginning and the check digit of a card number as most are. */
export function isCardNumber(digits: string): boolean {
  return CARD_SHAPE.test(digits) && passesLuhn(digits);
}

/** The longest groups next to each other that make a card number; one misheard digit doesn't matter if they are all. */
export function cardIn(groups: readonly DigitGroup[]): readonly DigitGroup[] | undefined {
  if (CARD_SHAPE.test(digitsOf(groups))) return groups;
  let longest: { readonly part: readonly DigitGroup[]; readonly length: number } | undefined;
  for (const from of groups.keys()) {
    let digits = '';
    for (let to = from; to < groups.length && digits.length < MAX_CARD_DIGITS; to++) {
      digits += groups[to]?.digits ?? '';
      if (digits.length <= (longest?.length ?? 0) || !/^[2-6]\d{12,18}$/.test(digits) || !passesLuhn(digits)) continue;
      longest = { part: groups.slice(from, to + 1), length: digits.length };
    }
  }
  return longest?.part;
}
