import { wordsOf } from './tokens.js';
import type { SaidSegment, Speaker } from './understanding.js';

/** A sentence, or a clause that says something of its own, in the segment where it was said. */
export interface Sentence {
  readonly segmentIndex: number;
  readonly speaker: Speaker | undefined;
  /** Where it begins and ends in the segment's text. */
  readonly start: number;
  readonly end: number;
  /** As the segment has it. */
  readonly text: string;
  /** As cues are looked for in it. */
  readonly words: string;
}

const ENGLISH = new Intl.Segmenter('en', { granularity: 'sentence' });
const ABBREVIATION = /(?:^|\s)(?:dr|mr|mrs|ms|st|vs|jr|sr|[a-z])\.\s*$/i;
const NUMBER = /(?:^|\s)no\.\s*$/i;
/** Speech without capitals. */
const UNMARKED = /(?<=\p{Ll}{3}[.!?])\s+(?=\p{Ll})/gu;
/** Where a sentence goes on to say what somebody is going to do. What follows `but` belongs to what it restricts. */
const CLAUSE =
  /[,;]?\s+(?=(?:and|so)\s+(?:then\s+)?(?:you|i|we|they|it|he|she|someone|somebody)(?:['’]ll|\s+(?:will|should|have to|can))\s)/giu;
const SHORTEST_CLAUSE = 4;
/** Speech without marks is cut after so many words. */
const LONGEST = 40;

/** Everything that was said, sentence by sentence, in order. */
export function sentencesOf(segments: readonly SaidSegment[]): Sentence[] {
  return segments.flatMap(({ text, speaker }, segmentIndex) =>
    spansOf(text).flatMap(([from, to]) => {
      const said = text.slice(from, to);
      const start = from + (said.length - said.trimStart().length);
      const sentence = said.trim();
      const words = wordsOf(sentence);
      if (words === '') return [];
      return [{ segmentIndex, speaker, start, end: start + sentence.length, text: sentence, words }];
    }),
  );
}

type Span = readonly [from: number, to: number];

function spansOf(text: string): Span[] {
  const sentences: Span[] = [];
  let from = 0;
  for (const { index, segment } of ENGLISH.segment(text)) {
    const to = index + segment.length;
    if (ABBREVIATION.test(segment) && to < text.length) continue;
    if (NUMBER.test(segment) && /^\d/.test(text.slice(to))) continue;
    sentences.push([from, to]);
    from = to;
  }
  return sentences
    .flatMap((span) => cutAt(UNMARKED, 1, text, span))
    .flatMap((span) => cutAt(CLAUSE, SHORTEST_CLAUSE, text, span))
    .flatMap((span) => shortened(text, span));
}

/** Cuts a span after each of some gaps, unless a piece would have fewer words. */
function cutAt(gaps: RegExp, fewest: number, text: string, [from, to]: Span): Span[] {
  const pieces: Span[] = [];
  let start = from;
  for (const { index, 0: gap } of text.slice(from, to).matchAll(gaps)) {
    const cut = from + index + gap.length;
    if (wordCount(text.slice(start, cut)) < fewest || wordCount(text.slice(cut, to)) < fewest) continue;
    pieces.push([start, cut]);
    start = cut;
  }
  return [...pieces, [start, to]];
}

function shortened(text: string, [from, to]: Span): Span[] {
  const words = Array.from(text.slice(from, to).matchAll(/\S+/gu), ({ index }) => from + index);
  if (words.length <= LONGEST) return [[from, to]];
  const cuts = words.filter((_, nth) => nth % LONGEST === 0);
  return cuts.map((cut, nth) => [nth === 0 ? from : cut, cuts[nth + 1] ?? to]);
}

/** How many words there are, marks aside. */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}
