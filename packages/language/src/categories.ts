import { CALL_CATEGORIES, type CallCategory, type Finding } from '@earshot/core';
import { type CastSentence, reasonTold } from './judged-sentences.js';

/** So many sentences that are most likely to tell the reason decide. */
const DECIDING = 4;
/** How much what agents say counts: they repeat what the call is about, and also talk of much else. */
const AGENT_SHARE = 0.3;
/** What is said at the end counts this much beside what is said first. */
const LATE_SHARE = 0.35;
/** How likely another category is at least, and how much of the best one's likelihood. */
const FURTHER = { least: 0.18, share: 0.4 };
const MOST = 3;
/** What a sentence counts that tells no reason: it decides only where there is nothing else. */
const SLIGHT = 0.03;
const EVIDENCE = 2;

export interface CallCategories {
  /** Best first; none when nobody says anything. */
  readonly categories: readonly CallCategory[];
  readonly findings: readonly Finding[];
}

interface Voice {
  readonly sentence: CastSentence;
  readonly weight: number;
}

/** The categories of a call: what is said when people tell why they call weighs most. */
export function categoriesOf(sentences: readonly CastSentence[], means: string): CallCategories {
  const voices = decidingVoices(sentences);
  const total = voices.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { categories: [], findings: [] };
  const shares = CALL_CATEGORIES.map((category) => {
    const share = voices.reduce((sum, { sentence, weight }) => sum + weight * sentence.categories[category], 0) / total;
    return { category, share };
  }).sort((a, b) => b.share - a.share);
  const [best] = shares;
  const given = shares.filter(
    ({ category, share }, nth) =>
      nth === 0 ||
      (category !== 'Other' &&
        best?.category !== 'Other' &&
        share >= Math.max(FURTHER.least, FURTHER.share * (best?.share ?? 0))),
  );
  const chosen = given.slice(0, MOST);
  return {
    categories: chosen.map(({ category }) => category),
    findings: chosen.map(({ category, share }) => ({
      kind: 'category',
      value: category,
      basis: 'estimated',
      evidence: evidenceFor(category, voices),
      explanation: `Estimated ${means}; ${Math.round(100 * share)} % likely.`,
    })),
  };
}

function decidingVoices(sentences: readonly CastSentence[]): Voice[] {
  return sentences
    .map((sentence) => ({ sentence, weight: weightOf(sentence) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, DECIDING);
}

function weightOf(sentence: CastSentence): number {
  const { role, position } = sentence;
  const reason = role === 'agent' ? sentence.purposes.reason * (1 - sentence.categories.Other) : reasonTold(sentence);
  const told = (SLIGHT + reason) ** 2;
  return told * (role === 'agent' ? AGENT_SHARE : 1) * (1 - (1 - LATE_SHARE) * position);
}

function evidenceFor(category: CallCategory, voices: readonly Voice[]): Finding['evidence'] {
  const support = ({ sentence, weight }: Voice) => weight * sentence.categories[category];
  const [first, ...others] = [...voices].sort((a, b) => support(b) - support(a));
  if (first === undefined) return [];
  return [first, ...others.filter((voice) => support(voice) >= support(first) / 2)]
    .slice(0, EVIDENCE)
    .map(({ sentence }) => ({ segmentIndex: sentence.segmentIndex, quote: sentence.text }));
}
