import * as fc from 'fast-check';
import type { AnalysisPart, StandardResult } from '../../formats/bda/result.js';
import type { JsonObject } from '../../input/json.js';
import type { MediaFacts, Statistics, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import type { Finding, Sentiment } from '../../model/finding.js';
import { findingArbitrary, sentimentArbitrary } from '../arbitrary-analysis.js';
import { audioOutput } from '../bda/audio-output.js';
import { plainText } from '../bda/turns.js';
import { type Speech, type SpeechTraits, speechArbitrary, stretchesOf } from './speech.js';
import { detectedIn, inputArbitrary, languageArbitrary, moderationOf, scoresArbitrary } from './standard-blocks.js';
import type { VendorDocument } from './vendor-document.js';

/**
 * How audio standard output looked, and with which settings. `2026`: words, languages, labels of speakers and channels.
 * `2025-03`: none of these. `mono`: as `2026`, from one channel and with labelling turned off.
 */
export type AudioVintage = '2026' | '2025-03' | 'mono';

const TRAITS: Readonly<Record<AudioVintage, SpeechTraits>> = {
  2026: { speakers: 'labels', channels: true, languages: true, words: true },
  '2025-03': { speakers: 'none', channels: false, languages: false, words: false },
  mono: { speakers: 'none', channels: false, languages: true, words: true },
};

export interface AudioDocumentOptions {
  /** @defaultValue any */
  readonly vintage?: AudioVintage;
  /** The redacted copy, with `[NAME]` and similar things in place of personal data. @defaultValue false */
  readonly redacted?: boolean;
}

/** Audio standard output, with any of its optional blocks turned off. */
export function audioDocumentArbitrary(
  options: AudioDocumentOptions = {},
): fc.Arbitrary<VendorDocument<StandardResult>> {
  const { vintage, redacted = false } = options;
  if (vintage !== undefined) return documentArbitrary(vintage, redacted);
  return fc.constantFrom<AudioVintage[]>('2026', '2025-03', 'mono').chain((any) => documentArbitrary(any, redacted));
}

function documentArbitrary(vintage: AudioVintage, redacted: boolean): fc.Arbitrary<VendorDocument<StandardResult>> {
  const traits = TRAITS[vintage];
  const given = fc.record(
    {
      speech: speechArbitrary({ ...traits, redacted }),
      input: inputArbitrary(),
      language: languageArbitrary(),
      wave: fc.boolean(),
      summary: fc.option(fc.constantFrom('A caller moves a booking.', 'Résumé: «ok» ]}'), { nil: undefined }),
      scores: scoresArbitrary(),
      topicCuts: fc.option(fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), { freq: 3, nil: undefined }),
      writesTranscript: fc.boolean(),
      writesStatistics: fc.boolean(),
      detects: vintage === '2025-03' ? fc.constant(false) : fc.boolean(),
      unknown: fc.constantFrom('None', undefined),
      own: fc.option(ownArbitrary(), { nil: undefined }),
    },
    { noNullPrototype: true },
  );
  return given.map(({ speech: heard, own, input, language, wave, summary, scores, topicCuts, ...settings }) => {
    const speech = own === undefined ? heard : { ...heard, segments: withOwn(heard.segments, own) };
    const { segments } = speech;
    const topicSummaries = topicsOf(segments, topicCuts ?? [], vintage === '2025-03');
    const statistics = statisticsOf(speech, traits, topicCuts && topicSummaries.length);
    const analysis: AnalysisPart = {
      ...(summary !== undefined && { audioSummary: summary }),
      ...((settings.writesTranscript || segments.length > 0) && {
        transcript: { text: plainText(segments), segments: [...segments] },
      }),
      ...(vintage !== '2025-03' && { language }),
      mediaFacts: mediaFactsOf(wave, traits, speech.durationMs),
      ...(settings.writesStatistics && { statistics }),
      topicSummaries,
      moderation: moderationOf(segments, scores),
      sensitiveData: settings.detects
        ? [
            ...speech.sensitiveData,
            ...detectedIn(summary, { foundIn: 'audio_summary' }),
            ...topicSummaries.flatMap((topic) =>
              detectedIn(topic.summary, { foundIn: 'topic_summary', topicIndex: topic.index }),
            ),
          ]
        : [],
      ...(own !== undefined && { findings: findingsWithin(own.findings, segments.length) }),
    };
    const document = audioOutput({
      input,
      media: analysis.mediaFacts,
      language: analysis.language,
      turns: segments,
      summary,
      transcript: settings.writesTranscript && plainText(segments),
      topics: topicCuts && topicSummaries,
      moderation: scores && analysis.moderation,
      statistics: analysis.statistics,
      sensitiveData: settings.detects ? analysis.sensitiveData : undefined,
      unknownSpeaker: traits.speakers === 'none' ? undefined : settings.unknown,
    });
    return {
      document: own ? withOwnKeys(document, segments, analysis.findings ?? []) : document,
      expected: { kind: 'standard', modality: 'audio', input: input.uri, analysis },
    };
  });
}

/** What our own analyzers write beyond what the service does. */
interface Own {
  readonly findings: readonly Finding[];
  readonly sentiments: readonly Sentiment[];
  readonly estimatesWords: boolean;
}

function ownArbitrary(): fc.Arbitrary<Own> {
  return fc.record(
    {
      findings: fc.array(findingArbitrary(6), { maxLength: 3 }),
      sentiments: fc.array(sentimentArbitrary(), { maxLength: 6 }),
      estimatesWords: fc.boolean(),
    },
    { noNullPrototype: true },
  );
}

function withOwn(segments: readonly TranscriptSegment[], own: Own): TranscriptSegment[] {
  return segments.map(({ words, ...segment }, index) => {
    const sentiment = own.sentiments[index];
    const marked = own.estimatesWords ? words?.map((word) => ({ ...word, timesEstimated: true })) : words;
    return { ...segment, ...(marked && { words: marked }), ...(sentiment && { sentiment }) };
  });
}

function findingsWithin(findings: readonly Finding[], segmentCount: number): Finding[] {
  // These documents are older than the counts of findings.
  return findings.map(({ count: _, ...finding }) => ({
    ...finding,
    evidence: finding.evidence.filter(({ segmentIndex }) => segmentIndex < segmentCount),
  }));
}

function mediaFactsOf(wave: boolean, traits: SpeechTraits, durationMs: number): MediaFacts {
  const channelCount = traits.channels ? 2 : 1;
  return wave
    ? {
        kind: 'audio',
        sampleRateHz: 8000,
        bitrateBps: 256_000,
        channelCount,
        codec: 'pcm_s16le',
        durationMs,
        format: 'wav',
      }
    : {
        kind: 'audio',
        sampleRateHz: 44_100,
        bitrateBps: 128_000,
        channelCount,
        codec: 'mp3float',
        durationMs,
        format: 'mp3',
      };
}

function statisticsOf(speech: Speech, traits: SpeechTraits, topicCount: number | undefined): Statistics {
  const { segments, wordCount } = speech;
  return {
    ...(traits.speakers !== 'none' && { speakerCount: new Set(segments.map(({ speaker }) => speaker)).size }),
    ...(traits.channels && { channelCount: new Set(segments.map(({ channel }) => channel)).size }),
    wordCount,
    ...(topicCount !== undefined && { topicCount }),
  };
}

function topicsOf(segments: readonly TranscriptSegment[], cuts: readonly boolean[], fromZero: boolean): TopicSummary[] {
  if (cuts.length === 0) return [];
  return stretchesOf(segments, cuts).map((stretch, index) => ({
    index,
    summary: `Part ${index} of the call`,
    // In 2025 the first topic began with the file, whenever its first segment did.
    startMs: fromZero && index === 0 ? 0 : (stretch[0]?.startMs ?? 0),
    endMs: stretch.at(-1)?.endMs ?? 0,
    segmentIndices: stretch.map((segment) => segment.index),
  }));
}

/** The document with the sentiments and findings in it, which the service doesn't have. */
function withOwnKeys(document: JsonObject, segments: readonly TranscriptSegment[], findings: Finding[]): JsonObject {
  const withKeys = (name: string, keysAt: (index: number) => JsonObject) => {
    const items = document[name] as readonly JsonObject[] | undefined;
    return items && { [name]: items.map((item, index) => ({ ...item, ...keysAt(index) })) };
  };
  const words = segments.flatMap((segment) => segment.words ?? []);
  return {
    ...document,
    ...withKeys('audio_items', (index) => (words[index]?.timesEstimated ? { estimated: true } : {})),
    ...withKeys('audio_segments', (index) => {
      const sentiment = segments[index]?.sentiment;
      return sentiment === undefined ? {} : { sentiment };
    }),
    findings: findings.map(({ evidence, ...finding }) => ({
      ...finding,
      evidence: evidence.map(({ segmentIndex, quote }) => ({ audio_segment_index: segmentIndex, quote })),
    })),
  };
}
