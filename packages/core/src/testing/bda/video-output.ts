import type { JsonObject } from '../../input/json.js';
import type { TimeSpan } from '../../model/span.js';
import { type BdaRecording, summaryDetection } from './audio-output.js';
import { type BdaModeration, block, detectionBlock, metadataBlock, moderationBlock, represented } from './blocks.js';
import { type BdaTurn, segmentsBlock, turnsText } from './turns.js';

/** A part of video between two cuts. */
export interface BdaShot extends TimeSpan {
  readonly confidence: number;
}

/** A part of video about one thing. What was said in it is inside. */
export interface BdaChapter extends TimeSpan {
  readonly turns: readonly BdaTurn[];
  readonly summary?: string | undefined;
  /** @defaultValue its turns with the speakers' labels; `false`: turned off */
  readonly transcript?: string | false | undefined;
  /** @defaultValue one, as long as the chapter */
  readonly shots?: readonly BdaShot[];
  readonly moderation?: readonly BdaModeration[] | undefined;
  /** In the service's words. */
  readonly iabCategories?: readonly unknown[];
  /** In the service's words. @defaultValue none */
  readonly frames?: readonly unknown[];
}

export interface BdaVideo extends BdaRecording {
  readonly chapters: readonly BdaChapter[];
  /** What the output calls its chapters: the preview called them scenes. @defaultValue `chapters` */
  readonly vintage?: 'chapters' | 'scenes';
}

/** The standard output of a recording that was routed to video. */
export function videoOutput(video: BdaVideo): JsonObject {
  const { chapters, vintage = 'chapters', statistics, sensitiveData } = video;
  const { frameRateFps = 25 } = video.media ?? {};
  const one = vintage === 'chapters' ? 'chapter' : 'scene';
  const shots = chapters.flatMap((chapter, index) =>
    (chapter.shots ?? [{ ...chapter, confidence: 0.99 }]).map((shot) => ({ shot, chapter: index })),
  );
  const turnsBefore = (index: number) => chapters.slice(0, index).flatMap(({ turns }) => turns).length;
  return block({
    metadata: metadataBlock('VIDEO', video.input, video.media),
    shots: shots.map(({ shot, chapter }, index) => ({
      shot_index: index,
      ...frameKeys(shot, frameRateFps),
      confidence: shot.confidence,
      [`${one}_indices`]: [chapter],
    })),
    [vintage]: chapters.map((chapter, index) => {
      const { duration_smpte: _, duration_frames: __, ...span } = frameKeys(chapter, frameRateFps);
      return block({
        [`${one}_index`]: index,
        ...span,
        shot_indices: shots.flatMap((shot, place) => (shot.chapter === index ? [place] : [])),
        summary: chapter.summary,
        summary_sensitive_data_detection:
          sensitiveData &&
          detectionBlock(
            sensitiveData.filter(({ topicIndex }) => topicIndex === index),
            chapter.summary,
          ),
        transcript: represented(chapter.transcript ?? turnsText(chapter.turns)),
        iab_categories: chapter.iabCategories,
        content_moderation: moderationBlock(chapter.moderation),
        audio_segments: segmentsBlock(chapter.turns, video, turnsBefore(index)),
        frames: chapter.frames ?? [],
      });
    }),
    video: block({
      summary: video.summary,
      summary_sensitive_data_detection: summaryDetection(video),
      transcript: represented(video.transcript ?? turnsText(chapters.flatMap(({ turns }) => turns))),
    }),
    statistics:
      statistics &&
      block({
        shot_count: statistics.shotCount,
        [`${one}_count`]: statistics.chapterCount,
        speaker_count: statistics.speakerCount,
      }),
  });
}

/** A frame as `HH:MM:SS:FF`. */
export function timecode(frame: number, frameRateFps: number): string {
  const framesPerSecond = Math.round(frameRateFps);
  const seconds = Math.floor(frame / framesPerSecond);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % framesPerSecond];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** The start, end and length of a part of video in the three ways that the service gives them. */
function frameKeys({ startMs, endMs }: TimeSpan, frameRateFps: number) {
  const [first, last] = [startMs, endMs].map((ms) => Math.round((ms * frameRateFps) / 1000)) as [number, number];
  return {
    start_timecode_smpte: timecode(first, frameRateFps),
    end_timecode_smpte: timecode(last, frameRateFps),
    start_timestamp_millis: startMs,
    end_timestamp_millis: endMs,
    start_frame_index: first,
    end_frame_index: last,
    duration_smpte: timecode(last - first, frameRateFps),
    duration_millis: endMs - startMs,
    duration_frames: last - first,
  };
}
