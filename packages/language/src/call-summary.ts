import { amountsAndDatesIn } from './amounts-and-dates.js';
import { dataSections } from './data-files.js';
import { type CastSentence, reasonTold } from './judged-sentences.js';
import { PhraseList } from './phrases.js';
import { wordCount } from './sentences.js';
import type { SaidSegment } from './understanding.js';

/** A sentence, and others of the same segment that say by how much and when. */
export interface GistPart {
  readonly sentence: CastSentence;
  readonly details: readonly CastSentence[];
}

export interface Gist {
  readonly reason: GistPart | undefined;
  readonly resolution: GistPart | undefined;
  readonly nextStep: GistPart | undefined;
}

/** How well a sentence fits at least, and how well next to the best one: people begin with what matters. */
const REASON = { least: 0.25, share: 0.7 };
const RESOLUTION = { least: 0.44, share: 1 };
const NEXT_STEP = { least: 0.25, share: 0.8 };
/** What was done comes before other answers; a note in a file resolves nothing. */
const DONE = 1.4;
const NOTED = 0.5;
/** What might be done, or is if something else is, is not what was done. */
const CONDITIONAL = { words: /\b(?:if|unless|could|you can|would)\b/i, times: 0.7 };
/** Customers welcome what was done for them. */
const WELCOMED = {
  words:
    /^(?:(?:oh|ah|okay|right|yeah|yes|well|no),? )*(?:great|good|lovely|perfect|brilliant|fantastic|super|excellent|wonderful|thanks?|cheers|amazing|awesome|phew|nice|cool|marvell?ous|easy|grand|fair enough|(?:i )?appreciate|bless|you['’]?re an? |you['’]?ve been|that['’]?s (?:great|good|lovely|perfect|brilliant|fair|kind|a relief|put))/i,
  times: 1.3,
};
/** Shorter ones say too little to stand alone. */
const SHORTEST = 4;
const MAX_DETAILS = 2;
/** Up to where in a call those who called say so. */
const EARLY = 0.35;
/** How much less a reason counts at the end of a call than at its beginning. */
const LATE = 0.5;

const MADE_THE_CALL = new PhraseList(dataSections('retelling.txt').get('made the call') ?? '');
const SECTIONS = dataSections('cues/done.txt');
const DONE_PHRASES = new PhraseList(SECTIONS.get('done') ?? '');
const NOTE_PHRASES = new PhraseList(SECTIONS.get('only noted') ?? '');

/**
 * Chooses why the customer called, what was done or answered, and what is to happen next.
 * @param segments in which the sentences were said
 */
export function gistOf(sentences: readonly CastSentence[], segments: readonly SaidSegment[]): Gist {
  const telling = sentences.filter(({ text }) => wordCount(text) >= SHORTEST);
  const caller = calledByAgent(sentences) ? 'agent' : 'customer';
  const reason = firstFitting(telling, REASON, (sentence) => {
    const isAsked = caller === 'agent' && sentence.text.endsWith('?');
    return (sentence.role ?? caller) === caller && !isAsked ? reasonTold(sentence) * (1 - LATE * sentence.position) : 0;
  });
  const later = reason === undefined ? telling : telling.slice(telling.indexOf(reason) + 1);
  const resolution = firstFitting(
    later,
    RESOLUTION,
    (sentence) => resolutionTold(sentence) * (isWelcomed(sentence, segments) ? WELCOMED.times : 1),
  );
  const nextStep = firstFitting(
    later.filter((sentence) => sentence !== resolution),
    NEXT_STEP,
    ({ purposes, role, text, position }) =>
      purposes.next_step * (0.7 + 0.3 * position) * (role === 'customer' ? 0.7 : 1) * (text.endsWith('?') ? 0.5 : 1),
  );
  const chosen = [reason, resolution, nextStep];
  const partOf = (sentence: CastSentence | undefined): GistPart | undefined =>
    sentence && { sentence, details: detailsOf(sentence, sentences, chosen) };
  return { reason: partOf(reason), resolution: partOf(resolution), nextStep: partOf(nextStep) };
}

/** Whether the agent says early on that it is them who call. */
function calledByAgent(sentences: readonly CastSentence[]): boolean {
  return sentences.some(
    ({ role, position, words }) =>
      role === 'agent' && position < EARLY && MADE_THE_CALL.countIn(words.split(' '), 1) > 0,
  );
}

/** How well a sentence says what was done. Customers don't do it. */
function resolutionTold({ role, words, text, purposes, position }: CastSentence): number {
  if (role === 'customer' || text.endsWith('?')) return 0;
  const said = words.split(' ');
  const kind = DONE_PHRASES.countIn(said, 1) === 0 ? 1 : NOTE_PHRASES.countIn(said, 1) > 0 ? NOTED : DONE;
  const surely = CONDITIONAL.words.test(text) ? CONDITIONAL.times : 1;
  return purposes.resolution * kind * surely * (0.4 + 0.6 * position);
}

/** Whether somebody else goes on by welcoming what was said. */
function isWelcomed({ segmentIndex, speaker }: CastSentence, segments: readonly SaidSegment[]): boolean {
  const next = segments[segmentIndex + 1];
  return next !== undefined && next.speaker !== speaker && WELCOMED.words.test(next.text);
}

function firstFitting(
  sentences: readonly CastSentence[],
  { least, share }: { readonly least: number; readonly share: number },
  fitness: (sentence: CastSentence) => number,
): CastSentence | undefined {
  const enough = Math.max(least, share * Math.max(0, ...sentences.map(fitness)));
  return sentences.find((sentence) => fitness(sentence) >= enough);
}

function detailsOf(
  { segmentIndex }: CastSentence,
  sentences: readonly CastSentence[],
  chosen: readonly (CastSentence | undefined)[],
): CastSentence[] {
  return sentences
    .filter((other) => other.segmentIndex === segmentIndex && !chosen.includes(other))
    .filter(({ text }) => amountsAndDatesIn(text).length > 0)
    .slice(0, MAX_DETAILS);
}
