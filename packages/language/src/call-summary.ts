import { answerTold, type JudgedSentence, reasonTold } from './judged-sentences.js';
import { wordCount } from './sentences.js';

/** The sentences that tell a call in short. */
export interface Gist {
  readonly reason: JudgedSentence | undefined;
  readonly resolution: JudgedSentence | undefined;
  readonly nextStep: JudgedSentence | undefined;
}

/** How well a sentence fits at least, and how well beside the best one: people begin with what matters. */
const REASON = { least: 0.25, share: 0.7 };
const RESOLUTION = { least: 0.3, share: 1 };
const NEXT_STEP = { least: 0.3, share: 0.9 };
/** Shorter ones say too little to stand alone. */
const SHORTEST = 4;

/** Chooses why the customer called, what was done or answered, and what is to happen next. */
export function gistOf(sentences: readonly JudgedSentence[]): Gist {
  const telling = sentences.filter(({ text }) => wordCount(text) >= SHORTEST);
  const reason = firstFitting(telling, REASON, (sentence) => (sentence.role === 'agent' ? 0 : reasonTold(sentence)));
  const later = reason === undefined ? telling : telling.slice(telling.indexOf(reason) + 1);
  const resolution = firstFitting(
    later,
    RESOLUTION,
    (sentence) => answerTold(sentence) * (0.8 + 0.2 * sentence.position),
  );
  const others = later.filter((sentence) => sentence !== resolution);
  const nextStep = firstFitting(others, NEXT_STEP, ({ purposes, role, position }) => {
    return purposes.next_step * (0.7 + 0.3 * position) * (role === 'customer' ? 0.6 : 1);
  });
  return { reason, resolution, nextStep };
}

function firstFitting(
  sentences: readonly JudgedSentence[],
  { least, share }: { readonly least: number; readonly share: number },
  fitness: (sentence: JudgedSentence) => number,
): JudgedSentence | undefined {
  const enough = Math.max(least, share * Math.max(0, ...sentences.map(fitness)));
  return sentences.find((sentence) => fitness(sentence) >= enough);
}
