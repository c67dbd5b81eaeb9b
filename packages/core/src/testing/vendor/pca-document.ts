import * as fc from 'fast-check';
import type { Entity, TranscriptSegment, Word } from '../../model/analysis.js';
import type { Finding } from '../../model/finding.js';
import type { JsonValue } from '../../model/primitives.js';
import { ObjectUri } from '../../model/uri.js';
import { whole } from '../arbitrary-parts.js';
import type { ForeignDocument } from './foreign-document.js';
import { type Speech, speechArbitrary } from './speech.js';

/** A shape that Post Call Analytics wrote: of 2021, or any later. */
export type PcaVintage = '2021' | 'current';

/** Which documents to make. */
export interface PcaDocumentOptions {
  /** @defaultValue both */
  readonly vintage?: PcaVintage | undefined;
  /** `analytics` documents have what Transcribe Call Analytics finds. @defaultValue both */
  readonly mode?: 'analytics' | 'standard' | undefined;
}

interface Facts {
  readonly vintage: PcaVintage;
  readonly mode: 'analytics' | 'standard';
  readonly speech: Speech;
  readonly guid: string | undefined;
  readonly isDated: boolean;
  readonly isRedacted: boolean;
  readonly hasMedia: boolean;
  readonly summary: string | undefined;
  readonly agent: string | undefined;
  readonly issue: boolean;
  readonly category: string | undefined;
  /** Percent. */
  readonly confidence: number;
  readonly moods: readonly ('positive' | 'negative' | 'neutral')[];
  readonly loudness: readonly (number | null)[];
  readonly interrupts: readonly boolean[];
  readonly entity: boolean;
  /** In which of the quarters of a call the first speaker speaks. */
  readonly quarters: readonly number[];
}

/**
 * Any document of Post Call Analytics, with facts of which reading must give the same again: segments, words, sentiment,
 * loudness, interruptions, entities, categories, issues, summaries, custom fields.
 */
export function pcaDocumentArbitrary({ vintage, mode }: PcaDocumentOptions = {}): fc.Arbitrary<ForeignDocument> {
  const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 });
  const speech = speechArbitrary({ speakers: 'labels', channels: false, languages: false, words: true });
  return whole<Facts>({
    vintage: vintage === undefined ? fc.constantFrom<PcaVintage>('2021', 'current') : fc.constant(vintage),
    mode: mode === undefined ? fc.constantFrom('analytics', 'standard') : fc.constant(mode),
    speech,
    guid: perhaps(fc.uuid()),
    isDated: fc.boolean(),
    isRedacted: fc.boolean(),
    hasMedia: fc.boolean(),
    summary: perhaps(fc.constantFrom('Wants a refund.', 'Asks for the time.')),
    agent: perhaps(fc.constantFrom('Agent', 'Zoë', 'Customer')),
    issue: fc.boolean(),
    category: perhaps(fc.constantFrom('billing', 'late delivery')),
    confidence: fc.nat(100),
    moods: some(fc.constantFrom('positive', 'negative', 'neutral')),
    loudness: some(
      fc.oneof(
        fc.constant(null),
        fc.nat(9_385).map((hundredths) => hundredths / 100),
      ),
    ),
    interrupts: some(fc.boolean()),
    entity: fc.boolean(),
    quarters: fc.subarray([1, 2, 3, 4]),
  }).map(documentOf);
}

/** In New York, which was four hours behind UTC. */
const CLOCK = '2026-09-14 05:32:10';
const RECORDED_MS = Date.UTC(2026, 8, 14, 9, 32, 10);
const JOB = 'call-7.wav';
const MEDIA = ObjectUri.parse('s3://recordings/originalAudio/call-7.wav');

function documentOf(facts: Facts): ForeignDocument {
  const { speech, guid, isDated, isRedacted, hasMedia, summary, agent, category, confidence, quarters } = facts;
  const isOld = facts.vintage === '2021';
  const isAnalytics = facts.mode === 'analytics';
  const said = speech.segments.map((segment, index) => segmentOf(facts, segment, index));
  const segments = said.map(({ expected }) => expected);
  const [first] = segments;
  const durationMs = segments.reduce((end, { endMs }) => Math.max(end, endMs), 0);
  const job = {
    TranscribeApiType: facts.mode,
    CompletionTime: '2026-09-14 10:00:00+00:00',
    ...(hasMedia && { MediaOriginalUri: MEDIA }),
    MediaFileUri: 's3://recordings/playback/call-7.mp3',
    TranscriptionJobName: JOB,
    ...(!isOld && { RedactedTranscript: isRedacted }),
    ChannelIdentification: isAnalytics ? 1 : 0,
  };
  const issue = facts.issue && isAnalytics && first?.text !== undefined && first.text !== '' ? first.text : undefined;
  const matches = category === undefined || !isAnalytics ? [] : [matchOf(category, first)];
  const custom: Record<string, JsonValue> = {
    ...(guid !== undefined && { GUID: guid }),
    ConversationTime: CLOCK,
    ConversationLocation: 'America/New_York',
    ProcessTime: isDated ? '2026-09-15 05:32:10.123456' : CLOCK,
    SentimentTrends: {
      spk_0: { SentimentScore: 2.5, SentimentChange: -1, SentimentPerQuarter: quarters.map(quarterOf) },
    },
    SpeakerTime: { spk_0: { TotalTimeSecs: 12.5 }, ...(isAnalytics && { NonTalkTime: { TotalTimeSecs: 3.5 } }) },
    ...(matches.length > 0 && { CategoriesDetected: matches }),
    TranscribeJobInfo: job,
  };
  const silence = { BeginOffsetSecs: 1.25, EndOffsetSecs: 4.75, DurationSecs: 3.5 };
  const document = {
    ConversationAnalytics: {
      ...custom,
      TranscribeJobInfo: undefined,
      GUID: guid ?? 'None',
      Agent: 'None',
      LanguageCode: 'en-US',
      Duration: String(durationMs / 1_000),
      // In any order, as PCA writes them.
      SpeakerLabels: [
        { Speaker: 'spk_9', DisplayText: 'Unknown_1' },
        ...(agent === undefined ? [] : [{ Speaker: 'spk_0', DisplayText: agent }]),
      ],
      SpeakerTime: {
        ...(custom['SpeakerTime'] as object),
        ...(isAnalytics && { NonTalkTime: { Instances: [silence], TotalTimeSecs: 3.5 } }),
      },
      CustomEntities: [],
      ...(!isOld && {
        Cust: 'None',
        Agents: [],
        Summary: summary === undefined ? {} : { Summary: summary },
        ContactSummary: {},
      }),
      CategoriesDetected: matches,
      IssuesDetected: issue === undefined ? [] : [{ Text: issue, BeginOffset: 0, EndOffset: issue.length }],
      SourceInformation: [
        {
          TranscribeJobInfo: {
            ...job,
            MediaFormat: 'wav',
            MediaSampleRateHertz: 8000,
            AverageWordConfidence: confidence / 100,
          },
        },
      ],
    },
    SpeechSegments: said.map(({ document }, index) => ({
      ...document,
      IssuesDetected:
        issue === undefined || index > 0 ? [] : [{ Text: issue, BeginOffset: 0, EndOffset: issue.length }],
    })),
  };
  const interruptions = said.flatMap(({ interrupts, expected: { startMs, endMs, speaker } }) =>
    interrupts ? [{ startMs, endMs, ...(speaker !== undefined && { speaker }) }] : [],
  );
  const entities = said.flatMap(({ entity }) => entity ?? []);
  const hasSpeaker = segments.some(({ speaker }) => speaker !== undefined);
  const findings: Finding[] = [
    ...(segments.length === 0 || hasSpeaker ? [] : [NO_SPEAKERS]),
    ...(agent === 'Agent' ? [AGENT] : []),
    ...(issue === undefined ? [] : [estimated('issue', issue, [{ segmentIndex: 0, quote: issue }])]),
    ...matches.map(({ Name, Instances, Timestamps }) => {
      const evidence = Timestamps.length === 0 || first === undefined ? [] : [{ segmentIndex: 0, quote: first.text }];
      return { ...estimated('category', Name, evidence), count: Instances };
    }),
  ];
  return {
    document: JSON.parse(JSON.stringify(document)),
    expected: {
      callId: guid ?? JOB,
      recordedAtMs: isDated ? RECORDED_MS : undefined,
      mediaUri: hasMedia ? MEDIA : undefined,
      isRedacted: !isOld && isRedacted,
      analysis: {
        ...(!isOld && summary !== undefined && { callSummary: summary }),
        confidence: confidence / 100,
        language: { dominant: 'en-US' },
        mediaFacts: { durationMs, format: 'wav', sampleRateHz: 8000 },
        categories: matches.map(({ Name }) => Name),
        topics: [],
        topicSummaries: [],
        moderation: [],
        transcript: { text: segments.map(({ text }) => text).join(' '), segments },
        sensitiveData: segments.flatMap(marksIn),
        findings,
        ...(isAnalytics && { nonTalk: [{ startMs: 1_250, endMs: 4_750 }] }),
        ...(isAnalytics && { interruptions }),
        speakerStatistics: [
          {
            speaker: 'spk_0',
            talkMs: 12_500,
            sentiment: 0.5,
            ...(quarters.length > 0 && {
              sentimentByQuarter: [1, 2, 3, 4].map((nth) => (quarters.includes(nth) ? nth / 5 : null)),
            }),
          },
        ],
        ...(entities.length > 0 && { entities }),
        customFields: JSON.parse(JSON.stringify(custom)),
      },
    },
  };
}

function quarterOf(nth: number) {
  return { Quarter: nth, Score: nth, BeginOffsetSecs: nth, EndOffsetSecs: nth + 1 };
}

const NO_SPEAKERS: Finding = {
  kind: 'speakers',
  basis: 'unavailable',
  evidence: [],
  explanation: 'The document names no speakers.',
};
const AGENT: Finding = {
  kind: 'agent',
  value: 'spk_0',
  basis: 'estimated',
  evidence: [],
  explanation: 'Post Call Analytics calls this speaker the agent.',
};

function estimated(kind: string, value: string, evidence: Finding['evidence']): Finding {
  return { kind, value, basis: 'estimated', evidence };
}

/** A category at the first turn; without turns, one that matches what isn't said. */
function matchOf(Name: string, first: TranscriptSegment | undefined) {
  if (first === undefined || first.endMs <= first.startMs) return { Name, Instances: 0, Timestamps: [] };
  const span = { BeginOffsetSecs: first.startMs / 1_000, EndOffsetSecs: first.endMs / 1_000 };
  return { Name, Instances: 1, Timestamps: [span] };
}

function segmentOf(facts: Facts, said: TranscriptSegment, index: number) {
  const { moods, loudness, interrupts, mode, vintage, agent } = facts;
  const at = <T>(list: readonly T[]) => list[index % list.length] as T;
  const isAnalytics = mode === 'analytics';
  const mood = at(moods);
  const size = mood === 'neutral' ? 0 : isAnalytics ? 5 : 2.5;
  const score = mood === 'negative' ? -size / 5 : size / 5;
  const isInterruption = isAnalytics && at(interrupts);
  const words = (said.words ?? []).map((word) => ({ ...word, startMs: word.startMs, endMs: word.endMs }));
  const spoken = words.filter(({ startMs, endMs }) => startMs !== undefined && endMs !== undefined && endMs > 0);
  const name = said.speaker === 'spk_0' ? agent : said.speaker === 'spk_9' ? 'Unknown_1' : undefined;
  const entity: Entity | undefined =
    facts.entity && said.text !== ''
      ? {
          type: 'OTHER',
          text: said.text,
          segmentIndex: index,
          startCharacter: 0,
          endCharacter: said.text.length,
          confidence: 0.5,
        }
      : undefined;
  const { words: _, ...rest } = said;
  const expected: TranscriptSegment = {
    ...rest,
    ...(name !== undefined && { speakerName: name }),
    sentiment: { label: mood, score, words: [] },
    ...(isAnalytics && { loudness: [...loudness] }),
    ...(spoken.length > 0 && {
      words: spoken.map(
        ({ text, startMs = 0, endMs = 0 }): Word => ({ text: text.trim(), startMs, endMs, confidence: 0.75 }),
      ),
    }),
  };
  const document = {
    SegmentStartTime: said.startMs / 1_000,
    SegmentEndTime: said.endMs / 1_000,
    ...(said.speaker !== undefined && { SegmentSpeaker: said.speaker }),
    SegmentInterruption: isInterruption,
    ...(vintage === 'current' && { IVRSegment: false, ActionItemsDetected: [], OutcomesDetected: [] }),
    OriginalText: said.text,
    DisplayText: said.text,
    TextEdited: 0,
    LoudnessScores: isAnalytics ? loudness : [],
    SentimentIsPositive: mood === 'positive' ? 1 : 0,
    SentimentIsNegative: mood === 'negative' ? 1 : 0,
    SentimentScore: size,
    BaseSentimentScores: isAnalytics ? { Positive: 0, Negative: 0, Neutral: 1 } : [],
    EntitiesDetected:
      entity === undefined
        ? []
        : [{ Type: 'OTHER', Text: entity.text, BeginOffset: 0, EndOffset: entity.text.length, Score: 0.5 }],
    CategoriesDetected: [],
    FollowOnCategories: [],
    WordConfidence: spoken.map(({ text, startMs = 0, endMs = 0 }, place) => ({
      Text: (place === 0 ? '' : ' ') + text,
      Confidence: 0.75,
      StartTime: startMs / 1_000,
      EndTime: endMs / 1_000,
    })),
  };
  return { expected, document, interrupts: isInterruption, entity };
}

function marksIn({ index, text }: TranscriptSegment) {
  return [...text.matchAll(/\[([A-Z][A-Z_]*)\]/g)].map((mark) => ({
    entityType: String(mark[1]),
    segmentIndex: index,
    startCharacter: mark.index,
    endCharacter: mark.index + mark[0].length,
  }));
}
