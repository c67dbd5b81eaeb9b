import type { JsonObject } from '../../input/json.js';
import type { Language, MediaFacts, Statistics } from '../../model/analysis.js';
import {
  type BdaModeration,
  type BdaObject,
  block,
  detectionBlock,
  metadataBlock,
  moderationBlock,
  represented,
  spanKeys,
} from './blocks.js';
import { type BdaTurn, itemsBlock, plainText, segmentsBlock, type TurnSettings, turnsText } from './turns.js';

/** One stretch of a recording about one thing. */
export interface BdaTopic {
  readonly summary?: string | undefined;
  /** Its turns, by their indices. */
  readonly segmentIndices?: readonly number[] | undefined;
  /** @defaultValue where its first turn starts */
  readonly startMs?: number | undefined;
  /** @defaultValue where the last of its turns ends */
  readonly endMs?: number | undefined;
  /** @defaultValue its turns with the speakers' labels */
  readonly transcript?: string;
}

/** What standard output says of a recording, be it audio or video. An absent block is one that is turned off. */
export interface BdaRecording extends TurnSettings {
  /** The recording. */
  readonly input?: BdaObject;
  readonly media?: MediaFacts | undefined;
  readonly summary?: string | undefined;
  /** @defaultValue all turns; `false`: turned off */
  readonly transcript?: string | false | undefined;
  readonly statistics?: Statistics | undefined;
}

export interface BdaAudio extends BdaRecording {
  readonly turns: readonly BdaTurn[];
  readonly language?: Language | undefined;
  readonly topics?: readonly BdaTopic[] | undefined;
  readonly moderation?: readonly BdaModeration[] | undefined;
}

/** The standard output of a recording that was treated as audio. */
export function audioOutput(audio: BdaAudio): JsonObject {
  const { turns, summary, topics, statistics, sensitiveData } = audio;
  return block({
    metadata: metadataBlock('AUDIO', audio.input, audio.media, audio.language),
    audio_items: itemsBlock(turns),
    audio_segments: segmentsBlock(turns, audio),
    audio: block({
      summary,
      summary_sensitive_data_detection: summaryDetection(audio),
      transcript: represented(audio.transcript ?? plainText(turns)),
      content_moderation: moderationBlock(audio.moderation),
    }),
    topics: topics?.map((topic, index) => {
      const { segmentIndices = [], startMs, endMs, transcript } = topic;
      const own = turns.filter((_, turn) => segmentIndices.includes(turn));
      const ends = own.map((turn) => turn.endMs);
      return block({
        topic_index: index,
        ...spanKeys({
          startMs: startMs ?? own[0]?.startMs,
          endMs: endMs ?? (ends.length === 0 ? undefined : Math.max(...ends)),
        }),
        summary: topic.summary,
        transcript: represented(transcript ?? turnsText(own)),
        audio_segment_indices: topic.segmentIndices,
        summary_sensitive_data_detection:
          sensitiveData &&
          detectionBlock(
            sensitiveData.filter(({ topicIndex }) => topicIndex === index),
            topic.summary,
          ),
      });
    }),
    statistics:
      statistics &&
      block({
        speaker_count: statistics.speakerCount,
        channel_count: statistics.channelCount,
        word_count: statistics.wordCount,
        topic_count: statistics.topicCount,
      }),
  });
}

/** Personal data in the summary of a whole recording. */
export function summaryDetection({ summary, sensitiveData }: BdaRecording): readonly JsonObject[] | undefined {
  const findings = sensitiveData?.filter(({ foundIn }) => foundIn === 'audio_summary');
  return findings && detectionBlock(findings, summary);
}
