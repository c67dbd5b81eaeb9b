import { CALL_CATEGORIES, type CallCategory } from '@earshot/core';
import { cueStrengths } from './cue-strengths.js';
import { CATEGORY_CUES, PURPOSE_CUES, PURPOSES, type Purpose, type Role } from './cues.js';
import { embedded } from './embedded.js';
import type { Embedder } from './embedder.js';
import { type Likelihoods, SentenceModel, trainedWeights } from './sentence-model.js';
import { type Sentence, wordCount } from './sentences.js';
import type { Roles } from './speaker-roles.js';
import { withoutOpening } from './spoken-style.js';

/** A sentence, and what it is likely to be about and said for. */
export interface JudgedSentence extends Sentence {
  readonly role: Role | undefined;
  /** Where in the call it stands, from 0 to 1. */
  readonly position: number;
  readonly categories: Likelihoods<CallCategory>;
  readonly purposes: Likelihoods<Purpose>;
}

/** Sentences as judged, and by what means. */
export interface Judgement {
  readonly sentences: readonly JudgedSentence[];
  /** For people. */
  readonly means: string;
}

/** Embedding a sentence takes time: of a long call only so many are, those that promise most. */
const MOST_EMBEDDED = 60;
const SHORTEST = 2;
/** Both tell of facts: the one who speaks makes the difference. */
const TOLD_AS_ANSWER = 0.7;
const TOLD_AS_REASON = 0.6;
const TOLD_BY_CUSTOMER = 0.4;

const CATEGORY_MODEL = new SentenceModel(trainedWeights<CallCategory>('categories'));
const PURPOSE_MODEL = new SentenceModel(trainedWeights<Purpose>('purposes'));
const categoryStrengths = cueStrengths(CALL_CATEGORIES, CATEGORY_CUES);
const purposeStrengths = cueStrengths(PURPOSES, PURPOSE_CUES);

/** Judges the sentences of a call that may matter: of more than one word, if there are any. */
export async function judge(sentences: readonly Sentence[], roles: Roles, embedder: Embedder): Promise<Judgement> {
  const last = Math.max(1, sentences.length - 1);
  const placed = sentences.map((sentence, nth) => ({
    ...sentence,
    role: roles.get(sentence.speaker),
    position: nth / last,
  }));
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
    })),
  };
}

/**
 * How well a sentence tells why somebody calls, from 0 to 1. From a customer, what it is about tells as much as how it is
 * said: a question, or what happened so far, may be the reason. From an agent the same words are none.
 */
export function reasonTold({ role, purposes, categories }: JudgedSentence): number {
  if (role === 'agent') return purposes.reason * (1 - categories.Other);
  const clearest = Math.max(...CALL_CATEGORIES.map((category) => (category === 'Other' ? 0 : categories[category])));
  return ((purposes.reason + TOLD_AS_ANSWER * purposes.resolution) * (1 - categories.Other) + clearest) / 2;
}

/** How well a sentence tells what was done or answered, from 0 to 1. */
export function answerTold({ role, purposes, text }: JudgedSentence): number {
  const { resolution, reason } = purposes;
  if (role === 'customer') return TOLD_BY_CUSTOMER * resolution;
  return role === 'agent' && !text.endsWith('?') ? resolution + TOLD_AS_REASON * reason : resolution;
}

type Placed = Omit<JudgedSentence, 'categories' | 'purposes'>;

function mostPromising(sentences: readonly Placed[]): Placed[] {
  if (sentences.length <= MOST_EMBEDDED) return [...sentences];
  const promise = new Map(sentences.map((sentence) => [sentence, promiseOf(sentence)]));
  const chosen = [...sentences].sort((a, b) => (promise.get(b) ?? 0) - (promise.get(a) ?? 0)).slice(0, MOST_EMBEDDED);
  const kept = new Set(chosen);
  return sentences.filter((sentence) => kept.has(sentence));
}

/** Reasons come early and from customers; what is done about them is what cues are good at. */
function promiseOf({ words, role, position }: Placed): number {
  const [reason = 0, resolution = 0, nextStep = 0, neither = 0] = purposeStrengths(words);
  const early = role === 'agent' ? 0 : Math.max(0, 4 - 20 * position);
  return Math.max(...categoryStrengths(words)) / 2 + Math.max(reason, resolution, nextStep) - neither / 2 + early;
}
