import type { Embedder, Evidence, Finding } from '@earshot/core';
import { amountsAndDatesIn } from './amounts-and-dates.js';
import { type GistPart, gistOf } from './call-summary.js';
import { callerIn } from './caller.js';
import { categoriesOf } from './categories.js';
import { isEnglish } from './foreign-language.js';
import { judge } from './judged-sentences.js';
import { maskedQuote, maskedTexts } from './masked-quotes.js';
import { onlyPersonalData } from './only-personal-data.js';
import { findSensitiveData } from './sensitive-data/find-sensitive-data.js';
import { sentencesOf } from './sentences.js';
import { overallSentiment } from './sentiment/overall.js';
import { sentimentsOf } from './sentiment/sentiment.js';
import { speakersOf, statedSpeakers } from './speaker-roles.js';
import { asWritten } from './spoken-style.js';
import { type SaidPart, summaryOf } from './summary-sentences.js';
import { topicsOf } from './topics.js';
import type { CopyUnderstanding, SaidSegment, Speaker, Understanding } from './understanding.js';
import { UniversalSentenceEncoder } from './universal-sentence-encoder.js';

export interface UnderstandingParts {
  /**
   * Says which sentences mean something similar. Without one that works, phrases alone decide, and findings say so.
   * @defaultValue the {@link UniversalSentenceEncoder} of this process
   */
  readonly embedder?: Embedder | undefined;
}

/** How to understand a call. */
export interface UnderstandOptions extends UnderstandingParts {
  /**
   * What is spoken: a code or a tag such as `es` or `en-US`, or an analyzer's name for it; `und` when that isn't known. Of
   * another language than English, only personal data is found that its form gives away.
   * @defaultValue en
   */
  readonly language?: string | undefined;
  /** Why the words can't be relied on, for people, where they can't. The call is treated like one in another language. */
  readonly notUnderstoodReason?: string | undefined;
  /** The speakers that are known to be agents; the others are customers. If none of them speaks, it is concluded who is. */
  readonly agents?: readonly Speaker[] | undefined;
}

const ENCODER = new UniversalSentenceEncoder();

/** Quotes as they are, or masked. */
type Quoting = (evidence: Evidence) => Evidence;

/** What is looked for in a call to summarise it: what it is called, what to say where it is missing. */
const PARTS = [
  { kind: 'reason', of: 'reason', missing: 'Nobody says clearly why they call.' },
  {
    kind: 'resolution',
    of: 'resolution',
    missing: 'Nobody says clearly what was done or answered.',
  },
  { kind: 'next_step', of: 'nextStep', missing: 'Nobody says clearly what happens next.' },
] as const;

/**
 * Understands the transcript of a call in English: what it is about and why, what was done and what happens next, how it
 * sounds, and which of it is personal data. Any segments will do, and none; the same ones always give the same result.
 * Of segments that were not `understood`, only personal data is looked for.
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
  { embedder = ENCODER, language = 'en', notUnderstoodReason, agents = [] }: UnderstandOptions = {},
): Promise<Understanding> {
  if (notUnderstoodReason !== undefined || !isEnglish(language)) {
    return onlyPersonalData(segments, { language, notUnderstoodReason });
  }
  const texts = segments.map(({ text }) => text);
  const reliable = segments.map((segment) => (segment.understood === false ? { ...segment, text: '' } : segment));
  const sentences = sentencesOf(reliable);
  const { sentences: judged, means: ofSentences } = await judge(sentences, embedder);
  const { roles, finding: agent } = statedSpeakers(segments, agents) ?? speakersOf(judged, ofSentences);
  const cast = judged.map((sentence) => ({ ...sentence, role: roles.get(sentence.speaker) }));
  const gist = gistOf(cast, reliable);
  const { categories, findings: ofCategories } = categoriesOf(cast, ofSentences);
  const sensitiveData = findSensitiveData(segments);
  const caller = callerIn(reliable, roles, sensitiveData);
  const { topics, findings: ofTopics } = topicsOf(sentences, roles, sensitiveData);
  const { sentiments: ofSegments, means } = await sentimentsOf(
    reliable.map(({ text }) => text),
    embedder,
  );
  const sentiments = ofSegments.map((sentiment, index) =>
    segments[index]?.understood === false ? undefined : sentiment,
  );
  const { call, speakers } = overallSentiment(segments, sentiments, means);

  const copy = (copied: readonly string[], quoting: Quoting): CopyUnderstanding => {
    const parts = PARTS.map(({ of }) => gist[of] && quotedPart(gist[of], quoting));
    const ofGist = PARTS.map((part, nth) => findingOf(parts[nth], part, ofSentences));
    const [reason, ...facts] = parts;
    const ofCaller = callerFinding(caller && quoting(caller));
    const others = [...ofCategories, ...ofTopics, call, ...speakers.values()];
    return {
      texts: copied,
      summary: summaryOf(ofCaller.value, reason, facts),
      categories,
      topics,
      sentiments: sentiments.map(
        (sentiment, segmentIndex) =>
          sentiment && {
            ...sentiment,
            words: sentiment.words.map((quote) => quoting({ segmentIndex, quote }).quote),
          },
      ),
      sensitiveData,
      findings: [quoted(agent, quoting), ofCaller, ...ofGist, ...others.map((finding) => quoted(finding, quoting))],
    };
  };
  return {
    original: copy(texts, (evidence) => evidence),
    redacted: copy(maskedTexts(segments, sensitiveData), (evidence) => maskedQuote(evidence, segments, sensitiveData)),
  };
}

/** A part of the gist as a copy of the call has it. */
interface QuotedPart extends SaidPart {
  readonly evidence: readonly Evidence[];
}

function quotedPart({ sentence, details }: GistPart, quoting: Quoting): QuotedPart {
  const quoteOf = ({ segmentIndex, text }: GistPart['sentence']) => quoting({ segmentIndex, quote: text });
  const evidence = quoteOf(sentence);
  const others = details.map(quoteOf).map((other) => ({
    evidence: other,
    details: amountsAndDatesIn(other.quote),
  }));
  const stated = others.filter((other) => other.details.length > 0);
  return {
    quote: evidence.quote,
    role: sentence.role,
    details: stated.flatMap((other) => other.details),
    evidence: [evidence, ...stated.map((other) => other.evidence)],
  };
}

function callerFinding(name: Evidence | undefined): Finding & { readonly value?: string } {
  if (name === undefined) {
    return {
      kind: 'caller',
      basis: 'unavailable',
      evidence: [],
      explanation: 'Nobody says clearly who the customer is.',
    };
  }
  return {
    kind: 'caller',
    value: name.quote,
    basis: 'estimated',
    evidence: [name],
    explanation: 'The customer gives this name, or is addressed by it.',
  };
}

function findingOf(part: QuotedPart | undefined, { kind, missing }: (typeof PARTS)[number], means: string): Finding {
  if (part === undefined) return { kind, basis: 'unavailable', evidence: [], explanation: missing };
  return {
    kind,
    value: asWritten(part.quote),
    basis: 'estimated',
    evidence: [...part.evidence],
    explanation: `Chosen ${means}.`,
  };
}

function quoted(finding: Finding, quoting: Quoting): Finding {
  return { ...finding, evidence: finding.evidence.map(quoting) };
}
