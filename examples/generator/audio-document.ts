import type { AudioRecording, Call } from './call.ts';
import { moderationOf } from './moderation.ts';
import type { Json, JsonObject } from './python-json.ts';
import { INPUT_BUCKET, type RecordedCall, recordingKey, transcriptOf, type Wording } from './recorded-call.ts';
import { findingsInSpeech, findingsInText } from './sensitive-data.ts';
import { countWords, type Item, type Segment } from './timeline.ts';

/** The standard output of a recording that was treated as audio. */
export function audioDocument(recorded: RecordedCall, recording: AudioRecording, wording: Wording): JsonObject {
  const { call, segments, summary } = recorded;
  return {
    metadata: metadataOf(recorded, recording),
    audio_items: isModern(call) ? segments.flatMap((segment) => itemsOf(segment, wording)) : undefined,
    audio_segments: segments.map((segment) => segmentOf(segment, call, wording)),
    audio: {
      summary: wording(summary).text,
      summary_sensitive_data_detection: call.sensitiveData && findingsInText(wording(summary)),
      transcript: asText(segments.map(({ turn }) => wording(turn.said).text).join(' ')),
      content_moderation: moderationOf(segments, call.id),
    },
    topics: topicsOf(recorded, wording),
    statistics: statisticsOf(recorded, recording),
  };
}

function isModern({ vintage }: Call): boolean {
  return vintage === 'audio-2026';
}

function metadataOf({ call, durationMillis }: RecordedCall, recording: AudioRecording): JsonObject {
  return {
    asset_id: '0',
    semantic_modality: 'AUDIO',
    s3_bucket: INPUT_BUCKET,
    s3_key: recordingKey(call.id, call.recordedAt, recording.extension),
    sample_rate: recording.sampleRate,
    bitrate: recording.bitrate,
    number_of_channels: recording.channels,
    codec: recording.codec,
    duration_millis: durationMillis,
    format: recording.format,
    dominant_asset_language: isModern(call) ? call.language : undefined,
    generative_output_language: isModern(call) ? call.generativeLanguage : undefined,
  };
}

function itemsOf({ index, items, turn }: Segment, wording: Wording): Json[] {
  const masked = wording(turn.said);
  const contentOf = ({ content, offset, times }: Item): string => {
    const entity = turn.said.entities.findIndex(({ start, end }) => offset >= start && offset < end);
    const mask = masked.entities[entity];
    const isMasked = masked !== turn.said && mask !== undefined && times !== undefined;
    return isMasked ? masked.text.slice(mask.start, mask.end) : content;
  };
  return items.map((item) => ({
    item_index: item.index,
    audio_segment_index: index,
    content: contentOf(item),
    start_timestamp_millis: item.times?.start,
    end_timestamp_millis: item.times?.end,
  }));
}

function segmentOf(segment: Segment, call: Call, wording: Wording): Json {
  const labels = call.labels?.[segment.turn.who];
  return {
    start_timestamp_millis: segment.start,
    end_timestamp_millis: segment.end,
    segment_index: segment.index,
    type: 'TRANSCRIPT',
    text: wording(segment.turn.said).text,
    speaker: labels && { speaker_label: labels.speaker },
    channel: labels?.channel === undefined ? undefined : { channel_label: labels.channel },
    audio_item_indices: isModern(call) ? segment.items.map(({ index }) => index) : undefined,
    language: isModern(call) ? call.language : undefined,
    sensitive_data_detection: call.sensitiveData && findingsInSpeech(segment, wording),
  };
}

function topicsOf({ call, script, segments }: RecordedCall, wording: Wording): Json[] {
  return script.topics.map((summary, index) => {
    const own = segments.filter(({ turn }) => turn.topic === index);
    const startsAtZero = index === 0 && !isModern(call);
    return {
      topic_index: index,
      start_timestamp_millis: startsAtZero ? 0 : own[0]?.start,
      end_timestamp_millis: Math.max(...own.map(({ end }) => end)),
      summary: wording(summary).text,
      transcript: asText(transcriptOf(own, call, wording)),
      audio_segment_indices: own.map((segment) => segment.index),
      summary_sensitive_data_detection: call.sensitiveData && findingsInText(wording(summary)),
    };
  });
}

function statisticsOf({ call, script, segments }: RecordedCall, { channels }: AudioRecording): JsonObject {
  const labels = Object.values(call.labels ?? {});
  return {
    speaker_count: call.labels && labels.length,
    channel_count: labels.some(({ channel }) => channel !== undefined) ? channels : undefined,
    word_count: countWords(segments),
    topic_count: script.topics.length,
  };
}

function asText(text: string): JsonObject {
  return { representation: { text } };
}
