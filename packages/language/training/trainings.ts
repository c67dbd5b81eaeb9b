import { CALL_CATEGORIES, type CallCategory } from '@earshot/core';
import { type Cues, cueStrengths } from '../src/cue-strengths.js';
import {
  CATEGORY_CUES,
  MANNERS,
  type Manner,
  PURPOSE_CUES,
  PURPOSES,
  type Purpose,
  ROLE_CUES,
  ROLES,
} from '../src/cues.js';
import { ratedText, ratingStrengths, SOUNDS, type Sound, withoutConsolation } from '../src/sentiment/rated-text.js';
import { wordsOf } from '../src/tokens.js';
import { mannerExamples, purposeExamples } from './calls.js';
import { type Example, examplesIn, withoutRepeats } from './examples.js';

/** What a model is trained on. */
export interface Training<Label extends string> {
  readonly labels: readonly Label[];
  /** How many features tell which words are in a sentence. */
  readonly wordFeatures: number;
  readonly strengthsOf: (text: string) => readonly number[];
  readonly examples: readonly Example<Label>[];
}

const categories = examplesIn('categories', CALL_CATEGORIES);

const CATEGORIES_TRAINING: Training<CallCategory> = {
  labels: CALL_CATEGORIES,
  wordFeatures: 2048,
  strengthsOf: strengthsBy(CALL_CATEGORIES, CATEGORY_CUES),
  examples: categories,
};

/** What calls are about is why people call. */
const reasons = categories
  .filter(({ label }, nth) => label !== 'Other' && nth % 8 === 0)
  .map(({ text }) => ({ text, label: 'reason' as const }));

const PURPOSES_TRAINING: Training<Purpose> = {
  labels: PURPOSES,
  wordFeatures: 2048,
  strengthsOf: strengthsBy(PURPOSES, PURPOSE_CUES),
  examples: withoutRepeats([...purposeExamples(), ...examplesIn('purposes', PURPOSES), ...reasons]),
};

const ROLES_TRAINING: Training<Manner> = {
  labels: MANNERS,
  wordFeatures: 2048,
  strengthsOf: strengthsBy(ROLES, ROLE_CUES),
  examples: withoutRepeats<Manner>([...mannerExamples(), ...examplesIn('roles', ROLES)]),
};

const SENTIMENT_TRAINING: Training<Sound> = {
  labels: SOUNDS,
  wordFeatures: 8192,
  strengthsOf: (text) => ratingStrengths(ratedText(text), text),
  examples: examplesIn('sounds', SOUNDS)
    .map(({ text, label }) => ({ text: withoutConsolation(text), label }))
    .filter(({ text }) => text !== ''),
};

/** Every model that is trained, by the name of its file in `data/weights`. */
export const TRAININGS = {
  categories: CATEGORIES_TRAINING,
  purposes: PURPOSES_TRAINING,
  roles: ROLES_TRAINING,
  sentiment: SENTIMENT_TRAINING,
} as const;

function strengthsBy<Label extends string>(labels: readonly Label[], cues: Cues<Label>) {
  const strengthsOf = cueStrengths(labels, cues);
  return (text: string) => strengthsOf(wordsOf(text));
}
