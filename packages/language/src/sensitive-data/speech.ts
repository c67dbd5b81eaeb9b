import type { SensitiveDataFinding } from '@earshot/core';
import type { SaidSegment, Speaker } from '../understanding.js';

/** A piece of text. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** A piece of text that is sensitive, and as what. */
export interface Span extends Place {
  /** As Amazon Comprehend names it. */
  readonly entityType: string;
}

/** Where a pattern is found in a text. */
export function placesOf(pattern: RegExp, text: string): Place[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** What one speaker says until somebody else says more than a word or two, and what they were asked before. */
export interface Speech {
  readonly text: string;
  readonly speaker: Speaker | undefined;
  /** The end of what somebody else said just before; empty when nobody did. */
  readonly asked: string;
  /** Where each of the segments begins in the text, in order. */
  readonly parts: readonly { readonly index: number; readonly start: number }[];
}

/** `Mm-hmm`, a digit or two repeated, and what else keeps a speaker going. */
const GO_ON =
  /(?<![\p{L}\p{N}])(?:uh[- ]?huh|m+[- ]?h*m+|ok(?:ay)?|yes|yeah|yep|right|sure|go (?:ahead|on)|carry on|keep going|take your time|no rush|no problem|no worries|i'm (?:ready|listening)|ready|next|and (?:then|the rest)|lovely|brilliant|fine|good|of course|got (?:it|that)|alright|all right|great|perfect|thank you|thanks|i see|correct|one moment|\d{1,9}|zero|oh|one|two|three|four|five|six|seven|eight|nine|double)(?![\p{L}\p{N}'’])/giu;
const LONGEST_GO_ON = 60;
const MAX_DIGITS = 9;

/** Whether a text only keeps the other speaker going. */
function goesOn(text: string): boolean {
  if (text.length > LONGEST_GO_ON || !/[\p{L}\p{N}]/u.test(text)) return false;
  return !/[\p{L}\p{N}]/u.test(text.replace(GO_ON, '')) && text.replace(/\D/g, '').length <= MAX_DIGITS;
}

const ASKED_LENGTH = 160;

/** The segments of a call as speeches, so that what is said in two goes is read as one. */
export function speechesOf(segments: readonly SaidSegment[]): Speech[] {
  const speeches: {
    text: string;
    asked: string;
    parts: { index: number; start: number }[];
    speaker: Speaker | undefined;
  }[] = [];
  const open = new Map<Speaker | undefined, (typeof speeches)[number]>();
  segments.forEach(({ text, speaker }, index) => {
    const speech = open.get(speaker);
    if (!goesOn(text)) open.clear();
    if (speech !== undefined) {
      speech.parts.push({ index, start: speech.text.length + 1 });
      speech.text += ` ${text}`;
      open.set(speaker, speech);
      return;
    }
    const asked = speeches.findLast((other) => other.speaker !== speaker)?.text.slice(-ASKED_LENGTH) ?? '';
    const begun = { speaker, text, asked, parts: [{ index, start: 0 }] };
    speeches.push(begun);
    open.set(speaker, begun);
  });
  return speeches;
}

/** A span of a speech as findings, one in each segment that it is in. */
export function findingsOf(
  speech: Speech,
  { entityType, start, end }: Span,
  segments: readonly SaidSegment[],
): SensitiveDataFinding[] {
  return speech.parts.flatMap((part) => {
    const segment = segments[part.index];
    if (segment === undefined) return [];
    const startCharacter = Math.max(0, start - part.start);
    const endCharacter = Math.min(segment.text.length, end - part.start);
    if (startCharacter >= endCharacter) return [];
    const msAt = (character: number): number =>
      segment.startMs + (character * (segment.endMs - segment.startMs)) / segment.text.length;
    return [
      {
        entityType,
        segmentIndex: part.index,
        startCharacter,
        endCharacter,
        startMs: Math.floor(msAt(startCharacter)),
        endMs: Math.ceil(msAt(endCharacter)),
      },
    ];
  });
}
