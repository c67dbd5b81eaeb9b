import type { Analysis, Copies, ResultFormat } from '@earshot/core';
import { foreignLanguage } from './foreign-language.js';
import { NOT_UNDERSTOOD } from './only-personal-data.js';
import { type UnderstandingParts, understand } from './understand.js';

const NO_REASON = 'its analyzer does not say why';

/** A result with a finding of one of these is understood already. */
const KINDS: ReadonlySet<string> = new Set(['reason', 'resolution', 'next_step', NOT_UNDERSTOOD]);

/**
 * A format that reads the same results, and adds what {@link understand} finds to those that have no such findings: findings
 * with evidence, sentiments of segments, and a summary, categories, topics and places of personal data where the result has
 * none. What the result says stays as it is: where it names the agents, the rest is understood by that. A call in another language than English, or one that the result says was not
 * understood, gets one finding, `understanding`, that says why there are no others, and places of such personal data as its
 * form gives away.
 *
 * With `copies: 'redacted'`, only masked text is read and quoted. Reads for words or moderation scores add nothing: those
 * parts come from the documents, and the call's record keeps what was added to it.
 * @example
 * const formats = FORMATS.map((format) => withUnderstanding(format));
 */
export function withUnderstanding(format: ResultFormat, parts: UnderstandingParts = {}): ResultFormat {
  const { documentSuffixes, hasManifest, readEvent, resultFor, isRedacted } = format;
  return {
    name: format.name,
    jobAt: format.jobAt.bind(format),
    placeOf: format.placeOf.bind(format),
    ...(documentSuffixes && { documentSuffixes }),
    ...(hasManifest !== undefined && { hasManifest }),
    ...(readEvent && { readEvent: readEvent.bind(format) }),
    ...(resultFor && { resultFor: resultFor.bind(format) }),
    ...(isRedacted && { isRedacted: isRedacted.bind(format) }),
    async read(result, options) {
      const reading = await format.read(result, options);
      if (!('analysis' in reading) || options.words || options.moderation) return reading;
      return { ...reading, analysis: await understood(reading.analysis, options.copies, parts) };
    },
  };
}

async function understood(analysis: Analysis, copies: Copies, parts: UnderstandingParts): Promise<Analysis> {
  const { transcript, findings = [], categories, topics, sensitiveData } = analysis;
  if (transcript === undefined || transcript.segments.length === 0) return analysis;
  if (findings.some(({ kind }) => KINDS.has(kind))) return analysis;
  const language = foreignLanguage(analysis);
  const { understood: isUnderstood, notUnderstoodReason = NO_REASON } = analysis;
  const { [copies]: found } = await understand(transcript.segments, {
    ...parts,
    language,
    agents: findings.flatMap(({ kind, value }) => (kind === 'agent' ? (value ?? []) : [])),
    ...(isUnderstood === false && { notUnderstoodReason }),
  });
  const hasSummary = analysis.callSummary !== undefined || analysis.audioSummary !== undefined;
  const kinds = new Set(findings.map(({ kind }) => kind));
  const saidAlready = (kind: string) =>
    kinds.has(kind) || (kind === 'category' && categories.length > 0) || (kind === 'topic' && topics.length > 0);
  const segments = transcript.segments.map((segment, index) => {
    const sentiment = found.sentiments[index];
    return segment.sentiment !== undefined || sentiment === undefined ? segment : { ...segment, sentiment };
  });
  return {
    ...analysis,
    ...(!hasSummary && found.summary !== undefined && { callSummary: found.summary }),
    categories: categories.length > 0 ? categories : [...found.categories],
    topics: topics.length > 0 ? topics : [...found.topics],
    sensitiveData: sensitiveData.length > 0 ? sensitiveData : [...found.sensitiveData],
    transcript: { ...transcript, segments },
    findings: [...findings, ...found.findings.filter(({ kind }) => !saidAlready(kind))],
  };
}
