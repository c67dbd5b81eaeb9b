import * as z from 'zod/mini';
import { BEDROCK_STATUSES } from '../formats/bda/item-names.js';
import { SENSITIVE_TEXTS } from '../model/analysis.js';
import { CallHash, CallId, EpochMs, RECORDED_AT_SOURCES } from '../model/call.js';
import { CallSentiment } from '../model/call-sentiment.js';
import { FINDING_BASES, Sentiment, SentimentScore } from '../model/finding.js';
import { MAX_NOTES } from '../model/note.js';
import { CorrectedParticipant, PARTICIPANT_ROLES, PARTICIPANT_SOURCES } from '../model/participant.js';
import { Confidence, JsonValue, Natural } from '../model/primitives.js';
import { RecordState } from '../model/record.js';
import { OffsetMs } from '../model/span.js';
import { Iso } from './iso-time.js';

const WordItem = z.object({
  text: z.string(),
  start_ms: z.optional(OffsetMs),
  end_ms: z.optional(OffsetMs),
  times_estimated: z.optional(z.boolean()),
  confidence: z.optional(Confidence),
});
const SegmentItem = z.object({
  index: z.int(),
  text: z.string(),
  start_ms: OffsetMs,
  end_ms: OffsetMs,
  speaker: z.optional(z.string()),
  speaker_name: z.optional(z.string()),
  channel: z.optional(z.string()),
  language: z.optional(z.string()),
  words: z.optional(z.array(WordItem)),
  sentiment: z.optional(Sentiment),
  confidence: z.optional(Confidence),
  understood: z.optional(z.boolean()),
  loudness: z.optional(z.array(z.nullable(z.number()))),
});
const EvidenceItem = z.object({ segment_index: z.int(), quote: z.string() });
const FindingItem = z.object({
  kind: z.string(),
  value: z.optional(z.union([z.string(), z.number()])),
  basis: z.enum(FINDING_BASES),
  count: z.optional(Natural),
  evidence: z.array(EvidenceItem),
  explanation: z.optional(z.string()),
});
const TopicItem = z.object({
  index: z.int(),
  summary: z.optional(z.string()),
  start_ms: z.optional(OffsetMs),
  end_ms: z.optional(OffsetMs),
  segment_indices: z.optional(z.array(z.int())),
});
const ModerationItem = z.object({
  start_ms: OffsetMs,
  end_ms: OffsetMs,
  confidence: z.number(),
  categories: z.record(z.string(), z.number()),
});
const SensitiveDataItem = z.object({
  entity_type: z.string(),
  found_in: z.optional(z.enum(SENSITIVE_TEXTS)),
  segment_index: z.optional(z.int()),
  topic_index: z.optional(z.int()),
  field: z.optional(z.string()),
  start_ms: z.optional(OffsetMs),
  end_ms: z.optional(OffsetMs),
  start_character: z.optional(z.int()),
  end_character: z.optional(z.int()),
});
const SpanItem = z.object({ start_ms: OffsetMs, end_ms: OffsetMs });
const ScreenTextItem = z.extend(SpanItem, { text: z.string(), confidence: z.optional(Confidence) });
const InterruptionItem = z.extend(SpanItem, { speaker: z.optional(z.string()) });
const SpeakerStatisticsItem = z.object({
  speaker: z.string(),
  talk_ms: z.optional(OffsetMs),
  sentiment: z.optional(SentimentScore),
  sentiment_by_quarter: z.optional(z.array(z.nullable(SentimentScore))),
});
/** One who takes part, as the HTTP API writes it. */
export const ParticipantItem = z.object({
  label: z.string(),
  role: z.enum(PARTICIPANT_ROLES),
  name: z.optional(z.string()),
  role_source: z.enum(PARTICIPANT_SOURCES),
  name_source: z.optional(z.enum(PARTICIPANT_SOURCES)),
  confidence: z.optional(Confidence),
  evidence: z.array(EvidenceItem),
});
const CorrectionItem = z.object({ participants: z.array(CorrectedParticipant), actor: z.string(), at: Iso });
/** A note, as the HTTP API writes it. */
export const NoteItem = z.object({ id: z.string(), text: z.string(), actor: z.string(), at: Iso });
export type NoteItem = z.infer<typeof NoteItem>;
const EntityItem = z.object({
  type: z.string(),
  text: z.string(),
  segment_index: z.optional(z.int()),
  start_ms: z.optional(OffsetMs),
  end_ms: z.optional(OffsetMs),
  start_character: z.optional(z.int()),
  end_character: z.optional(z.int()),
  confidence: z.optional(Confidence),
});
const LanguageItem = z.partial(z.object({ dominant: z.string(), generated: z.string() }));
const MediaItem = z.partial(
  z.object({
    kind: z.enum(['audio', 'video']),
    duration_ms: OffsetMs,
    format: z.string(),
    codec: z.string(),
    sample_rate_hz: z.number(),
    bitrate_bps: z.number(),
    channel_count: z.int(),
    frame_rate_fps: z.number(),
    frame_width_px: z.number(),
    frame_height_px: z.number(),
  }),
);
const StatisticsItem = z.partial(
  z.object({
    word_count: z.int(),
    topic_count: z.int(),
    speaker_count: z.int(),
    channel_count: z.int(),
    shot_count: z.int(),
    chapter_count: z.int(),
  }),
);
const BlueprintItem = z.partial(
  z.object({ name: z.string(), arn: z.string(), version: z.string(), confidence: z.number() }),
);
const SourceItem = z.object({ uri: z.string(), kind: z.string(), redacted: z.boolean() });

/**
 * A call as stores and the HTTP API write it: snake_case names, ISO 8601 times in UTC, offsets in milliseconds from the
 * recording's start. `epchdatetimestamp` (spelled as its readers know it) is the recording's time in epoch ms. Prefer
 * `recording_uri`, `results_uri`, `state` and `job_reference`: `s3_input_uri`, `s3_output_uri`, `bedrock_status` and
 * `bedrock_invocation_arn` are their earlier names, the latter two only on calls that Bedrock analyzes. Lists
 * leave out what grows with the length of a call: `transcript`, `segments`, `topic_summary`, `topic_segments`,
 * `moderation`, `sensitive_data`, `findings`, `non_talk`, `interruptions`, `speaker_statistics`,
 * `entities`, `shots`, `screen_texts`, `speakers`, and so they do `notes`.
 */
export const AnalyticsItem = z.object({
  hash: CallHash,
  epchdatetimestamp: EpochMs,
  call_id: CallId,
  aliases: z.optional(z.array(CallId)),
  recording_uri: z.optional(z.string()),
  results_uri: z.optional(z.string()),
  s3_input_uri: z.optional(z.string()),
  s3_output_uri: z.optional(z.string()),
  bedrock_status: z.optional(z.enum(BEDROCK_STATUSES)),
  bedrock_invocation_arn: z.optional(z.string()),
  understood: z.optional(z.boolean()),
  not_understood_reason: z.optional(z.string()),
  confidence: z.optional(Confidence),
  call_summary: z.optional(z.string()),
  call_categories: z.array(z.string()),
  topics: z.array(z.string()),
  transcript: z.optional(z.string()),
  audio_summary: z.optional(z.string()),
  topic_summary: z.optional(z.string()),
  created_at: Iso,
  updated_at: Iso,
  recorded_at: Iso,
  recorded_at_source: z.enum(RECORDED_AT_SOURCES),
  state: RecordState,
  state_history: z.array(z.object({ state: RecordState, at: Iso, job_id: z.optional(z.string()) })),
  job_id: z.optional(z.string()),
  job_reference: z.optional(z.string()),
  attempts: Natural,
  failure: z.optional(z.object({ code: z.string(), reason: z.string() })),
  start_retry: z.optional(z.object({ code: z.string(), reason: z.string(), at: Iso, count: z.int() })),
  metadata: z.optional(z.record(z.string(), JsonValue)),
  language: z.optional(LanguageItem),
  media: z.optional(MediaItem),
  statistics: z.optional(StatisticsItem),
  blueprint: z.optional(BlueprintItem),
  custom_fields: z.optional(z.record(z.string(), JsonValue)),
  agent: z.optional(z.string()),
  customer: z.optional(z.string()),
  sentiment: z.optional(CallSentiment),
  participants: z.optional(z.array(ParticipantItem)),
  correction: z.optional(CorrectionItem),
  notes: z.optional(z.array(NoteItem).check(z.maxLength(MAX_NOTES))),
  sources: z.optional(z.array(SourceItem)),
  speakers: z.optional(z.array(z.string())),
  segments: z.optional(z.array(SegmentItem)),
  topic_segments: z.optional(z.array(TopicItem)),
  moderation: z.optional(z.array(ModerationItem)),
  sensitive_data: z.optional(z.array(SensitiveDataItem)),
  findings: z.optional(z.array(FindingItem)),
  non_talk: z.optional(z.array(SpanItem)),
  interruptions: z.optional(z.array(InterruptionItem)),
  speaker_statistics: z.optional(z.array(SpeakerStatisticsItem)),
  entities: z.optional(z.array(EntityItem)),
  shots: z.optional(z.array(SpanItem)),
  screen_texts: z.optional(z.array(ScreenTextItem)),
});
export type AnalyticsItem = z.infer<typeof AnalyticsItem>;
