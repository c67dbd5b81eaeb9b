import * as fc from 'fast-check';
import type {
  Analysis,
  AnalysisSource,
  Entity,
  Interruption,
  MediaFacts,
  ModerationFinding,
  ScreenText,
  SensitiveDataFinding,
  SpeakerStatistics,
  Statistics,
  TopicSummary,
  Transcript,
  TranscriptSegment,
  Word,
} from '../model/analysis.js';
import { SENSITIVE_TEXTS } from '../model/analysis.js';
import { FINDING_BASES, type Finding, SENTIMENT_LABELS, type Sentiment } from '../model/finding.js';
import type { TimeSpan } from '../model/span.js';
import type { ObjectUri } from '../model/uri.js';
import {
  CATEGORIES,
  FEW,
  jsonObjectArbitrary,
  label,
  mixed,
  oftenOf,
  partial,
  TOPICS,
  text,
  whole,
} from './arbitrary-parts.js';

const offsetMs = () => fc.nat({ max: 4 * 3_600_000 });
// No negative zero: JSON keeps none.
const sentimentScore = () => fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100);
const score = () => fc.double({ min: 0, max: 1, noNaN: true });

/** Locations in a few buckets, with keys of every kind: `//`, spaces, percent signs, trailing slashes. */
export function objectUriArbitrary(): fc.Arbitrary<ObjectUri> {
  const root = fc.constantFrom('s3://calls/', 's3://results/', 'file://disk/');
  const part = fc.oneof(fc.constantFrom('', 'audio', 'run 1', 'a+b', '50%25', 'é', '.'), label(60));
  const key = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/') || 'object');
  return fc.tuple(root, key).map((parts) => parts.join('') as ObjectUri);
}

function timeSpanArbitrary(): fc.Arbitrary<TimeSpan> {
  return fc
    .tuple(offsetMs(), fc.nat({ max: 60_000 }))
    .map(([startMs, lengthMs]) => ({ startMs, endMs: startMs + lengthMs }));
}

/** Transcripts of a few segments, whose text is the transcript's. */
export function transcriptArbitrary(): fc.Arbitrary<Transcript> {
  const word = mixed<Pick<Word, 'text'>, Omit<Word, 'text'>>(
    { text: text() },
    { startMs: offsetMs(), endMs: offsetMs(), timesEstimated: fc.boolean(), confidence: score() },
  );
  const said = mixed<Pick<TranscriptSegment, 'text'>, Omit<TranscriptSegment, 'text' | 'index' | 'startMs' | 'endMs'>>(
    { text: text() },
    {
      speaker: fc.constantFrom('spk_0', 'spk_1'),
      speakerName: label(20),
      channel: fc.constantFrom('ch_0', 'ch_1'),
      language: fc.constantFrom('EN', 'DEFAULT'),
      words: fc.array(word, FEW),
      sentiment: sentimentArbitrary(),
      confidence: score(),
      understood: fc.constant(false),
      loudness: fc.array(fc.option(fc.constantFrom(0, 54.32, 78)), FEW),
    },
  );
  const segments = fc
    .array(fc.tuple(timeSpanArbitrary(), said), FEW)
    .map((made) => made.map(([span, rest], index): TranscriptSegment => ({ index, ...span, ...rest })));
  return segments.map((made) => ({ text: made.map((segment) => segment.text).join(' '), segments: made }));
}

/** Sentiments of one segment. */
export function sentimentArbitrary(): fc.Arbitrary<Sentiment> {
  return whole<Sentiment>({
    label: fc.constantFrom(...SENTIMENT_LABELS),
    score: sentimentScore(),
    words: fc.array(label(20), FEW),
  });
}

/** Findings that rest on the first so many segments. */
export function findingArbitrary(segmentCount: number): fc.Arbitrary<Finding> {
  const evidence = whole<Finding['evidence'][number]>({
    segmentIndex: fc.nat({ max: Math.max(0, segmentCount - 1) }),
    quote: text(),
  });
  return mixed<Pick<Finding, 'kind' | 'basis' | 'evidence'>, Omit<Finding, 'kind' | 'basis' | 'evidence'>>(
    {
      kind: oftenOf(['reason', 'category', 'speakers']),
      basis: fc.constantFrom(...FINDING_BASES),
      evidence: segmentCount === 0 ? fc.constant([]) : fc.array(evidence, FEW),
    },
    { value: fc.oneof(text(), fc.nat()), count: fc.nat(), explanation: text() },
  );
}

function topicSummariesArbitrary(): fc.Arbitrary<TopicSummary[]> {
  const facts = partial<Omit<TopicSummary, 'index'>>({
    summary: text(),
    startMs: offsetMs(),
    endMs: offsetMs(),
    segmentIndices: fc.array(fc.nat(9), FEW),
  });
  return fc.array(facts, FEW).map((made) => made.map((topic, index) => ({ index, ...topic })));
}

function moderationArbitrary(): fc.Arbitrary<ModerationFinding> {
  const scores = fc.dictionary(fc.constantFrom('insult', 'profanity', 'hate speech'), score(), {
    noNullPrototype: true,
  });
  return fc
    .tuple(timeSpanArbitrary(), score(), scores)
    .map(([span, confidence, categories]) => ({ ...span, confidence, categories }));
}

function interruptionArbitrary(): fc.Arbitrary<Interruption> {
  return fc
    .tuple(timeSpanArbitrary(), partial<Pick<Interruption, 'speaker'>>({ speaker: fc.constantFrom('spk_0', 'spk_1') }))
    .map(([span, speaker]) => ({ ...span, ...speaker }));
}

function screenTextArbitrary(): fc.Arbitrary<ScreenText> {
  const read = mixed<Pick<ScreenText, 'text'>, Pick<ScreenText, 'confidence'>>(
    { text: text() },
    { confidence: score() },
  );
  return fc.tuple(timeSpanArbitrary(), read).map(([span, rest]) => ({ ...span, ...rest }));
}

function speakerStatisticsArbitrary(): fc.Arbitrary<SpeakerStatistics> {
  return mixed<Pick<SpeakerStatistics, 'speaker'>, Omit<SpeakerStatistics, 'speaker'>>(
    { speaker: fc.constantFrom('spk_0', 'spk_1') },
    {
      talkMs: offsetMs(),
      sentiment: sentimentScore(),
      sentimentByQuarter: fc.array(fc.option(sentimentScore()), { minLength: 4, maxLength: 4 }),
    },
  );
}

function entityArbitrary(): fc.Arbitrary<Entity> {
  const count = () => fc.nat({ max: 10_000 });
  return mixed<Pick<Entity, 'type' | 'text'>, Omit<Entity, 'type' | 'text'>>(
    { type: fc.constantFrom('PERSON', 'ORGANIZATION'), text: text() },
    {
      segmentIndex: count(),
      startMs: offsetMs(),
      endMs: offsetMs(),
      startCharacter: count(),
      endCharacter: count(),
      confidence: score(),
    },
  );
}

/** Analyses with any of their blocks. */
export function analysisArbitrary(): fc.Arbitrary<Analysis> {
  type Required =
    | 'categories'
    | 'topics'
    | 'topicSummaries'
    | 'moderation'
    | 'sensitiveData'
    | 'customFields'
    | 'sources';
  const count = () => fc.nat({ max: 10_000 });
  return mixed<Pick<Analysis, Required>, Omit<Analysis, Required>>(
    {
      categories: fc.array(oftenOf(CATEGORIES), FEW),
      topics: fc.array(oftenOf(TOPICS), FEW),
      topicSummaries: topicSummariesArbitrary(),
      moderation: fc.array(moderationArbitrary(), FEW),
      sensitiveData: fc.array(
        mixed<Pick<SensitiveDataFinding, 'entityType'>, Omit<SensitiveDataFinding, 'entityType'>>(
          { entityType: fc.constantFrom('EMAIL', 'PHONE') },
          {
            foundIn: fc.constantFrom(...SENSITIVE_TEXTS),
            segmentIndex: count(),
            topicIndex: count(),
            field: label(20),
            startMs: offsetMs(),
            endMs: offsetMs(),
            startCharacter: count(),
            endCharacter: count(),
          },
        ),
        FEW,
      ),
      customFields: jsonObjectArbitrary(),
      sources: fc.array(
        whole<AnalysisSource>({
          uri: objectUriArbitrary(),
          kind: fc.constantFrom('standard', 'custom'),
          redacted: fc.boolean(),
        }),
        FEW,
      ),
    },
    {
      understood: fc.boolean(),
      notUnderstoodReason: text(),
      confidence: score(),
      callSummary: text(),
      audioSummary: text(),
      transcript: transcriptArbitrary(),
      findings: fc.array(findingArbitrary(10), FEW),
      nonTalk: fc.array(timeSpanArbitrary(), FEW),
      interruptions: fc.array(interruptionArbitrary(), FEW),
      speakerStatistics: fc.array(speakerStatisticsArbitrary(), FEW),
      entities: fc.array(entityArbitrary(), FEW),
      shots: fc.array(timeSpanArbitrary(), FEW),
      screenTexts: fc.array(screenTextArbitrary(), FEW),
      language: partial({ dominant: label(10), generated: fc.constantFrom('EN', 'DEFAULT') }),
      mediaFacts: partial<MediaFacts>({
        kind: fc.constantFrom('audio', 'video'),
        durationMs: offsetMs(),
        format: label(10),
        codec: label(10),
        sampleRateHz: fc.constantFrom(8_000, 44_100, 0.5),
        bitrateBps: count(),
        channelCount: count(),
        frameRateFps: fc.constantFrom(25, 29.97),
        frameWidthPx: count(),
        frameHeightPx: count(),
      }),
      statistics: partial<Statistics>({
        wordCount: count(),
        topicCount: count(),
        speakerCount: count(),
        channelCount: count(),
        shotCount: count(),
        chapterCount: count(),
      }),
      blueprint: partial({ name: label(40), arn: label(100), version: fc.constantFrom('1', '2'), confidence: score() }),
    },
  );
}
