import { audioOutput } from '@earshot/core/testing/bda';
import type { AudioRecording, Call } from './call.ts';
import { moderationOf } from './moderation.ts';
import { INPUT_BUCKET, type RecordedCall, recordingKey, turnOf, type Wording } from './recorded-call.ts';
import { findingsInSpeech, findingsInText } from './sensitive-data.ts';
import { countWords, type Item, type Segment } from './timeline.ts';

/** The standard output of a recording that was treated as audio. */
export function audioDocument(
  recorded: RecordedCall,
  recording: AudioRecording,
  wording: Wording,
): Readonly<Record<string, unknown>> {
  const { call, script, segments, summary, durationMillis } = recorded;
  const labels = Object.values(call.labels ?? {});
  const { sampleRate, bitrate, channels, codec, format } = recording;
  const hasChannels = labels.some(({ channel }) => channel !== undefined);
  return audioOutput({
    input: { bucket: INPUT_BUCKET, key: recordingKey(call.id, call.recordedAt, recording.extension) },
    media: {
      sampleRateHz: sampleRate,
      bitrateBps: bitrate,
      channelCount: channels,
      codec,
      durationMs: durationMillis,
      format,
    },
    language: isModern(call) ? { dominant: call.language, generated: call.generativeLanguage } : undefined,
    turns: segments.map((segment) => ({
      ...turnOf(segment, call, wording),
      ...(isModern(call) && { language: call.language, words: wordsOf(segment, wording) }),
    })),
    summary: wording(summary).text,
    topics: topicsOf(recorded, wording),
    moderation: moderationOf(segments, call.id),
    statistics: {
      speakerCount: call.labels && labels.length,
      channelCount: hasChannels ? channels : undefined,
      wordCount: countWords(segments),
      topicCount: script.topics.length,
    },
    sensitiveData: call.sensitiveData && [
      ...segments.flatMap((segment) => findingsInSpeech(segment, wording)),
      ...findingsInText(wording(summary), { foundIn: 'audio_summary' }),
      ...script.topics.flatMap((topic, topicIndex) =>
        findingsInText(wording(topic), { foundIn: 'topic_summary', topicIndex }),
      ),
    ],
  });
}

function isModern({ vintage }: Call): boolean {
  return vintage === 'audio-2026';
}

function wordsOf({ items, turn }: Segment, wording: Wording) {
  const masked = wording(turn.said);
  const contentOf = ({ content, offset, times }: Item): string => {
    const entity = turn.said.entities.findIndex(({ start, end }) => offset >= start && offset < end);
    const mask = masked.entities[entity];
    const isMasked = masked !== turn.said && mask !== undefined && times !== undefined;
    return isMasked ? masked.text.slice(mask.start, mask.end) : content;
  };
  return items.map((item) => ({ text: contentOf(item), startMs: item.times?.start, endMs: item.times?.end }));
}

function topicsOf({ call, script, segments }: RecordedCall, wording: Wording) {
  return script.topics.map((summary, index) => ({
    summary: wording(summary).text,
    segmentIndices: segments.filter(({ turn }) => turn.topic === index).map((segment) => segment.index),
    ...(index === 0 && !isModern(call) && { startMs: 0 }),
  }));
}
