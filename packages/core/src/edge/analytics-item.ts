import { z } from 'zod';
import type { Analysis } from '../model/analysis.js';
import { CallHash, CallId, EpochMs, RECORDED_AT_SOURCES } from '../model/call.js';
import { JsonValue } from '../model/json.js';
import { OffsetMs } from '../model/moment.js';
import { type CallOverview, type CallRecord, currentJob, RecordState } from '../model/record.js';
import { present } from '../readers/fields.js';

/** ISO 8601 in UTC; years beyond 0–9999 as JavaScript writes them, with a sign and six digits. */
const Iso = z.iso.datetime().or(z.string().regex(/^[+-]\d{6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/));
const WordItem = z.object({ text: z.string(), start_ms: OffsetMs.optional(), end_ms: OffsetMs.optional() });
const SegmentItem = z.object({
  index: z.int(),
  text: z.string(),
  start_ms: OffsetMs,
  end_ms: OffsetMs,
  speaker: z.string().optional(),
  speaker_name: z.string().optional(),
  channel: z.string().optional(),
  language: z.string().optional(),
  words: z.array(WordItem).optional(),
});
const TopicItem = z.object({
  index: z.int(),
  summary: z.string().optional(),
  start_ms: OffsetMs.optional(),
  end_ms: OffsetMs.optional(),
  segment_indices: z.array(z.int()).optional(),
});

/**
 * A call as stores and the HTTP API write it: snake_case names, ISO 8601 times in UTC, offsets in milliseconds from the
 * recording's start. `epchdatetimestamp` (spelt as its readers know it) is the recording's time in epoch ms. Lists
 * leave out what grows with the length of a call: `transcript`, `segments`, `topic_summary`, `topic_segments`,
 * `moderation`, `sensitive_data`, `speakers`.
 */
export const AnalyticsItem = z.object({
  hash: CallHash,
  epchdatetimestamp: EpochMs,
  call_id: CallId,
  s3_input_uri: z.string().optional(),
  s3_output_uri: z.string().optional(),
  bedrock_status: z.enum(['SUBMITTED', 'IN_PROGRESS', 'SUCCESS', 'NO_MATCH', 'FAILED']),
  bedrock_invocation_arn: z.string().optional(),
  call_summary: z.string().optional(),
  call_categories: z.array(z.string()),
  topics: z.array(z.string()),
  transcript: z.string().optional(),
  audio_summary: z.string().optional(),
  topic_summary: z.string().optional(),
  created_at: Iso,
  updated_at: Iso,
  recorded_at: Iso,
  recorded_at_source: z.enum(RECORDED_AT_SOURCES),
  state: RecordState,
  state_history: z.array(z.object({ state: RecordState, at: Iso, job_id: z.string().optional() })),
  job_id: z.string().optional(),
  attempts: z.int().nonnegative(),
  failure: z.object({ code: z.string(), reason: z.string() }).optional(),
  metadata: z.record(z.string(), JsonValue).optional(),
  language: z.object({ dominant: z.string().optional(), generated: z.string().optional() }).optional(),
  media: z
    .object({
      kind: z.enum(['audio', 'video']).optional(),
      duration_ms: OffsetMs.optional(),
      format: z.string().optional(),
      codec: z.string().optional(),
      sample_rate_hz: z.number().optional(),
      bitrate_bps: z.number().optional(),
      channel_count: z.int().optional(),
      frame_rate_fps: z.number().optional(),
      frame_width_px: z.number().optional(),
      frame_height_px: z.number().optional(),
    })
    .optional(),
  statistics: z
    .object({
      word_count: z.int().optional(),
      topic_count: z.int().optional(),
      speaker_count: z.int().optional(),
      channel_count: z.int().optional(),
    })
    .optional(),
  blueprint: z
    .object({
      name: z.string().optional(),
      arn: z.string().optional(),
      version: z.string().optional(),
      confidence: z.number().optional(),
    })
    .optional(),
  custom_fields: z.record(z.string(), JsonValue).optional(),
  sources: z
    .array(z.object({ uri: z.string(), kind: z.enum(['standard', 'custom']), redacted: z.boolean() }))
    .optional(),
  speakers: z.array(z.string()).optional(),
  segments: z.array(SegmentItem).optional(),
  topic_segments: z.array(TopicItem).optional(),
  moderation: z
    .array(
      z.object({
        start_ms: OffsetMs,
        end_ms: OffsetMs,
        confidence: z.number(),
        categories: z.record(z.string(), z.number()),
      }),
    )
    .optional(),
  sensitive_data: z
    .array(
      z.object({
        entity_type: z.string(),
        segment_index: z.int().optional(),
        start_ms: OffsetMs.optional(),
        end_ms: OffsetMs.optional(),
        start_character: z.int().optional(),
        end_character: z.int().optional(),
      }),
    )
    .optional(),
});
export type AnalyticsItem = z.infer<typeof AnalyticsItem>;

const STATUS = {
  submitted: 'SUBMITTED',
  analyzing: 'IN_PROGRESS',
  completed: 'SUCCESS',
  no_match: 'NO_MATCH',
  failed: 'FAILED',
} as const;

/** The {@link AnalyticsItem} of a record, whole, or of an overview, short. */
export function toAnalyticsItem(record: CallRecord | CallOverview): AnalyticsItem {
  const { analysis } = record;
  const job = currentJob(record);
  return {
    hash: record.hash,
    epchdatetimestamp: record.recordedAt.ms,
    call_id: record.callId,
    ...present({
      s3_input_uri: record.media?.uri,
      s3_output_uri: job?.outputUri,
      bedrock_invocation_arn: job?.reference,
      job_id: job?.jobId,
    }),
    bedrock_status: STATUS[record.state],
    ...present({ call_summary: analysis?.callSummary }),
    call_categories: analysis?.categories ?? [],
    topics: analysis?.topics ?? [],
    ...present({ audio_summary: analysis?.audioSummary }),
    created_at: iso(record.createdAtMs),
    updated_at: iso(record.updatedAtMs),
    recorded_at: iso(record.recordedAt.ms),
    recorded_at_source: record.recordedAt.source,
    state: record.state,
    state_history: record.history.map(({ state, atMs, jobId }) => ({
      state,
      at: iso(atMs),
      ...present({ job_id: jobId }),
    })),
    attempts: record.jobs.length,
    ...present({ failure: record.failure, metadata: record.metadata }),
    ...(analysis === undefined ? {} : shortAnalysis(analysis)),
    ...(analysis !== undefined && 'topicSummaries' in analysis ? wholeAnalysis(analysis) : {}),
  };
}

function shortAnalysis(analysis: NonNullable<CallOverview['analysis']>): Partial<AnalyticsItem> {
  const { mediaFacts, statistics, language, blueprint, customFields, sources } = analysis;
  return {
    ...present({
      language,
      blueprint,
      media:
        mediaFacts &&
        present({
          kind: mediaFacts.kind,
          duration_ms: mediaFacts.durationMs,
          format: mediaFacts.format,
          codec: mediaFacts.codec,
          sample_rate_hz: mediaFacts.sampleRateHz,
          bitrate_bps: mediaFacts.bitrateBps,
          channel_count: mediaFacts.channelCount,
          frame_rate_fps: mediaFacts.frameRateFps,
          frame_width_px: mediaFacts.frameWidthPx,
          frame_height_px: mediaFacts.frameHeightPx,
        }),
      statistics:
        statistics &&
        present({
          word_count: statistics.wordCount,
          topic_count: statistics.topicCount,
          speaker_count: statistics.speakerCount,
          channel_count: statistics.channelCount,
        }),
    }),
    custom_fields: customFields,
    sources,
  };
}

function wholeAnalysis({ transcript, topicSummaries, moderation, sensitiveData }: Analysis): Partial<AnalyticsItem> {
  const summaries = topicSummaries.flatMap(({ summary }) => summary ?? []);
  return {
    ...present({
      transcript: transcript?.text,
      topic_summary: summaries.length === 0 ? undefined : summaries.join('\n'),
      speakers: transcript && [...new Set(transcript.segments.flatMap(({ speaker }) => speaker ?? []))],
      segments: transcript?.segments.map(({ startMs, endMs, speakerName, words, ...segment }) => ({
        ...segment,
        start_ms: startMs,
        end_ms: endMs,
        ...present({ speaker_name: speakerName, words: words?.map(toSpanItem) }),
      })),
    }),
    topic_segments: topicSummaries.map(({ segmentIndices, ...topic }) => ({
      ...toSpanItem(topic),
      ...present({ segment_indices: segmentIndices }),
    })),
    moderation: moderation.map(({ startMs, endMs, ...finding }) => ({ ...finding, start_ms: startMs, end_ms: endMs })),
    sensitive_data: sensitiveData.map(({ entityType, segmentIndex, startCharacter, endCharacter, ...finding }) => ({
      entity_type: entityType,
      ...toSpanItem(finding),
      ...present({ segment_index: segmentIndex, start_character: startCharacter, end_character: endCharacter }),
    })),
  };
}

function toSpanItem<T extends { startMs?: number | undefined; endMs?: number | undefined }>({
  startMs,
  endMs,
  ...rest
}: T) {
  return { ...rest, ...present({ start_ms: startMs, end_ms: endMs }) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
