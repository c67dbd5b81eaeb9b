import * as fc from 'fast-check';
import type { AnalysisPart, StandardResult } from '../../formats/bda/result.js';
import type { JsonObject } from '../../input/json.js';
import type { ModerationFinding, SensitiveDataFinding, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import { speechArbitrary, stretchesOf, turnsOf } from './speech.js';
import {
  detectedIn,
  inputArbitrary,
  mediaKeys,
  moderationBlock,
  moderationOf,
  represented,
  scoresArbitrary,
  sensitiveDataBlock,
  spanKeys,
  speakerBlock,
  textDetectionBlock,
} from './standard-blocks.js';
import { block, type VendorDocument } from './vendor-document.js';

/** How video standard output cut a video: into `chapters`, or into the `scenes` of the preview. */
export type VideoVintage = 'chapters' | 'scenes';

/** Video standard output, with any of its optional blocks turned off. */
export function videoDocumentArbitrary(vintage?: VideoVintage): fc.Arbitrary<VendorDocument<StandardResult>> {
  if (vintage !== undefined) return documentArbitrary(vintage);
  return fc.constantFrom<VideoVintage[]>('chapters', 'scenes').chain(documentArbitrary);
}

interface Chapter {
  readonly topic: TopicSummary;
  readonly segments: readonly TranscriptSegment[];
  readonly moderation: readonly ModerationFinding[];
}

function documentArbitrary(vintage: VideoVintage): fc.Arbitrary<VendorDocument<StandardResult>> {
  const given = fc.record(
    {
      speech: speechArbitrary({ speakers: 'names', channels: false, languages: false, words: false }),
      input: inputArbitrary(),
      frameRateFps: fc.constantFrom(25, 29.97, 59.94),
      summary: fc.option(fc.constant('Two people unpack a box.'), { nil: undefined }),
      scores: scoresArbitrary(),
      cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      endsSilent: fc.boolean(),
      writesTranscript: fc.boolean(),
      writesChapterTranscripts: fc.boolean(),
      writesStatistics: fc.boolean(),
      detects: fc.boolean(),
      unknown: fc.constantFrom('None', undefined),
    },
    { noNullPrototype: true },
  );
  return given.map(({ speech, input, frameRateFps, summary, scores, cuts, endsSilent, ...settings }) => {
    const stretches: TranscriptSegment[][] = stretchesOf(speech.segments, cuts);
    if (endsSilent) stretches.push([]);
    const chapters = stretches.map((segments, index): Chapter => {
      const startMs = index === 0 ? 0 : (segments[0]?.startMs ?? speech.durationMs);
      const endMs = stretches[index + 1]?.[0]?.startMs ?? speech.durationMs;
      const segmentIndices = segments.length === 0 ? undefined : segments.map((segment) => segment.index);
      const topic = { index, startMs, endMs, ...(index % 3 !== 2 && { summary: `Part ${index} of the video` }) };
      const moderation = moderationOf(segments, scores);
      return { topic: { ...topic, ...(segmentIndices && { segmentIndices }) }, segments, moderation };
    });
    const text = transcriptText(chapters, settings);
    const analysis: AnalysisPart = {
      ...(summary !== undefined && { audioSummary: summary }),
      ...(text !== undefined && { transcript: { text, segments: [...speech.segments] } }),
      mediaFacts: {
        kind: 'video',
        durationMs: speech.durationMs,
        format: 'QuickTime / MOV',
        codec: 'h264',
        frameRateFps,
        frameWidthPx: 1280,
        frameHeightPx: 720,
      },
      ...(settings.writesStatistics && {
        statistics: { shotCount: chapters.length, chapterCount: chapters.length, speakerCount: 2 },
      }),
      topicSummaries: chapters.map(({ topic }) => topic),
      moderation: chapters.flatMap(({ moderation }) => moderation),
      sensitiveData: settings.detects
        ? [
            ...speech.sensitiveData,
            ...detectedIn(summary, { foundIn: 'audio_summary' }),
            ...chapters.flatMap(({ topic }) =>
              detectedIn(topic.summary, { foundIn: 'topic_summary', topicIndex: topic.index }),
            ),
          ]
        : [],
    };
    const writesModeration = scores !== undefined;
    const document = written(analysis, chapters, { ...settings, vintage, input, writesModeration });
    return { document, expected: { kind: 'standard', modality: 'video', input: input.uri, analysis } };
  });
}

interface Settings {
  readonly vintage: VideoVintage;
  readonly input: { readonly bucket: string; readonly key: string };
  readonly writesTranscript: boolean;
  readonly writesChapterTranscripts: boolean;
  readonly writesModeration: boolean;
  readonly detects: boolean;
  readonly unknown: 'None' | undefined;
}

/** The text of the best block that is there: the video's, the chapters', the segments'. */
function transcriptText(
  chapters: readonly Chapter[],
  settings: Pick<Settings, 'writesTranscript' | 'writesChapterTranscripts'>,
): string | undefined {
  const segments = chapters.flatMap((chapter) => chapter.segments);
  if (settings.writesTranscript) return turnsOf(segments, true);
  if (settings.writesChapterTranscripts) {
    return chapters.length === 0 ? undefined : chapters.map((chapter) => turnsOf(chapter.segments, true)).join(' ');
  }
  return segments.length === 0 ? undefined : turnsOf(segments, false);
}

function written(analysis: AnalysisPart, chapters: readonly Chapter[], settings: Settings): JsonObject {
  const one = settings.vintage === 'chapters' ? 'chapter' : 'scene';
  const { sensitiveData = [] } = analysis;
  const inSummary = sensitiveData.filter(({ foundIn }) => foundIn === 'audio_summary');
  return block({
    metadata: {
      asset_id: '0',
      semantic_modality: 'VIDEO',
      s3_bucket: settings.input.bucket,
      s3_key: settings.input.key,
      ...mediaKeys(analysis.mediaFacts ?? {}),
    },
    shots: chapters.map(({ topic }, index) => ({
      shot_index: index,
      ...spanKeys(topic),
      start_timecode_smpte: '00:00:00:00',
      confidence: 0.91,
      [`${one}_indices`]: [index],
    })),
    [settings.vintage]: chapters.map((chapter, index) => ({
      [`${one}_index`]: index,
      ...writtenChapter(chapter, sensitiveData, settings),
    })),
    video: block({
      summary: analysis.audioSummary,
      summary_sensitive_data_detection: settings.detects
        ? textDetectionBlock(inSummary, analysis.audioSummary)
        : undefined,
      transcript: settings.writesTranscript ? represented(analysis.transcript?.text) : undefined,
    }),
    statistics: analysis.statistics && {
      shot_count: chapters.length,
      [`${one}_count`]: chapters.length,
      speaker_count: analysis.statistics.speakerCount,
    },
  });
}

function writtenChapter(
  { topic, segments, moderation }: Chapter,
  sensitiveData: readonly SensitiveDataFinding[],
  settings: Settings,
): JsonObject {
  const inSummary = sensitiveData.filter(({ topicIndex }) => topicIndex === topic.index);
  return block({
    ...spanKeys(topic),
    start_timecode_smpte: '00:00:00:00',
    shot_indices: [topic.index],
    summary: topic.summary,
    summary_sensitive_data_detection: settings.detects ? textDetectionBlock(inSummary, topic.summary) : undefined,
    transcript: settings.writesChapterTranscripts ? represented(turnsOf(segments, true)) : undefined,
    iab_categories: [{ id: 'c-1', type: 'IAB', category: 'Travel', taxonomy_level: 1 }],
    content_moderation: settings.writesModeration ? moderationBlock(moderation) : undefined,
    audio_segments: segments.map((segment) =>
      block({
        ...spanKeys(segment),
        segment_index: segment.index,
        type: 'TRANSCRIPT',
        text: segment.text,
        speaker: speakerBlock(segment, settings.unknown),
        sensitive_data_detection: settings.detects ? sensitiveDataBlock(sensitiveData, segment, 0) : undefined,
      }),
    ),
    frames: [
      {
        timecode_smpte: '00:00:01:00',
        timestamp_millis: topic.startMs,
        frame_index: 25,
        content_moderation: [{ id: 'm-1', type: 'IMAGE_MODERATION', confidence: 0.2, category: 'Smoking' }],
        text_words: [{ id: 'w-1', type: 'TEXT_WORD', text: 'EXIT', locations: [{ bounding_box: { left: 0.1 } }] }],
      },
    ],
  });
}
