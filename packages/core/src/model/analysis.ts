import * as z from 'zod/mini';
import { Finding, Sentiment, SentimentScore } from './finding.js';
import { Confidence, JsonValue, Natural, NonEmpty } from './primitives.js';
import { OffsetMs, TimeSpan } from './span.js';
import { ObjectUri } from './uri.js';

/** One word. Times are absent where the vendor gives none, usually for punctuation. */
export const Word = z.object({
  text: z.string(),
  startMs: z.optional(OffsetMs),
  endMs: z.optional(OffsetMs),
  /** Whether the times were derived from the segment's instead of measured. @defaultValue false */
  timesEstimated: z.optional(z.boolean()),
  /** How likely the word was recognized correctly. */
  confidence: z.optional(Confidence),
});
export type Word = z.infer<typeof Word>;

/** One uninterrupted utterance of one speaker. Segments may overlap when people talk at once. */
export const TranscriptSegment = z.extend(TimeSpan, {
  /** Position in the transcript, from 0, without gaps. */
  index: Natural,
  text: z.string(),
  /** The analyzer's label, such as `spk_0`: a label, not a role. */
  speaker: z.optional(z.string()),
  /** The speaker's name, where the analyzer knows it. */
  speakerName: z.optional(z.string()),
  /** The audio channel's label, such as `ch_0`. */
  channel: z.optional(z.string()),
  /** Language code as the analyzer writes it, such as `EN`. */
  language: z.optional(z.string()),
  words: z.optional(z.array(Word)),
  sentiment: z.optional(Sentiment),
  /** How likely the words were recognized correctly. */
  confidence: z.optional(Confidence),
  /** `false` where what was said couldn't be recognized reliably: don't rely on the text. @defaultValue true */
  understood: z.optional(z.boolean()),
  /**
   * Loudness on the vendor's scale: one value per clock second that the segment touches, starting
   * with the second in which it begins. `null` where nothing was measured.
   */
  loudness: z.optional(z.array(z.nullable(z.number()))),
});
export type TranscriptSegment = z.infer<typeof TranscriptSegment>;

/** What was said. */
export const Transcript = z.object({ text: z.string(), segments: z.array(TranscriptSegment) });
export type Transcript = z.infer<typeof Transcript>;

/**
 * A summary of one span of the call about one subject, or of one chapter of a video. Its times are
 * absent where the vendor gives none.
 */
export const TopicSummary = z.object({
  index: Natural,
  summary: z.optional(z.string()),
  startMs: z.optional(OffsetMs),
  endMs: z.optional(OffsetMs),
  segmentIndices: z.optional(z.array(Natural)),
});
export type TopicSummary = z.infer<typeof TopicSummary>;

/** How likely a part of speech is objectionable, 0–1, in all and by category. Low scores are normal in clean speech. */
export const ModerationFinding = z.extend(TimeSpan, {
  confidence: z.number(),
  categories: z.record(z.string(), z.number()),
});
export type ModerationFinding = z.infer<typeof ModerationFinding>;

/** Texts other than the transcript in which an analyzer looks for personal data. */
export const SENSITIVE_TEXTS = ['audio_summary', 'topic_summary', 'blueprint_field'] as const;

/** Personal data found in a call. The text itself is not repeated here. */
export const SensitiveDataFinding = z.object({
  entityType: z.string(),
  /**
   * The text that contains it; character offsets refer to this text. Absent means the transcript.
   */
  foundIn: z.optional(z.enum(SENSITIVE_TEXTS)),
  segmentIndex: z.optional(Natural),
  /** The topic whose summary has it. */
  topicIndex: z.optional(Natural),
  /** The blueprint's name for the field that has it, such as `call_summary` or `callers[0].name`. */
  field: z.optional(z.string()),
  startMs: z.optional(OffsetMs),
  endMs: z.optional(OffsetMs),
  startCharacter: z.optional(Natural),
  endCharacter: z.optional(Natural),
});
export type SensitiveDataFinding = z.infer<typeof SensitiveDataFinding>;

/** One speaker interrupting another. */
export const Interruption = z.extend(TimeSpan, {
  /** The label of the one who interrupts, as in the transcript's segments. */
  speaker: z.optional(z.string()),
});
export type Interruption = z.infer<typeof Interruption>;

/** The vendor's figures for everything that one speaker said. */
export const SpeakerStatistics = z.object({
  /** As in the transcript's segments. */
  speaker: z.string(),
  talkMs: z.optional(OffsetMs),
  /** From -1 (most negative) to 1. */
  sentiment: z.optional(SentimentScore),
  /** The sentiment in each quarter of the call; `null` where the speaker says nothing. */
  sentimentByQuarter: z.optional(z.array(z.nullable(SentimentScore)).check(z.length(4))),
});
export type SpeakerStatistics = z.infer<typeof SpeakerStatistics>;

/** A name, a number, or another thing of a known type that is mentioned in a call. May be personal data. */
export const Entity = z.object({
  /** The vendor's name for the type, such as `PERSON` or `ORGANIZATION`. */
  type: NonEmpty,
  /** As the vendor writes it; `[TYPE]` where copies are redacted. */
  text: z.string(),
  segmentIndex: z.optional(Natural),
  startMs: z.optional(OffsetMs),
  endMs: z.optional(OffsetMs),
  /** Characters of the segment's text. */
  startCharacter: z.optional(Natural),
  endCharacter: z.optional(Natural),
  confidence: z.optional(Confidence),
});
export type Entity = z.infer<typeof Entity>;

/** Text visible in a video. */
export const ScreenText = z.extend(TimeSpan, {
  text: z.string(),
  /** How likely it was read correctly. */
  confidence: z.optional(Confidence),
});
export type ScreenText = z.infer<typeof ScreenText>;

/** Facts of the media file. */
export const MediaFacts = z.partial(
  z.object({
    kind: z.enum(['audio', 'video']),
    durationMs: OffsetMs,
    format: z.string(),
    codec: z.string(),
    sampleRateHz: z.number(),
    bitrateBps: z.number(),
    channelCount: Natural,
    frameRateFps: z.number(),
    frameWidthPx: z.number(),
    frameHeightPx: z.number(),
  }),
);
export type MediaFacts = z.infer<typeof MediaFacts>;

/** The languages of a call, as the analyzer writes them (`EN`, `ES`, `DEFAULT`). */
export const Language = z.partial(z.object({ dominant: z.string(), generated: z.string() }));
export type Language = z.infer<typeof Language>;

/** Counts the analyzer reports. */
export const Statistics = z.partial(
  z.object({
    wordCount: Natural,
    topicCount: Natural,
    speakerCount: Natural,
    channelCount: Natural,
    shotCount: Natural,
    chapterCount: Natural,
  }),
);
export type Statistics = z.infer<typeof Statistics>;

/** The blueprint that shaped the custom fields. */
export const Blueprint = z.partial(
  z.object({
    name: z.string(),
    arn: z.string(),
    version: z.string(),
    confidence: z.number(),
  }),
);
export type Blueprint = z.infer<typeof Blueprint>;

/** The copies of a result: the `original` documents, or the `redacted` ones, in which personal data is masked. */
export const COPIES = ['original', 'redacted'] as const;
export type Copies = (typeof COPIES)[number];

/** A result document that an analysis was built from. */
export const AnalysisSource = z.object({
  uri: ObjectUri,
  /** The document's role in its format, such as BDA's `standard` and `custom` output. */
  kind: NonEmpty,
  redacted: z.boolean(),
});
export type AnalysisSource = z.infer<typeof AnalysisSource>;

/**
 * What an analyzer found in one recording, independent of any vendor's format. Every block may be
 * absent.
 */
export const Analysis = z.object({
  /**
   * `false` where what was said couldn't be recognized reliably, such as another language or speech
   * in loud noise. In that case nothing is derived from the words: there is no summary, category,
   * topic or sentiment. @defaultValue true
   */
  understood: z.optional(z.boolean()),
  /** Why the call was not understood, for people, such as `another language, or too noisy`. */
  notUnderstoodReason: z.optional(z.string()),
  /** How likely the words of the call were recognized correctly. */
  confidence: z.optional(Confidence),
  /** The summary written to the blueprint's instruction. */
  callSummary: z.optional(z.string()),
  /** The analyzer's own summary. */
  audioSummary: z.optional(z.string()),
  categories: z.array(z.string()),
  /** The subjects of the call, one or two words each. */
  topics: z.array(z.string()),
  topicSummaries: z.array(TopicSummary),
  transcript: z.optional(Transcript),
  moderation: z.array(ModerationFinding),
  sensitiveData: z.array(SensitiveDataFinding),
  /**
   * Everything that was found or looked for without success, with its basis and the supporting
   * words.
   */
  findings: z.optional(z.array(Finding)),
  /** Spans in which nobody speaks, as the vendor measured them. */
  nonTalk: z.optional(z.array(TimeSpan)),
  interruptions: z.optional(z.array(Interruption)),
  speakerStatistics: z.optional(z.array(SpeakerStatistics)),
  entities: z.optional(z.array(Entity)),
  /** The spans between the cuts of a video. */
  shots: z.optional(z.array(TimeSpan)),
  /** In order of appearance. Text that reappears is listed again. */
  screenTexts: z.optional(z.array(ScreenText)),
  language: z.optional(Language),
  mediaFacts: z.optional(MediaFacts),
  statistics: z.optional(Statistics),
  blueprint: z.optional(Blueprint),
  /** Other fields that the blueprint returned, under its own names. */
  customFields: z.record(z.string(), JsonValue),
  sources: z.array(AnalysisSource),
});
export type Analysis = z.infer<typeof Analysis>;
