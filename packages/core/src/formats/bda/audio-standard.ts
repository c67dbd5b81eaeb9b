import { type JsonObject, present } from '../../input/json.js';
import {
  count,
  counts,
  each,
  every,
  flag,
  isCount,
  requiredCount,
  requiredText,
  strictlyWithin,
  text,
  within,
} from '../../input/read-fields.js';
import type { SensitiveDataFinding, TopicSummary, TranscriptSegment, Word } from '../../model/analysis.js';
import type { ReadOptions } from '../result-format.js';
import { metadataOf, moderationOf, representedText, sensitiveDataOf, statisticsOf, timesOf } from './blocks.js';
import { readFindings, readSentiment } from './findings.js';
import type { StandardResult } from './result.js';
import { positionFinder, readSegment } from './segments.js';

/** Reads the standard output of an audio job, of any vintage. */
export function readAudioStandard(document: JsonObject, options: ReadOptions): StandardResult {
  const vendorIndices: (number | undefined)[] = [];
  const sensitiveData: SensitiveDataFinding[] = [];
  const segments = every(document, 'audio_segments', (raw, index) => {
    const { segment_index: vendorIndex, sensitive_data_detection: findings, sentiment: heard } = raw;
    vendorIndices.push(isCount(vendorIndex) ? vendorIndex : count(raw, 'segment_index'));
    if (findings !== undefined) {
      const place = { segmentIndex: index };
      for (const finding of sensitiveDataOf(raw, place, 'sensitive_data_detection')) sensitiveData.push(finding);
    }
    const segment = readSegment(raw, index);
    const sentiment = heard === undefined ? undefined : within(raw, 'sentiment', readSentiment);
    if (sentiment !== undefined) segment.sentiment = sentiment;
    return segment;
  });
  const positionOf = positionFinder(vendorIndices);
  if (options.words) attachWords(document, segments, positionOf);
  const audio = strictlyWithin(document, 'audio', (block) => ({
    audioSummary: text(block, 'summary'),
    text: representedText(block, 'transcript'),
    moderation: options.moderation ? moderationOf(block) : [],
    sensitiveData: sensitiveDataOf(block, { foundIn: 'audio_summary' }, 'summary_sensitive_data_detection'),
  }));
  const inTopics = each(document, 'topics', (raw, topicIndex) =>
    sensitiveDataOf(raw, { foundIn: 'topic_summary', topicIndex }, 'summary_sensitive_data_detection'),
  );
  const metadata = metadataOf(document, 'audio');
  const transcriptText = audio?.text ?? (segments.length === 0 ? undefined : segments.map((s) => s.text).join(' '));
  return {
    kind: 'standard',
    modality: 'audio',
    ...present({ input: metadata?.input }),
    analysis: {
      ...present({
        audioSummary: audio?.audioSummary,
        transcript: transcriptText === undefined ? undefined : { text: transcriptText, segments },
        language: metadata?.language,
        mediaFacts: metadata?.mediaFacts,
        statistics: statisticsOf(document),
        findings: document['findings'] === undefined ? undefined : readFindings(document, positionOf),
      }),
      topicSummaries: each(document, 'topics', (raw, index) => readTopic(raw, index, positionOf)),
      moderation: audio?.moderation ?? [],
      sensitiveData: sensitiveData.concat(audio?.sensitiveData ?? [], ...inTopics),
    },
  };
}

type PositionOf = ReturnType<typeof positionFinder>;

function readTopic(raw: JsonObject, index: number, positionOf: PositionOf): TopicSummary {
  const segmentIndices = counts(raw, 'audio_segment_indices')
    ?.map(positionOf)
    .filter((position) => position !== undefined);
  return { index, ...timesOf(raw), ...present({ summary: text(raw, 'summary'), segmentIndices }) };
}

/** Gives each segment its words, by the segment number that every item carries. */
function attachWords(document: JsonObject, segments: readonly TranscriptSegment[], positionOf: PositionOf): void {
  const words: Word[][] = segments.map(() => []);
  each(document, 'audio_items', (raw) => {
    // There are tens of thousands, and reading each by variable keys would triple their price.
    const {
      audio_segment_index: vendorIndex,
      content,
      start_timestamp_millis: startMs,
      end_timestamp_millis: endMs,
      estimated,
    } = raw;
    const position = positionOf(isCount(vendorIndex) ? vendorIndex : requiredCount(raw, 'audio_segment_index'));
    const usual = typeof content === 'string' && isCount(startMs) && isCount(endMs);
    const word: Word = usual ? { text: content, startMs, endMs } : readWord(raw);
    if (estimated !== undefined && flag(raw, 'estimated')) word.timesEstimated = true;
    if (position !== undefined) words[position]?.push(word);
  });
  words.forEach((own, position) => {
    const segment = segments[position];
    if (segment !== undefined && own.length > 0) segment.words = own;
  });
}

function readWord(raw: JsonObject): Word {
  return {
    text: requiredText(raw, 'content'),
    ...present({ startMs: count(raw, 'start_timestamp_millis'), endMs: count(raw, 'end_timestamp_millis') }),
  };
}
