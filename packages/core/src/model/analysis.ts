import { z } from 'zod';
import { JsonValue } from './json.js';
import { OffsetMs, TimeSpan } from './moment.js';
import { ObjectUri } from './uri.js';

/** One word. Times are absent where the vendor gives none (punctuation, as a rule). */
export const Word = z.object({
  text: z.string(),
  startMs: OffsetMs.optional(),
  endMs: OffsetMs.optional(),
});
export type Word = z.infer<typeof Word>;

/** What one speaker said in one go. Segments may overlap: people talk at once. */
export const TranscriptSegment = TimeSpan.extend({
  /** Position in the transcript, from 0, without gaps. */
  index: z.int().nonnegative(),
  text: z.string(),
  /** The analyzer's label, such as `spk_0`: a label, not a role. */
  speaker: z.string().optional(),
  /** The speaker's name, where the analyzer knows it. */
  speakerName: z.string().optional(),
  /** The audio channel's label, such as `ch_0`. */
  channel: z.string().optional(),
  /** Language code as the analyzer writes it, such as `EN`. */
  language: z.string().optional(),
  words: z.array(Word).optional(),
});
export type TranscriptSegment = z.infer<typeof TranscriptSegment>;

/** What was said. */
export const Transcript = z.object({ text: z.string(), segments: z.array(TranscriptSegment) });
export type Transcript = z.infer<typeof Transcript>;

/** One stretch of the call about one thing, summarised. Its times are absent where the vendor gives none. */
export const TopicSummary = z.object({
  index: z.int().nonnegative(),
  summary: z.string().optional(),
  startMs: OffsetMs.optional(),
  endMs: OffsetMs.optional(),
  segmentIndices: z.array(z.int().nonnegative()).optional(),
});
export type TopicSummary = z.infer<typeof TopicSummary>;

/** How likely a stretch of speech is objectionable, 0–1, in all and by category. Low scores are normal in clean speech. */
export const ModerationFinding = TimeSpan.extend({
  confidence: z.number(),
  categories: z.record(z.string(), z.number()),
});
export type ModerationFinding = z.infer<typeof ModerationFinding>;

/** Personal data found in a segment. The text itself is not repeated here. */
export const SensitiveDataFinding = z.object({
  entityType: z.string(),
  segmentIndex: z.int().nonnegative().optional(),
  startMs: OffsetMs.optional(),
  endMs: OffsetMs.optional(),
  startCharacter: z.int().nonnegative().optional(),
  endCharacter: z.int().nonnegative().optional(),
});
export type SensitiveDataFinding = z.infer<typeof SensitiveDataFinding>;

/** Facts of the media file. */
export const MediaFacts = z.object({
  kind: z.enum(['audio', 'video']).optional(),
  durationMs: OffsetMs.optional(),
  format: z.string().optional(),
  codec: z.string().optional(),
  sampleRateHz: z.number().optional(),
  bitrateBps: z.number().optional(),
  channelCount: z.int().nonnegative().optional(),
  frameRateFps: z.number().optional(),
  frameWidthPx: z.number().optional(),
  frameHeightPx: z.number().optional(),
});
export type MediaFacts = z.infer<typeof MediaFacts>;

/** The languages of a call, as the analyzer writes them (`EN`, `ES`, `DEFAULT`). */
export const Language = z.object({ dominant: z.string().optional(), generated: z.string().optional() });
export type Language = z.infer<typeof Language>;

/** Counts the analyzer reports. */
export const Statistics = z.object({
  wordCount: z.int().nonnegative().optional(),
  topicCount: z.int().nonnegative().optional(),
  speakerCount: z.int().nonnegative().optional(),
  channelCount: z.int().nonnegative().optional(),
});
export type Statistics = z.infer<typeof Statistics>;

/** The blueprint that shaped the custom fields. */
export const Blueprint = z.object({
  name: z.string().optional(),
  arn: z.string().optional(),
  version: z.string().optional(),
  confidence: z.number().optional(),
});
export type Blueprint = z.infer<typeof Blueprint>;

/** A result document that an analysis was made of. */
export const AnalysisSource = z.object({
  uri: ObjectUri,
  kind: z.enum(['standard', 'custom']),
  redacted: z.boolean(),
});
export type AnalysisSource = z.infer<typeof AnalysisSource>;

/** What an analyzer found in one recording, in no vendor's shape. Every block may be absent. */
export const Analysis = z.object({
  /** The summary written to the blueprint's instruction. */
  callSummary: z.string().optional(),
  /** The analyzer's own summary. */
  audioSummary: z.string().optional(),
  categories: z.array(z.string()),
  /** What the call is about, in a word or two each. */
  topics: z.array(z.string()),
  topicSummaries: z.array(TopicSummary),
  transcript: Transcript.optional(),
  moderation: z.array(ModerationFinding),
  sensitiveData: z.array(SensitiveDataFinding),
  language: Language.optional(),
  mediaFacts: MediaFacts.optional(),
  statistics: Statistics.optional(),
  blueprint: Blueprint.optional(),
  /** What the blueprint returned besides the fields above, by its own names. */
  customFields: z.record(z.string(), JsonValue),
  sources: z.array(AnalysisSource),
});
export type Analysis = z.infer<typeof Analysis>;
