import {
  type Analysis,
  type Copies,
  DOCUMENT_VERSION,
  type EarshotDocument,
  earshotDocumentUri,
  type Finding,
  type ObjectUri,
  type SensitiveDataFinding,
  warningFinding,
} from '@earshot/core';
import type { CopyUnderstanding } from '@earshot/language';
import { FRAME_MS, type SpokenSegment, type SpokenWord, type Transcription, timedWords } from '@earshot/speech';
import type { KeptJob } from '../sqlite/analysis-jobs.js';
import { transcriptionFindings } from './transcription-findings.js';
import type { TranscribedCall } from './transcription-messages.js';

/** What shapes summary, categories and topics stands here as a blueprint does elsewhere. */
const BLUEPRINT = { name: 'earshot-local', version: '1' };

/** The folder of a job's documents, ending in `/`. */
export function jobFolderOf({ outputUri, jobId }: Pick<KeptJob, 'outputUri' | 'jobId'>): ObjectUri {
  return `${outputUri.replace(/\/+$/, '')}/${jobId}/` as ObjectUri;
}

/**
 * The documents of a finished job: the redacted copy, then the original, which completes the job. Where only redacted
 * copies are kept, there is no original.
 */
export function analysisDocuments(
  job: Pick<KeptJob, 'outputUri' | 'jobId' | 'mediaUri'>,
  { transcription, understanding, facts, warnings, model }: TranscribedCall,
  copies: Copies = 'original',
): readonly { readonly uri: ObjectUri; readonly document: EarshotDocument }[] {
  const { segments, durationMs } = transcription;
  const own = [...warnings.map(warningFinding), ...transcriptionFindings(transcription, model)];
  const documentOf = (kind: Copies, spoken: readonly SpokenSegment[], copy: CopyUnderstanding) => {
    const findings = [...own, ...copy.findings];
    const language = transcription.language?.toUpperCase();
    const analysis = {
      ...analysisOf(spoken, { ...copy, findings }, language, { ...facts, kind: 'audio', durationMs }),
      ...reliabilityOf(transcription),
    };
    const document: EarshotDocument = { earshotAnalysis: DOCUMENT_VERSION, mediaUri: job.mediaUri, analysis };
    return { uri: earshotDocumentUri(jobFolderOf(job), kind), document };
  };
  const { original, redacted } = understanding;
  return [
    documentOf('redacted', masked(segments, redacted), withoutPlaces(redacted)),
    ...(copies === 'redacted' ? [] : [documentOf('original', segments, original)]),
  ];
}

function analysisOf(
  spoken: readonly SpokenSegment[],
  { summary, categories, topics, sensitiveData, sentiments, findings }: CopyUnderstanding,
  language: string | undefined,
  mediaFacts: NonNullable<Analysis['mediaFacts']>,
): EarshotDocument['analysis'] {
  const segments = spoken.map(({ text, startMs, endMs, speaker, channel, words, confidence, understood }, index) => ({
    index,
    text,
    startMs,
    endMs,
    speaker: labelOf(speaker),
    channel: `ch_${channel}`,
    ...(language !== undefined && { language }),
    words: words.map((word) => ({ ...word, timesEstimated: true })),
    ...(confidence !== undefined && { confidence }),
    ...(understood === false && { understood }),
    ...(sentiments[index] && { sentiment: sentiments[index] }),
  }));
  return {
    ...(summary !== undefined && { callSummary: summary }),
    categories: [...categories],
    topics: [...topics],
    topicSummaries: [],
    transcript: { text: spoken.map(({ text }) => text).join(' '), segments },
    moderation: [],
    sensitiveData: [...sensitiveData],
    findings: findings.map(withLabel),
    ...(language !== undefined && { language: { dominant: language, generated: language } }),
    mediaFacts,
    statistics: {
      speakerCount: new Set(spoken.map(({ speaker }) => speaker)).size,
      channelCount: new Set(spoken.map(({ channel }) => channel)).size,
      wordCount: segments.reduce((count, { words }) => count + words.length, 0),
    },
    blueprint: BLUEPRINT,
    customFields: {},
  };
}

function labelOf(speaker: string | number): string {
  return `spk_${speaker}`;
}

/** A finding that names a speaker does so as the transcript's segments do. */
function withLabel(finding: Finding): Finding {
  const { kind, value } = finding;
  return kind === 'agent' && value !== undefined ? { ...finding, value: labelOf(value) } : finding;
}

/** Only what is out of the ordinary: that a call was understood goes without saying. */
function reliabilityOf({
  understood,
  notUnderstoodReason,
  confidence,
}: Transcription): Pick<Analysis, 'understood' | 'notUnderstoodReason' | 'confidence'> {
  return {
    ...(confidence !== undefined && { confidence }),
    ...(!understood && { understood }),
    ...(notUnderstoodReason !== undefined && { notUnderstoodReason }),
  };
}

function masked(segments: readonly SpokenSegment[], { texts }: CopyUnderstanding): SpokenSegment[] {
  return segments.map((segment, index) => {
    const text = texts[index] ?? segment.text;
    return text === segment.text ? segment : { ...segment, text, words: wordsOf(text, segment) };
  });
}

function wordsOf(text: string, { startMs, endMs }: SpokenSegment): SpokenWord[] {
  return timedWords(text, [{ start: startMs / FRAME_MS, end: endMs / FRAME_MS }]);
}

/** The masks themselves show where in a text sensitive data was; the places are those in the original. */
function withoutPlaces(copy: CopyUnderstanding): CopyUnderstanding {
  const sensitiveData = copy.sensitiveData.map(
    ({ startCharacter: _, endCharacter: __, ...finding }): SensitiveDataFinding => finding,
  );
  return { ...copy, sensitiveData };
}
