import { videoOutput } from '@earshot/core/testing/bda';
import type { VideoRecording } from './call.ts';
import { moderationOf } from './moderation.ts';
import { randomFor, uuidFor } from './random.ts';
import { INPUT_BUCKET, type RecordedCall, recordingKey, turnOf, UNREDACTED } from './recorded-call.ts';
import type { Segment } from './timeline.ts';
import { frameWithText } from './video-frame.ts';
import { cutShots, frameAt, millisAt, type Shot } from './video-time.ts';

/** A topic of the call as the service shows it for video: its words are inside. */
interface Chapter {
  readonly index: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly shots: readonly Shot[];
  readonly segments: readonly Segment[];
}

/** The standard output of a recording that was routed to video. */
export function videoDocument(recorded: RecordedCall, recording: VideoRecording): Readonly<Record<string, unknown>> {
  const { call, script, durationMillis } = recorded;
  const { frameRate } = recording;
  const chapters = chaptersOf(recorded, recording);
  const speakers = new Set(Object.values(call.labels ?? {}).map(({ speaker }) => speaker));
  const spanOf = ({ firstFrame, lastFrame }: Pick<Chapter, 'firstFrame' | 'lastFrame'>) => ({
    startMs: millisAt(firstFrame, frameRate),
    endMs: millisAt(lastFrame, frameRate),
  });
  return videoOutput({
    vintage: call.vintage === 'video-scenes' ? 'scenes' : 'chapters',
    input: { bucket: INPUT_BUCKET, key: recordingKey(call.id, call.recordedAt, recording.extension) },
    media: {
      format: recording.format,
      frameRateFps: frameRate,
      codec: recording.codec,
      durationMs: durationMillis,
      frameWidthPx: recording.width,
      frameHeightPx: recording.height,
    },
    summary: recorded.summary.text,
    chapters: chapters.map((chapter) => ({
      ...spanOf(chapter),
      turns: chapter.segments.map((segment) => {
        const { channel: _, ...turn } = turnOf(segment, call, UNREDACTED);
        return turn;
      }),
      summary: script.topics[chapter.index]?.text,
      shots: chapter.shots.map((shot) => ({ ...spanOf(shot), confidence: shot.confidence })),
      iabCategories: iabOf(`${call.id}:chapter:${chapter.index}`),
      moderation: moderationOf(chapter.segments, call.id),
      frames: [
        frameWithText(
          recording.screens[chapter.index] ?? '',
          chapter.firstFrame + Math.floor((chapter.lastFrame - chapter.firstFrame) / 3),
          frameRate,
          `${call.id}:frame:${chapter.index}`,
        ),
      ],
    })),
    statistics: {
      shotCount: chapters.flatMap(({ shots }) => shots).length,
      chapterCount: chapters.length,
      speakerCount: speakers.size,
    },
    unknownSpeaker: 'None',
  });
}

/** Chapters fill the whole recording: a border is in the middle of the silence between two topics. */
function chaptersOf(recorded: RecordedCall, { frameRate }: VideoRecording): Chapter[] {
  const { call, script, segments, durationMillis } = recorded;
  const random = randomFor(`${call.id}:shots`);
  const own = script.topics.map((_, index) => segments.filter(({ turn }) => turn.topic === index));
  const borders = own.slice(1).map((next, index) => {
    const silentFrom = Math.max(...(own[index] ?? []).map(({ end }) => end));
    return frameAt((silentFrom + (next[0]?.start ?? silentFrom)) / 2, frameRate);
  });
  const starts = [0, ...borders];
  return own.map((chapterSegments, index) => {
    const firstFrame = starts[index] ?? 0;
    const lastFrame = (starts[index + 1] ?? frameAt(durationMillis, frameRate)) - 1;
    const shots = cutShots(firstFrame, lastFrame, random);
    return { index, firstFrame, lastFrame, shots, segments: chapterSegments };
  });
}

function iabOf(name: string): object[] {
  const parent = 'Technology & Computing';
  return [
    { id: uuidFor(`${name}:iab:1`), type: 'IAB', category: parent, taxonomy_level: 1 },
    { id: uuidFor(`${name}:iab:2`), type: 'IAB', category: 'Computing', taxonomy_level: 2, parent_name: parent },
  ];
}
