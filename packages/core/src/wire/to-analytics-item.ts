import { partiesOf } from '../coaching/parties.js';
import { bedrockNames } from '../formats/bda/item-names.js';
import { present } from '../input/json.js';
import type { Analysis, Word } from '../model/analysis.js';
import type { Evidence } from '../model/finding.js';
import { type CallOverview, type CallRecord, currentJob } from '../model/record.js';
import type { TimeSpan } from '../model/span.js';
import { metadataOf } from '../model/telephony.js';
import type { AnalyticsItem, NoteItem } from './analytics-item.js';
import { iso } from './iso-time.js';

/** The {@link AnalyticsItem} of a record, whole, or of an overview, short. */
export function toAnalyticsItem(record: CallRecord | CallOverview): AnalyticsItem {
  const { analysis } = record;
  const job = currentJob(record);
  return {
    hash: record.hash,
    epchdatetimestamp: record.recordedAt.ms,
    call_id: record.callId,
    ...present({
      aliases: record.aliases,
      recording_uri: record.media?.uri,
      results_uri: job?.outputUri,
      s3_input_uri: record.media?.uri,
      s3_output_uri: job?.outputUri,
      job_id: job?.jobId,
      job_reference: job?.reference,
    }),
    ...bedrockNames(record),
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
    ...present({ failure: record.failure, start_retry: startRetryItem(record), metadata: metadataOf(record) }),
    ...partiesOf(record),
    ...present({ sentiment: record.sentiment }),
    ...present({ participants: participantItems(record), correction: correctionItem(record) }),
    ...('notes' in record ? present({ notes: noteItems(record) }) : {}),
    ...(analysis === undefined ? {} : shortAnalysis(analysis)),
    ...(analysis !== undefined && 'topicSummaries' in analysis ? wholeAnalysis(analysis) : {}),
  };
}

function startRetryItem({ startRetry }: Pick<CallRecord, 'startRetry'>): AnalyticsItem['start_retry'] {
  if (startRetry === undefined) return undefined;
  const { failure, atMs, count } = startRetry;
  return { ...failure, at: iso(atMs), count };
}

/** Who takes part in a call, as the HTTP API writes it; `undefined` when the record doesn't say. */
export function participantItems({ participants }: Pick<CallRecord, 'participants'>): AnalyticsItem['participants'] {
  return participants?.people.map(({ label, role, name, roleSource, nameSource, confidence, evidence }) => ({
    label,
    role,
    role_source: roleSource,
    ...present({ name, name_source: nameSource, confidence }),
    evidence: evidence.map(toEvidenceItem),
  }));
}

function correctionItem({ correction }: Pick<CallRecord, 'correction'>): AnalyticsItem['correction'] {
  if (correction === undefined) return undefined;
  const { roles, actor, atMs } = correction;
  return { participants: roles, actor, at: iso(atMs) };
}

/** The notes of a call, as the HTTP API writes them; `undefined` when it has none. */
export function noteItems({ notes }: Pick<CallRecord, 'notes'>): NoteItem[] | undefined {
  return notes?.map(({ atMs, ...note }) => ({ ...note, at: iso(atMs) }));
}

function toEvidenceItem({ segmentIndex, quote }: Evidence) {
  return { segment_index: segmentIndex, quote };
}

function shortAnalysis(analysis: NonNullable<CallOverview['analysis']>): Partial<AnalyticsItem> {
  const { mediaFacts, statistics, language, blueprint, customFields, sources } = analysis;
  return {
    ...present({
      understood: analysis.understood,
      not_understood_reason: analysis.notUnderstoodReason,
      confidence: analysis.confidence,
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
          shot_count: statistics.shotCount,
          chapter_count: statistics.chapterCount,
        }),
    }),
    custom_fields: customFields,
    sources,
  };
}

function wholeAnalysis(analysis: Analysis): Partial<AnalyticsItem> {
  const { transcript, topicSummaries, moderation, sensitiveData, findings, nonTalk, interruptions, entities } =
    analysis;
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
        ...present({ speaker_name: speakerName, words: words?.map(toWordItem) }),
      })),
    }),
    topic_segments: topicSummaries.map(({ segmentIndices, ...topic }) => ({
      ...toSpanItem(topic),
      ...present({ segment_indices: segmentIndices }),
    })),
    moderation: moderation.map(toRequiredSpanItem),
    sensitive_data: sensitiveData.map(({ startMs, endMs, ...finding }) => ({
      ...toSpanItem({ startMs, endMs }),
      entity_type: finding.entityType,
      ...present({
        found_in: finding.foundIn,
        segment_index: finding.segmentIndex,
        topic_index: finding.topicIndex,
        field: finding.field,
        start_character: finding.startCharacter,
        end_character: finding.endCharacter,
      }),
    })),
    ...present({
      findings: findings?.map(({ evidence, ...finding }) => ({
        ...finding,
        evidence: evidence.map(toEvidenceItem),
      })),
      non_talk: nonTalk?.map(toRequiredSpanItem),
      interruptions: interruptions?.map(toRequiredSpanItem),
      shots: analysis.shots?.map(toRequiredSpanItem),
      screen_texts: analysis.screenTexts?.map(toRequiredSpanItem),
      speaker_statistics: analysis.speakerStatistics?.map(({ speaker, talkMs, sentiment, sentimentByQuarter }) => ({
        speaker,
        ...present({ talk_ms: talkMs, sentiment, sentiment_by_quarter: sentimentByQuarter }),
      })),
      entities: entities?.map(({ segmentIndex, startCharacter, endCharacter, ...entity }) => ({
        ...toSpanItem(entity),
        ...present({ segment_index: segmentIndex, start_character: startCharacter, end_character: endCharacter }),
      })),
    }),
  };
}

function toWordItem({ timesEstimated, ...word }: Word) {
  return { ...toSpanItem(word), ...present({ times_estimated: timesEstimated }) };
}

function toRequiredSpanItem<T extends TimeSpan>({ startMs, endMs, ...rest }: T) {
  return { ...rest, start_ms: startMs, end_ms: endMs };
}

function toSpanItem<T extends { startMs?: number | undefined; endMs?: number | undefined }>({
  startMs,
  endMs,
  ...rest
}: T) {
  return { ...rest, ...present({ start_ms: startMs, end_ms: endMs }) };
}
