import { type Disagreement, disagreement } from './disagreement.js';
import { FRAME_MS } from './frames.js';
import { functionWordsIn } from './function-words.js';
import type { Passage } from './passages.js';

/** How sure it is that a text is what was said, and whether that is enough to believe it. */
export interface Confidence {
  /** About the share of words that both models heard: 0 to 1. */
  readonly confidence: number;
  readonly understood: boolean;
}

/** The confidence in a call. */
export interface CallConfidence {
  /** As {@link Confidence.confidence}; absent when nothing was compared. */
  readonly confidence: number | undefined;
  /** Whether at least half of its speech is. */
  readonly understood: boolean;
  /** Of the passages that were compared. */
  readonly passages: ReadonlyMap<Passage, Confidence>;
  /** Whether a part of what was compared is so uncertain that the rest has to be compared as well. */
  readonly isDoubtful: boolean;
}

/** A passage with the texts of two models. */
export interface ComparedPassage {
  readonly passage: Passage;
  readonly text: string;
  readonly other: string;
}

/**
 * Where two models agree on less, neither understood what was said: it is in another language, or too noisy. Set on the
 * tuning pieces of bench/speech: docs/decisions/0043-confidence-by-a-second-model.md has the figures.
 */
const MIN_CONFIDENCE = 0.47;
/** Below, a sample of a call doesn't do. */
const DOUBTFUL_CONFIDENCE = 0.65;
/** Where fewer words are function words, the models wrote down sounds: what is missing lowers the confidence. */
const MIN_FUNCTION_WORDS = 0.4;
/** What so many words would have in common as a rule is added, so that few words prove little. */
const PRIOR_WORDS = 10;
const PRIOR_DISAGREEMENT = 0.3;
const PRIOR_FUNCTION_WORDS = 0.45;
/** Of the letters. */
const MIN_LATIN = 0.75;
/** Passages are judged together until they hold so much speech: in less, agreement is chance. */
const STRETCH_MS = 20_000;
/** How much of a channel is compared at first, and at least which share of it: then at most 3.3 min are between two passages. */
const SAMPLE_MS = 60_000;
const MIN_SHARE = 0.1;
/** Less of a call is no sample. */
const MIN_SAMPLE_MS = 20_000;
/** A channel that has not much more than a sample is compared as a whole. */
const WHOLE_MS = 90_000;

/**
 * Which passages to compare at first, spread over each channel. Of those that can't be compared, the next ones that can
 * take the place. `drawn` were drawn before, and are in the sample as far as they can be compared.
 */
export function sampleOf(
  passages: readonly Passage[],
  canBeCompared: (passage: Passage) => boolean,
  drawn: ReadonlySet<Passage> = new Set(),
): ReadonlySet<Passage> {
  const sample = byChannel(passages, (passage) => passage).flatMap((own) => {
    const speechMs = speechMsIn(own);
    if (speechMs <= WHOLE_MS) return own.filter(canBeCompared);
    // One whenever so much was said that its share of the sample is due.
    const share = Math.max(SAMPLE_MS / speechMs, MIN_SHARE);
    let [beforeMs, takenMs] = [0, 0];
    return own.filter((passage) => {
      const isTaken = canBeCompared(passage) && (drawn.has(passage) || beforeMs * share >= takenMs);
      beforeMs += speechMsOf(passage);
      if (isTaken) takenMs += speechMsOf(passage);
      return isTaken;
    });
  });
  return new Set(sample);
}

/** Whether so little was compared that the rest has to be as well. */
export function isTooLittle(compared: Iterable<Passage>): boolean {
  return speechMsIn(compared) < MIN_SAMPLE_MS;
}

/** Whether a text has many letters that its language isn't written with: one model is enough then to know that it's wrong. */
export function inOtherScript(text: string, language: string): boolean {
  if (new Intl.Locale(language).maximize().script !== 'Latn') return false;
  const [letters, latin] = [/\p{L}/gu, /\p{Script=Latin}/gu].map((kind) => text.match(kind)?.length ?? 0);
  return (latin as number) < MIN_LATIN * (letters as number);
}

/**
 * Judges a call by the passages that were compared. Passages next to each other in a channel are understood together or not
 * at all. Of speech that wasn't compared, as much counts as understood as of what was; of doubtful passages, nothing does.
 *
 * @param worded - all passages that hold words
 */
export function confidenceIn(
  compared: readonly ComparedPassage[],
  language: string,
  worded: readonly Passage[],
): CallConfidence {
  const passages = new Map<Passage, Confidence>();
  let [understoodMs, comparedMs, isDoubtful] = [0, 0, false];
  for (const stretch of stretchesOf(compared)) {
    const expected = confidenceOf(stretch, language);
    const understood = expected >= MIN_CONFIDENCE;
    if (expected < DOUBTFUL_CONFIDENCE) isDoubtful = true;
    for (const one of stretch) {
      passages.set(one.passage, { confidence: 1 - smoothed(differenceIn([one]), 1 - expected), understood });
      comparedMs += speechMsOf(one.passage);
      if (understood) understoodMs += speechMsOf(one.passage);
    }
  }
  const sureMs = speechMsIn(worded.filter((passage) => !passage.isDoubtful));
  const understoodShare = comparedMs === 0 ? 1 : understoodMs / comparedMs;
  return {
    confidence: compared.length === 0 ? undefined : confidenceOf(compared, language),
    understood: 2 * understoodShare * sureMs >= speechMsIn(worded),
    passages,
    isDoubtful,
  };
}

function confidenceOf(compared: readonly ComparedPassage[], language: string): number {
  const text = compared.map((one) => one.text).join(' ');
  const { count, words } = functionWordsIn(text, language) ?? { count: MIN_FUNCTION_WORDS, words: 1 };
  const share = (count + PRIOR_FUNCTION_WORDS * PRIOR_WORDS) / (words + PRIOR_WORDS);
  const missing = Math.max(0, MIN_FUNCTION_WORDS - share);
  return Math.max(0, 1 - smoothed(differenceIn(compared), PRIOR_DISAGREEMENT) - missing);
}

function differenceIn(compared: readonly ComparedPassage[]): Disagreement {
  return compared
    .map(({ text, other }) => disagreement(text, other))
    .reduce((sum, { differing, words }) => ({ differing: sum.differing + differing, words: sum.words + words }), {
      differing: 0,
      words: 0,
    });
}

/** The passages of each channel in groups that hold speech for {@link STRETCH_MS}; what is left over joins the last. */
function stretchesOf(compared: readonly ComparedPassage[]): ComparedPassage[][] {
  return byChannel(compared, ({ passage }) => passage).flatMap((own) => {
    const stretches: ComparedPassage[][] = [];
    let openMs = STRETCH_MS;
    let leftMs = speechMsIn(own.map(({ passage }) => passage));
    for (const one of own) {
      const stretch = stretches.at(-1);
      if (stretch !== undefined && (openMs < STRETCH_MS || leftMs < STRETCH_MS)) stretch.push(one);
      else {
        stretches.push([one]);
        openMs = 0;
      }
      openMs += speechMsOf(one.passage);
      leftMs -= speechMsOf(one.passage);
    }
    return stretches;
  });
}

function byChannel<T>(items: readonly T[], passageOf: (item: T) => Passage): T[][] {
  return [...Map.groupBy(items, (item) => passageOf(item).channel).values()];
}

function smoothed({ differing, words }: Disagreement, prior: number): number {
  return (differing + prior * PRIOR_WORDS) / (words + PRIOR_WORDS);
}

function speechMsIn(passages: Iterable<Passage>): number {
  let total = 0;
  for (const passage of passages) total += speechMsOf(passage);
  return total;
}

function speechMsOf({ regions }: Passage): number {
  return regions.reduce((total, { start, end }) => total + (end - start) * FRAME_MS, 0);
}
