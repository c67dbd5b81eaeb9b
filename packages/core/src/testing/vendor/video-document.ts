import * as fc from 'fast-check';
import type { AnalysisPart, StandardResult } from '../../formats/bda/result.js';
import type { ModerationFinding, ScreenText, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import type { TimeSpan } from '../../model/span.js';
import { plainText, turnsText } from '../bda/turns.js';
import { timecode, videoOutput } from '../bda/video-output.js';
import { speechArbitrary, stretchesOf } from './speech.js';
import { detectedIn, inputArbitrary, moderationOf, scoresArbitrary } from './standard-blocks.js';
import type { VendorDocument } from './vendor-document.js';

/** How video standard output cut a video: into `chapters`, or into the `scenes` of the preview. */
export type VideoVintage = 'chapters' | 'scenes';

/** Video standard output, with any of its optional blocks turned off. */
export function videoDocumentArbitrary(vintage?: VideoVintage): fc.Arbitrary<VendorDocument<StandardResult>> {
  if (vintage !== undefined) return documentArbitrary(vintage);
  return fc.constantFrom<VideoVintage[]>('chapters', 'scenes').chain(documentArbitrary);
}

interface Chapter {
  readonly topic: TopicSummary & TimeSpan;
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
      screens: screensArbitrary(),
      detects: fc.boolean(),
      unknown: fc.constantFrom('None', undefined),
    },
    { noNullPrototype: true },
  );
  return given.map(({ speech, input, frameRateFps, summary, scores, cuts, endsSilent, screens, ...settings }) => {
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
    const frames = chapters.map(({ topic }, index) => framesFrom(topic.startMs, screens[index % screens.length] ?? []));
    const screenTexts = seenIn(frames.flat());
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
      ...(chapters.length > 0 && { shots: chapters.map(({ topic: { startMs, endMs } }) => ({ startMs, endMs })) }),
      ...(screenTexts.length > 0 && { screenTexts }),
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
    const document = videoOutput({
      vintage,
      input,
      media: analysis.mediaFacts,
      summary,
      transcript: settings.writesTranscript && turnsText(speech.segments),
      chapters: chapters.map(({ topic, segments, moderation }, index) => ({
        ...topic,
        turns: segments,
        transcript: settings.writesChapterTranscripts && turnsText(segments),
        ...(scores && { moderation }),
        iabCategories: [{ id: 'c-1', type: 'IAB', category: 'Travel', taxonomy_level: 1 }],
        frames: frames[index]?.map(frameOf) ?? [],
      })),
      statistics: analysis.statistics,
      sensitiveData: settings.detects ? analysis.sensitiveData : undefined,
      unknownSpeaker: settings.unknown,
    });
    return { document, expected: { kind: 'standard', modality: 'video', input: input.uri, analysis } };
  });
}

/** The text of the best block that is there: the video's, the chapters', the segments'. */
function transcriptText(
  chapters: readonly Chapter[],
  settings: { readonly writesTranscript: boolean; readonly writesChapterTranscripts: boolean },
): string | undefined {
  const segments = chapters.flatMap((chapter) => chapter.segments);
  if (settings.writesTranscript) return turnsText(segments);
  if (settings.writesChapterTranscripts) {
    return chapters.length === 0 ? undefined : chapters.map((chapter) => turnsText(chapter.segments)).join(' ');
  }
  return segments.length === 0 ? undefined : plainText(segments);
}

interface Line {
  readonly text: string;
  readonly confidence?: number;
}

interface Frame {
  readonly atMs: number;
  readonly lines: readonly Line[];
}

/** What neighboring frames show: texts that stay, change and come back, and one that is there twice. */
function screensArbitrary(): fc.Arbitrary<readonly (readonly (readonly Line[])[])[]> {
  const confidence = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
  const line = fc.record(
    { text: fc.constantFrom('EXIT', 'Sign in', 'Total: 4 €'), confidence },
    { requiredKeys: ['text'], noNullPrototype: true },
  );
  const frames = fc.array(fc.array(line, { maxLength: 3 }), { maxLength: 4 });
  return fc.array(frames, { minLength: 1, maxLength: 3 });
}

/** Frames four seconds apart. */
function framesFrom(startMs: number, screens: readonly (readonly Line[])[]): Frame[] {
  return screens.map((lines, place) => ({ atMs: startMs + place * 4_000, lines }));
}

/** The texts of frames, joined where neighbors that are at most ten seconds apart show the same. */
function seenIn(frames: readonly Frame[]): ScreenText[] {
  const inOrder = frames.toSorted((a, b) => a.atMs - b.atMs);
  const shows = (place: number, text: string) => inOrder[place]?.lines.some((line) => line.text === text) === true;
  const isNext = (place: number) => (inOrder[place]?.atMs ?? 0) - (inOrder[place - 1]?.atMs ?? 0) <= 10_000;
  return inOrder.flatMap(({ atMs: startMs, lines }, first) =>
    [...new Set(lines.map(({ text }) => text))].flatMap((text): ScreenText[] => {
      if (first > 0 && shows(first - 1, text) && isNext(first)) return [];
      let last = first;
      while (shows(last + 1, text) && isNext(last + 1)) last++;
      const read = inOrder.slice(first, last + 1).flatMap((frame) => frame.lines.filter((line) => line.text === text));
      const confidences = read.flatMap(({ confidence }) => confidence ?? []);
      const confidence = confidences.length === 0 ? {} : { confidence: Math.max(...confidences) };
      return [{ startMs, endMs: inOrder[last]?.atMs ?? startMs, text, ...confidence }];
    }),
  );
}

function frameOf({ atMs, lines }: Frame, frame_index: number) {
  return {
    timecode_smpte: timecode(frame_index, 25),
    timestamp_millis: atMs,
    frame_index,
    content_moderation: [{ id: 'm-1', type: 'IMAGE_MODERATION', confidence: 0.2, category: 'Smoking' }],
    text_words: [{ id: 'w-1', type: 'TEXT_WORD', text: 'OUT', locations: [{ bounding_box: { left: 0.1 } }] }],
    text_lines: lines.map(({ text, ...rest }) => ({ id: 'l-1', type: 'TEXT_LINE', text: ` ${text}\t`, ...rest })),
    logos: [],
  };
}
