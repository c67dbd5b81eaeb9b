import type { Evidence, SensitiveDataFinding } from '@earshot/core';
import type { Role } from './cues.js';
import type { Roles } from './speaker-roles.js';
import type { SaidSegment } from './understanding.js';

/** What customers say right before their name. */
const INTRODUCING = /\b(?:my (?:full |first |last )?name(?:['’]?s| is)?|this is|i['’]m|i am)[\s,:]*$/i;
/** The same of somebody they may have spoken of before. */
const NAMING = /\b(?:it['’]s|speaking)[\s,:]*$/i;
/** Whom else a customer may speak of. */
const SOMEBODY_ELSE =
  /\b(?:his|her|their|(?:my|our) (?:late |ex-?|older |younger |elderly )*(?:husband|wife|partner|spouse|fianc[eé]e?|boyfriend|girlfriend|mother|father|mom|mum|dad|parents?|son|daughter|child|kid|brother|sister|grand\w+|aunt|uncle|cousin|niece|nephew|friend|neighbou?r|boss|manager|colleague|client|tenant|landlord|roommate|\w+-in-law)|on behalf of)\b/i;
/** What agents say right before a customer's answer is a name. */
const ASKING =
  /\byour (?:full |first |last |sur)?name\b|\bsurname\b|\bwho am i\b|\bwho(?:['’]s| is) (?:this(?! for)|calling|speaking)\b/i;
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
  const names = sensitiveData.flatMap(({ entityType, segmentIndex = 0, startCharacter = 0, endCharacter }) => {
    const { text = '', speaker } = segments[segmentIndex] ?? {};
    const quote = text.slice(startCharacter, endCharacter);
    if (entityType !== 'NAME' || saidAsWord(quote)) return [];
    const surety = suretyOf(text.slice(0, startCharacter), segments[segmentIndex - 1]?.text ?? '', roles.get(speaker));
    return surety === 0 ? [] : [{ segmentIndex, quote, surety }];
  });
  const surest = Math.max(...names.map(({ surety }) => surety));
  const name = names.find(({ surety }) => surety === surest);
  return name && { segmentIndex: name.segmentIndex, quote: name.quote };
}

/** How surely a name is the customer's, by what is said before it: 0 where nothing says so. */
function suretyOf(before: string, earlier: string, role: Role | undefined): number {
  if (role === 'agent') return GREETING.test(before) ? 1 : 0;
  if (role !== 'customer') return 0;
  if (INTRODUCING.test(before)) return 2;
  return (NAMING.test(before) || ASKING.test(earlier)) && !SOMEBODY_ELSE.test(before) ? 1 : 0;
}
