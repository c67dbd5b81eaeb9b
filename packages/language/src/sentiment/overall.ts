import type { Evidence, Finding, Sentiment } from '@earshot/core';
import type { SaidSegment, Speaker } from '../understanding.js';

/** How a call sounds in words, and how each of its speakers does. */
export interface OverallSentiment {
  readonly call: Finding;
  /** By {@link SaidSegment.speaker}. */
  readonly speakers: ReadonlyMap<Speaker, Finding>;
}

interface RatedSegment {
  readonly segmentIndex: number;
  readonly speaker: Speaker | undefined;
  readonly sentiment: Sentiment;
}

/** From which mean score on a call is called positive or, below zero, negative. */
const AUDIBLE = 0.15;
/** As much as this many silent segments says nothing: one loud segment is no call. */
const RESERVE = 1;
/** What both sides of a mixed call add up to at least, and how much of the louder side the other one is. */
const MIXED = { each: 0.8, share: 0.6 };
const MAX_EVIDENCE = 5;

/** 2 before 10, and `spk_2` before `spk_10`. */
const ORDER = new Intl.Collator('en', { numeric: true });

const sumOf = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + score, 0);

function labelOf(scores: readonly number[], mean: number): Sentiment['label'] {
  const good = sumOf(scores.filter((score) => score > 0));
  const bad = -sumOf(scores.filter((score) => score < 0));
  const weaker = Math.min(good, bad);
  if (weaker >= MIXED.each && weaker >= MIXED.share * Math.max(good, bad)) return 'mixed';
  if (Math.abs(mean) < AUDIBLE) return 'neutral';
  return mean > 0 ? 'positive' : 'negative';
}

/** The words of the segments that speak loudest for a label. */
function evidenceFor(label: Sentiment['label'], telling: readonly RatedSegment[]): Evidence[] {
  const speaks = ({ sentiment: { score } }: RatedSegment): boolean =>
    label === 'mixed' || (label === 'positive' ? score > 0 : label === 'negative' && score < 0);
  return telling
    .filter(speaks)
    .toSorted((a, b) => Math.abs(b.sentiment.score) - Math.abs(a.sentiment.score))
    .flatMap(({ segmentIndex, sentiment }) => sentiment.words.map((quote) => ({ segmentIndex, quote })))
    .slice(0, MAX_EVIDENCE);
}

function findingOf(rated: readonly RatedSegment[], whose: string, means: string): Finding {
  if (rated.length === 0) {
    return { kind: 'sentiment', basis: 'unavailable', evidence: [], explanation: `${whose}: nothing is said` };
  }
  const telling = rated.filter(({ sentiment }) => sentiment.label !== 'neutral');
  const scores = telling.map(({ sentiment }) => sentiment.score);
  const mean = sumOf(scores) / (scores.length + RESERVE);
  const label = labelOf(scores, mean);
  return {
    kind: 'sentiment',
    value: label,
    basis: 'estimated',
    evidence: evidenceFor(label, telling),
    explanation: `${whose}: ${mean.toFixed(2)} on a scale from -1 to 1, from ${telling.length} of ${rated.length} segments, judged ${means}`,
  };
}

/**
 * The sentiment of a call and of its speakers, made of the sentiments of its segments, with the words it rests on.
 * @param means by which the segments were judged, for people
 */
export function overallSentiment(
  segments: readonly SaidSegment[],
  sentiments: readonly (Sentiment | undefined)[],
  means: string,
): OverallSentiment {
  const rated = segments.flatMap(({ speaker }, segmentIndex) => {
    const sentiment = sentiments[segmentIndex];
    return sentiment === undefined ? [] : [{ segmentIndex, speaker, sentiment }];
  });
  const named = rated.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker]));
  const speakers = [...new Set(named)].toSorted((a, b) => ORDER.compare(String(a), String(b)));
  return {
    call: findingOf(rated, 'call', means),
    speakers: new Map(
      speakers.map((speaker) => [
        speaker,
        findingOf(
          rated.filter((each) => each.speaker === speaker),
          `speaker ${speaker}`,
          means,
        ),
      ]),
    ),
  };
}
