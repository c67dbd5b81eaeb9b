import { type JsonObject, present } from '../../input/json.js';
import { every, strictlyWithin, text } from '../../input/read-fields.js';
import type { SensitiveDataFinding, TopicSummary, TranscriptSegment } from '../../model/analysis.js';
import { customFieldsOf } from '../custom-fields.js';
import type { ReadOptions } from '../result-format.js';
import { metadataOf, moderationOf, representedText, sensitiveDataOf, statisticsOf, timesOf } from './blocks.js';
import { chapterResultsOf } from './chapter-results.js';
import { framesOf, picturesOf } from './pictures.js';
import type { StandardResult } from './result.js';
import { readSegment } from './segments.js';

/**
 * Reads the standard output of a video job: `chapters`, or the preview's `scenes`. A chapter carries its own segments;
 * the transcript strings them together in the order of their times.
 */
export function readVideoStandard(document: JsonObject, options: ReadOptions): StandardResult {
  const detected = new Map<TranscriptSegment, SensitiveDataFinding[]>();
  const readDetecting = (raw: JsonObject, index: number) => {
    const segment = readSegment(raw, index);
    const found = sensitiveDataOf(raw, {}, 'sensitive_data_detection');
    if (found.length > 0) detected.set(segment, found);
    return segment;
  };
  const chapters = every(
    document,
    (document['chapters'] ?? null) === null ? 'scenes' : 'chapters',
    (raw, topicIndex) => ({
      ...timesOf(raw),
      summary: text(raw, 'summary'),
      text: representedText(raw, 'transcript'),
      segments: every(raw, 'audio_segments', readDetecting),
      frames: framesOf(raw),
      moderation: options.moderation ? moderationOf(raw) : [],
      sensitiveData: sensitiveDataOf(raw, { foundIn: 'topic_summary', topicIndex }, 'summary_sensitive_data_detection'),
    }),
  );
  const segments: TranscriptSegment[] = chapters.flatMap((chapter) => chapter.segments);
  segments.sort((a, b) => a.startMs - b.startMs);
  segments.forEach((segment, index) => {
    segment.index = index;
  });
  const video = strictlyWithin(document, 'video', (block) => ({
    audioSummary: text(block, 'summary'),
    text: representedText(block, 'transcript'),
    sensitiveData: sensitiveDataOf(block, { foundIn: 'audio_summary' }, 'summary_sensitive_data_detection'),
  }));
  const sensitiveData = segments.flatMap((segment) =>
    (detected.get(segment) ?? []).map((found): SensitiveDataFinding => ({ ...found, segmentIndex: segment.index })),
  );
  const metadata = metadataOf(document, 'video');
  const results = chapterResultsOf(document);
  const texts = chapters.flatMap((chapter) => chapter.text ?? chapter.segments.map((segment) => segment.text));
  const transcriptText = video?.text ?? (texts.length === 0 ? undefined : texts.join(' '));
  return {
    kind: 'standard',
    modality: 'video',
    ...present({ input: metadata?.input }),
    analysis: {
      ...present({
        audioSummary: video?.audioSummary,
        transcript: transcriptText === undefined ? undefined : { text: transcriptText, segments },
        language: metadata?.language,
        mediaFacts: metadata?.mediaFacts,
        statistics: statisticsOf(document),
      }),
      ...picturesOf(
        document,
        chapters.flatMap(({ frames }) => frames),
      ),
      topicSummaries: chapters.map(
        ({ startMs, endMs, summary, segments: own }, index): TopicSummary => ({
          index,
          ...present({
            startMs,
            endMs,
            summary,
            segmentIndices: own.length === 0 ? undefined : own.map((segment) => segment.index),
          }),
        }),
      ),
      ...(results === undefined ? {} : { customFields: customFieldsOf([['chapters', results]]) }),
      moderation: chapters.flatMap((chapter) => chapter.moderation),
      sensitiveData: sensitiveData.concat(
        video?.sensitiveData ?? [],
        ...chapters.map((chapter) => chapter.sensitiveData),
      ),
    },
  };
}
