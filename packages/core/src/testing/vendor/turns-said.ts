import * as fc from 'fast-check';
import type { Finding } from '../../model/finding.js';
import { whole } from '../arbitrary-parts.js';

/** A word as it is written in a transcript, with its mark. */
export interface SaidWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Thousandths. */
  readonly confidence: number;
}

/** What one speaker says in one go. Turns are a second apart at least, and no two say the same. */
export interface SaidTurn {
  readonly words: readonly SaidWord[];
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 3. */
  readonly speaker: number;
}

interface Facts {
  readonly words: readonly { text: string; mark: string; pauseMs: number; lengthMs: number; confidence: number }[];
  readonly gapMs: number;
  readonly speaker: number;
}

const WORDS = [
  'hello',
  'the',
  'refund',
  "don't",
  'Zoë',
  '日本語',
  '🙂',
  ']}]',
  '"quoted"',
  '{',
  'NaN',
  'back\\slash',
  '7.5',
];

/** The turns of a call, in the order of time. */
export function turnsSaidArbitrary(): fc.Arbitrary<readonly SaidTurn[]> {
  const word = whole({
    text: fc.constantFrom(...WORDS),
    mark: fc.constantFrom('', '', '', ',', '.', '?'),
    pauseMs: fc.nat(400),
    lengthMs: fc.integer({ min: 10, max: 900 }),
    confidence: fc.nat(1_000),
  });
  const turn = whole<Facts>({
    words: fc.array(word, { minLength: 1, maxLength: 5 }),
    gapMs: fc.integer({ min: 1_000, max: 4_000 }),
    speaker: fc.nat(3),
  });
  return fc.array(turn, { maxLength: 5 }).map((turns) => {
    let atMs = 0;
    return turns.map(({ words: given, gapMs, speaker }, index): SaidTurn => {
      atMs += gapMs;
      const words = given.map(({ text, mark, pauseMs, lengthMs, confidence }, place): SaidWord => {
        const startMs = place === 0 ? atMs : atMs + pauseMs;
        atMs = startMs + lengthMs;
        return { text: (place === 0 ? `${index}` : '') + text + mark, startMs, endMs: atMs, confidence };
      });
      const text = words.map((one) => one.text).join(' ');
      return { words, text, startMs: words[0]?.startMs ?? 0, endMs: atMs, speaker };
    });
  });
}

/** A part of a call as the model has it, which each vendor adds to. */
export function segmentSaid({ text, startMs, endMs, words }: SaidTurn, index: number) {
  return {
    index,
    text,
    startMs,
    endMs,
    words: words.map(({ confidence, ...word }) => ({ ...word, confidence: confidence / 1_000 })),
  };
}

const NO_SPEAKERS: Finding = {
  kind: 'speakers',
  basis: 'unavailable',
  evidence: [],
  explanation: 'The document names no speakers.',
};

/** The finding of a call that has turns, of which none names a speaker. */
export function speakersUnavailable(segments: readonly { readonly speaker?: string | undefined }[]): Finding[] {
  return segments.length > 0 && segments.every(({ speaker }) => speaker === undefined) ? [NO_SPEAKERS] : [];
}
