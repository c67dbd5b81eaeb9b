import { type Evidence, type Finding, redact } from '@earshot/core';
import { type Gist, gistOf } from './call-summary.js';
import { categoriesOf } from './categories.js';
import type { Embedder } from './embedder.js';
import { judge } from './judged-sentences.js';
import { maskedQuote } from './masked-quotes.js';
import { findSensitiveData } from './sensitive-data/find-sensitive-data.js';
import { type Sentence, sentencesOf } from './sentences.js';
import { overallSentiment } from './sentiment/overall.js';
import { sentimentsOf } from './sentiment/sentiment.js';
import { speakersOf } from './speaker-roles.js';
import { asWritten } from './spoken-style.js';
import { topicsOf } from './topics.js';
import type { CopyUnderstanding, SaidSegment, Understanding } from './understanding.js';
import { UniversalSentenceEncoder } from './universal-sentence-encoder.js';

/** What understanding a call is done with. */
export interface UnderstandingParts {
  /**
   * Tells which sentences mean something similar. Without one that works, phrases alone decide, and findings say so.
   * @defaultValue the {@link UniversalSentenceEncoder} of this process
   */
  readonly embedder?: Embedder | undefined;
}

/** One for all: it takes a while to load, and never changes. */
const ENCODER = new UniversalSentenceEncoder();

/** Quotes as they are, or masked. */
type Quoting = (evidence: Evidence) => Evidence;

/** What is looked for in a call to summarise it: what it is called, what to say where it is missing. */
const PARTS = [
  { kind: 'reason', title: 'Reason', of: 'reason', missing: 'Nobody says clearly why they call.' },
  {
    kind: 'resolution',
    title: 'Resolution',
    of: 'resolution',
    missing: 'Nobody says clearly what was done or answered.',
  },
  { kind: 'next_step', title: 'Next step', of: 'nextStep', missing: 'Nobody says clearly what happens next.' },
] as const;

/**
 * Understands the transcript of a call in English: what it is about and why, what was done and what happens next, how it
 * sounds, and which of it is personal data. Any segments will do, and none; the same ones always give the same result.
 * Another language gives no error, but findings of no value: check the transcript's language first.
 *
 * It runs in this process: the first call loads the sentence encoder (about a second, 250 MB), and each transcript takes
 * about a second. It never rejects: if the encoder can't be loaded, words alone decide, and findings say so.
 * @param segments - such as `analysis.transcript.segments`
 * @returns findings whose `segmentIndex` is the position in `segments`
 * @example
 * const { original, redacted } = await understand(transcript.segments);
 * console.log(original.summary, original.categories, redacted.texts);
 */
export async function understand(
  segments: readonly SaidSegment[],
  { embedder = ENCODER }: UnderstandingParts = {},
): Promise<Understanding> {
  const texts = segments.map(({ text }) => text);
  const sentences = sentencesOf(segments);
  const { roles, finding: agent } = speakersOf(sentences);
  const judgement = await judge(sentences, roles, embedder);
  const gist = gistOf(judgement.sentences);
  const { categories, findings: ofCategories } = categoriesOf(judgement);
  const sensitiveData = findSensitiveData(segments);
  const { topics, findings: ofTopics } = topicsOf(sentences, roles, sensitiveData);
  const { sentiments, means } = await sentimentsOf(texts, embedder);
  const { call, speakers } = overallSentiment(segments, sentiments, means);

  const copy = (copied: readonly string[], quoting: Quoting): CopyUnderstanding => {
    const ofGist = gistFindings(gist, judgement.means, quoting);
    const others = [...ofCategories, ...ofTopics, call, ...speakers.values()];
    return {
      texts: copied,
      summary: summaryOf(ofGist),
      categories,
      topics,
      sentiments: sentiments.map((sentiment, segmentIndex) => ({
        ...sentiment,
        words: sentiment.words.map((quote) => quoting({ segmentIndex, quote }).quote),
      })),
      sensitiveData,
      findings: [quoted(agent, quoting), ...ofGist, ...others.map((finding) => quoted(finding, quoting))],
    };
  };
  const masked = texts.map((text, index) =>
    redact(
      text,
      sensitiveData.filter(({ segmentIndex }) => segmentIndex === index),
    ),
  );
  return {
    original: copy(texts, (evidence) => evidence),
    redacted: copy(masked, (evidence) => maskedQuote(evidence, segments, sensitiveData)),
  };
}

function gistFindings(gist: Gist, means: string, quoting: Quoting): Finding[] {
  return PARTS.map(({ kind, of, missing }) => {
    const sentence: Sentence | undefined = gist[of];
    if (sentence === undefined) return { kind, basis: 'unavailable', evidence: [], explanation: missing };
    const evidence = quoting({ segmentIndex: sentence.segmentIndex, quote: sentence.text });
    return {
      kind,
      value: asWritten(evidence.quote),
      basis: 'estimated',
      evidence: [evidence],
      explanation: `Chosen ${means}.`,
    };
  });
}

function summaryOf(findings: readonly Finding[]): string | undefined {
  const known = PARTS.flatMap(({ title }, nth) => {
    const value = findings[nth]?.value;
    return value === undefined ? [] : [`${title}: “${value}”`];
  });
  return known.length === 0 ? undefined : known.join(' ');
}

function quoted(finding: Finding, quoting: Quoting): Finding {
  return { ...finding, evidence: finding.evidence.map(quoting) };
}
