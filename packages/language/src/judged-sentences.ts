import { CALL_CATEGORIES, type CallCategory, type Embedder } from '@earshot/core';
import { cueStrengths } from './cue-strengths.js';
import {
  CATEGORY_CUES,
  type Manner,
  PURPOSE_CUES,
  PURPOSES,
  type Purpose,
  ROLE_CUES,
  ROLES,
  type Role,
} from './cues.js';
import { embedded } from './embedded.js';
import { type Likelihoods, SentenceModel, trainedWeights } from './sentence-model.js';
import { type Sentence, wordCount } from './sentences.js';
import { withoutOpening } from './spoken-style.js';

/** A sentence, and what it is likely to be about and said for, and by whom. */
export interface JudgedSentence extends Sentence {
  /** Where in the call it stands, from 0 to 1. */
  readonly position: number;
  readonly categories: Likelihoods<CallCategory>;
  readonly purposes: Likelihoods<Purpose>;
  readonly roles: Likelihoods<Manner>;
}

/** A sentence of somebody whose role is known, or can't be told. */
export interface CastSentence extends JudgedSentence {
  readonly role: Role | undefined;
}

/** Sentences as judged, and by what means. */
export interface Judgement {
  readonly sentences: readonly JudgedSentence[];
  /** For people. */
  readonly means: string;
}

/** Embedding a sentence takes time: of a long call only so many are, those that promise most. */
const MAX_EMBEDDED = 60;
const SHORTEST = 2;
/** Customers tell the same facts to say why they call as agents do to say what was done. */
const TOLD_AS_ANSWER = 0.7;

const CATEGORY_MODEL = new SentenceModel(trainedWeights<CallCategory>('categories'));
const PURPOSE_MODEL = new SentenceModel(trainedWeights<Purpose>('purposes'));
const ROLE_MODEL = new SentenceModel(trainedWeights<Manner>('roles'));
const categoryStrengths = cueStrengths(CALL_CATEGORIES, CATEGORY_CUES);
const purposeStrengths = cueStrengths(PURPOSES, PURPOSE_CUES);
const roleStrengths = cueStrengths(ROLES, ROLE_CUES);

/** Judges the sentences of a call that may matter: of more than one word, if there are any. */
export async function judge(sentences: readonly Sentence[], embedder: Embedder): Promise<Judgement> {
  const last = Math.max(1, sentences.length - 1);
  const placed = sentences.map((sentence, nth) => ({ ...sentence, position: nth / last }));
  const telling = placed.filter(({ text }) => wordCount(text) >= SHORTEST);
  const candidates = mostPromising(telling.length === 0 ? placed : telling);
  const texts = candidates.map(({ text }) => withoutOpening(text));
  const { vectors, means } = await embedded(texts, embedder, CATEGORY_MODEL.embedding);
  return {
    means,
    sentences: candidates.map((sentence, nth) => ({
      ...sentence,
      categories: CATEGORY_MODEL.likelihoods(sentence.words, categoryStrengths(sentence.words), vectors?.[nth]),
      purposes: PURPOSE_MODEL.likelihoods(sentence.words, purposeStrengths(sentence.words), vectors?.[nth]),
      roles: ROLE_MODEL.likelihoods(sentence.words, roleStrengths(sentence.words), vectors?.[nth]),
    })),
  };
}

/**
 * How well a sentence says why somebody calls, from 0 to 1, if the one who called says it. What it is about tells as much
 * as how it is said: a question, or what happened so far, may be the reason.
 */
export function reasonTold({ purposes, categories }: JudgedSentence): number {
  const clearest = Math.max(...CALL_CATEGORIES.map((category) => (category === 'Other' ? 0 : categories[category])));
  return ((purposes.reason + TOLD_AS_ANSWER * purposes.resolution) * (1 - categories.Other) + clearest) / 2;
}

type Placed = Sentence & Pick<JudgedSentence, 'position'>;

function mostPromising(sentences: readonly Placed[]): Placed[] {
  if (sentences.length <= MAX_EMBEDDED) return [...sentences];
  const promise = new Map(sentences.map((sentence) => [sentence, promiseOf(sentence)]));
  const chosen = [...sentences].sort((a, b) => (promise.get(b) ?? 0) - (promise.get(a) ?? 0)).slice(0, MAX_EMBEDDED);
  const kept = new Set(chosen);
  return sentences.filter((sentence) => kept.has(sentence));
}

/** Reasons come early; what is done about them is what cues are good at. */
function promiseOf({ words, position }: Placed): number {
  const [reason = 0, resolution = 0, nextStep = 0, neither = 0] = purposeStrengths(words);
  const early = Math.max(0, 4 - 20 * position);
  return Math.max(...categoryStrengths(words)) / 2 + Math.max(reason, resolution, nextStep) - neither / 2 + early;
}
