import type { Evidence, SensitiveDataFinding } from '@earshot/core';
import type { Roles } from './speaker-roles.js';
import type { SaidSegment } from './understanding.js';

/** What customers say right before their name. */
const INTRODUCING = /\b(?:name['’]?s?(?: is)?|this is|it['’]s|i['’]m|i am|speaking)[\s,:]*$/i;
/** What agents say right before a customer's answer is a name. */
const ASKING =
  /\byour (?:full |first |last |sur)?name\b|\bsurname\b|\bwho am i\b|\bwho(?:['’]s| is) (?:this|calling|speaking)\b/i;
/** What agents say right before the customer's name. */
const GREETING = /\b(?:am i (?:speaking|talking) (?:to|with)|is (?:that|this))[\s,]*$/i;

/** Where a customer's name is said, as they give it, or as an agent greets them. */
export function callerIn(
  segments: readonly SaidSegment[],
  roles: Roles,
  sensitiveData: readonly SensitiveDataFinding[],
): Evidence | undefined {
  const saidAsWord = (name: string) =>
    segments.some(({ text }) => text.split(/[^\p{L}]+/u).includes(name.toLowerCase()));
  for (const { entityType, segmentIndex = 0, startCharacter = 0, endCharacter } of sensitiveData) {
    const { text = '', speaker } = segments[segmentIndex] ?? {};
    const before = text.slice(0, startCharacter);
    const role = roles.get(speaker);
    const gives =
      role === 'customer' && (INTRODUCING.test(before) || ASKING.test(segments[segmentIndex - 1]?.text ?? ''));
    if (entityType === 'NAME' && (gives || (role === 'agent' && GREETING.test(before)))) {
      const quote = text.slice(startCharacter, endCharacter);
      if (!saidAsWord(quote)) return { segmentIndex, quote };
    }
  }
  return undefined;
}
