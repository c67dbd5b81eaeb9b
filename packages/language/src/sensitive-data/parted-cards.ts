import type { Speaker } from '../understanding.js';
import { isCardNumber, MAX_CARD_DIGITS } from './card-numbers.js';
import { type DigitGroup, digitRunsIn, digitsOf } from './digits.js';
import type { Span, Speech } from './speech.js';

/** Fewer digits are no part of a card that somebody reads out. */
const PART = 3;
const MAX_PARTS = 6;

interface Part {
  readonly groups: readonly DigitGroup[];
  readonly speech: number;
}

/** The parts from one on that make a card number together. */
function cardFrom(parts: readonly Part[], from: number): readonly Part[] {
  let digits = '';
  for (let to = from; to < Math.min(parts.length, from + MAX_PARTS) && digits.length < MAX_CARD_DIGITS; to++) {
    digits += digitsOf(parts[to]?.groups ?? []);
    if (to > from && isCardNumber(digits)) return parts.slice(from, to + 1);
  }
  return [];
}

/**
 * For each speech of a call, the card numbers of which it has a part: what one speaker read in several goes, whatever
 * was said in between, if the check digit is right.
 */
export function partedCardSpans(speeches: readonly Speech[]): Span[][] {
  const spans: Span[][] = speeches.map(() => []);
  const speakers = new Map<Speaker | undefined, Part[]>();
  speeches.forEach(({ text, speaker }, speech) => {
    const parts = speakers.get(speaker) ?? [];
    speakers.set(speaker, parts);
    for (const { groups } of digitRunsIn(text)) if (digitsOf(groups).length >= PART) parts.push({ groups, speech });
  });
  for (const parts of speakers.values()) {
    for (let at = 0; at < parts.length; ) {
      const card = cardFrom(parts, at);
      for (const { groups, speech } of card) {
        const [{ start = 0 } = {}] = groups;
        spans[speech]?.push({ entityType: 'CREDIT_DEBIT_NUMBER', start, end: groups.at(-1)?.end ?? start });
      }
      at += Math.max(1, card.length);
    }
  }
  return spans;
}
