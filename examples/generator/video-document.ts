import type { VideoRecording } from './call.ts';
import { moderationOf } from './moderation.ts';
import { type Json, type JsonObject, PythonFloat } from './python-json.ts';
import { randomFor, uuidFor } from './random.ts';
import { INPUT_BUCKET, type RecordedCall, recordingKey, transcriptOf, UNREDACTED } from './recorded-call.ts';
import type { Segment } from './timeline.ts';
import { frameWithText } from './video-frame.ts';
import { cutShots, frameAt, type Shot, spanOf } from './video-time.ts';

/** A topic of the call as the service shows it for video: its words are inside. */
interface Chapter {
  readonly index: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly shots: readonly Shot[];
  readonly segments: readonly Segment[];
}

/** The standard output of a recording that was routed to video. */
export function videoDocument(recorded: RecordedCall, recording: VideoRecording): JsonObject {
  const { call, segments, durationMillis } = recorded;
  const chapters = chaptersOf(recorded, recording);
  const shots = chapters.flatMap((chapter) => chapter.shots);
  const speakers = new Set(Object.values(call.labels ?? {}).map(({ speaker }) => speaker));
  const names = call.vintage === 'video-scenes' ? SCENES : CHAPTERS;
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'VIDEO',
      s3_bucket: INPUT_BUCKET,
      s3_key: recordingKey(call.id, call.recordedAt, recording.extension),
      format: recording.format,
      frame_rate: new PythonFloat(recording.frameRate),
      codec: recording.codec,
      duration_millis: durationMillis,
      frame_width: recording.width,
      frame_height: recording.height,
    },
    shots: chapters.flatMap((chapter) =>
      chapter.shots.map((shot) => ({
        shot_index: shot.index,
        ...spanOf(shot.firstFrame, shot.lastFrame, recording.frameRate),
        confidence: new PythonFloat(shot.confidence),
        [names.ofShot]: [chapter.index],
      })),
    ),
    [names.list]: chapters.map((chapter) => chapterOf(chapter, recorded, recording, names.index)),
    video: {
      summary: recorded.summary.text,
      transcript: { representation: { text: transcriptOf(segments, call, UNREDACTED) } },
    },
    statistics: { shot_count: shots.length, [names.count]: chapters.length, speaker_count: speakers.size },
  };
}

const CHAPTERS = { list: 'chapters', index: 'chapter_index', ofShot: 'chapter_indices', count: 'chapter_count' };
const SCENES = { list: 'scenes', index: 'scene_index', ofShot: 'scene_indices', count: 'scene_count' };

/** Chapters fill the whole recording: a border lies in the middle of the silence between two topics. */
function chaptersOf(recorded: RecordedCall, { frameRate }: VideoRecording): Chapter[] {
  const { call, script, segments, durationMillis } = recorded;
  const random = randomFor(`${call.id}:shots`);
  const own = script.topics.map((_, index) => segments.filter(({ turn }) => turn.topic === index));
  const borders = own.slice(1).map((next, index) => {
    const silentFrom = Math.max(...(own[index] ?? []).map(({ end }) => end));
    return frameAt((silentFrom + (next[0]?.start ?? silentFrom)) / 2, frameRate);
  });
  const starts = [0, ...borders];
  let shotCount = 0;
  return own.map((chapterSegments, index) => {
    const firstFrame = starts[index] ?? 0;
    const lastFrame = (starts[index + 1] ?? frameAt(durationMillis, frameRate)) - 1;
    const shots = cutShots(firstFrame, lastFrame, shotCount, random);
    shotCount += shots.length;
    return { index, firstFrame, lastFrame, shots, segments: chapterSegments };
  });
}

function chapterOf(chapter: Chapter, recorded: RecordedCall, recording: VideoRecording, indexKey: string): Json {
  const { call, script } = recorded;
  const { index, firstFrame, lastFrame, shots, segments } = chapter;
  const { duration_smpte, duration_frames, ...span } = spanOf(firstFrame, lastFrame, recording.frameRate);
  return {
    [indexKey]: index,
    ...span,
    shot_indices: shots.map((shot) => shot.index),
    summary: script.topics[index]?.text,
    transcript: { representation: { text: transcriptOf(segments, call, UNREDACTED) } },
    iab_categories: iabOf(`${call.id}:chapter:${index}`),
    content_moderation: moderationOf(segments, call.id),
    audio_segments: segments.map((segment) => ({
      start_timestamp_millis: segment.start,
      end_timestamp_millis: segment.end,
      segment_index: segment.index,
      type: 'TRANSCRIPT',
      text: segment.turn.said.text,
      speaker: { speaker_label: call.labels?.[segment.turn.who]?.speaker, speaker_name: 'None' },
    })),
    frames: [
      frameWithText(
        recording.screens[index] ?? '',
        firstFrame + Math.floor((lastFrame - firstFrame) / 3),
        recording.frameRate,
        `${call.id}:frame:${index}`,
      ),
    ],
  };
}

function iabOf(name: string): Json[] {
  const parent = 'Technology & Computing';
  return [
    { id: uuidFor(`${name}:iab:1`), type: 'IAB', category: parent, taxonomy_level: 1 },
    { id: uuidFor(`${name}:iab:2`), type: 'IAB', category: 'Computing', taxonomy_level: 2, parent_name: parent },
  ];
}
