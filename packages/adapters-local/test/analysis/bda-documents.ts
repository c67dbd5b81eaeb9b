import {
  type Copies,
  folderOf,
  type MediaFacts,
  type ObjectUri,
  type SensitiveDataFinding,
  warningFinding,
} from '@earshot/core';
import type { CopyUnderstanding } from '@earshot/language';
import { FRAME_MS, type SpokenSegment, type SpokenWord, timedWords } from '@earshot/speech';
import { transcriptionFindings } from '../../src/analysis/transcription-findings.js';
import type { TranscribedCall } from '../../src/analysis/transcription-messages.js';
import type { KeptJob } from '../../src/sqlite/analysis-jobs.js';

/** A document and where it goes. */
interface ResultDocumentFile {
  readonly uri: ObjectUri;
  readonly document: object;
}

const STANDARD = '0/standard_output/0';
const CUSTOM = '0/custom_output/0';
const LANGUAGES = { dominant_asset_language: 'EN', generative_output_language: 'EN' };
/** What shapes the custom fields stands here as a blueprint does elsewhere. */
const BLUEPRINT = { name: 'earshot-local', version: '1' };

/*
 * What the local analyzer wrote before Earshot had a format of its own, up to November 2026: data folders still have it.
 */

/** The documents of a finished job in the form of Bedrock Data Automation, and some blocks beyond that form. */
export function bdaDocuments(
  manifestUri: ObjectUri,
  { jobId }: Pick<KeptJob, 'jobId'>,
  { transcription, understanding, facts, warnings, model }: TranscribedCall,
  copies: Copies = 'original',
): readonly ResultDocumentFile[] {
  const at = (path: string) => `${folderOf(manifestUri)}${path}` as ObjectUri;
  const { segments, durationMs } = transcription;
  const own = [...warnings.map(warningFinding), ...transcriptionFindings(transcription, model)];
  const standard = (spoken: readonly SpokenSegment[], copy: CopyUnderstanding) =>
    standardOutput(spoken, { ...copy, findings: [...own, ...copy.findings] }, { ...facts, durationMs });
  const { original, redacted } = understanding;
  const originals = [
    { uri: at(`${STANDARD}/result.json`), document: standard(segments, original) },
    { uri: at(`${CUSTOM}/result.json`), document: customOutput(original) },
  ];
  return [
    ...(copies === 'redacted' ? [] : originals),
    {
      uri: at(`${STANDARD}/redacted/result.json`),
      document: standard(masked(segments, redacted), withoutPlaces(redacted)),
    },
    { uri: at(`${CUSTOM}/redacted/result.json`), document: customOutput(redacted) },
    { uri: manifestUri, document: manifest(jobId, at) },
  ];
}

function masked(segments: readonly SpokenSegment[], { texts }: CopyUnderstanding): SpokenSegment[] {
  return segments.map((segment, index) => {
    const text = texts[index] ?? segment.text;
    return text === segment.text ? segment : { ...segment, text, words: wordsOf(text, segment) };
  });
}

function wordsOf(text: string, { startMs, endMs }: SpokenSegment): SpokenWord[] {
  return timedWords(text, [{ start: startMs / FRAME_MS, end: endMs / FRAME_MS }]);
}

/** The masks themselves show where in a text sensitive data was; the places are those in the original. */
function withoutPlaces(copy: CopyUnderstanding): CopyUnderstanding {
  return {
    ...copy,
    sensitiveData: copy.sensitiveData.map(({ startCharacter: _, endCharacter: __, ...finding }) => finding),
  };
}

function standardOutput(
  segments: readonly SpokenSegment[],
  { sensitiveData, sentiments, findings }: CopyUnderstanding,
  facts: MediaFacts,
): object {
  const items = itemsOf(segments);
  let nextItem = 0;
  return {
    metadata: {
      asset_id: '0',
      semantic_modality: 'AUDIO',
      sample_rate: facts.sampleRateHz,
      bitrate: facts.bitrateBps,
      number_of_channels: facts.channelCount,
      codec: facts.codec,
      duration_millis: facts.durationMs,
      format: facts.format,
      ...LANGUAGES,
    },
    audio_items: items,
    audio_segments: segments.map((segment, index) => ({
      start_timestamp_millis: segment.startMs,
      end_timestamp_millis: segment.endMs,
      segment_index: index,
      type: 'TRANSCRIPT',
      text: segment.text,
      speaker: { speaker_label: `spk_${segment.speaker}` },
      channel: { channel_label: `ch_${segment.channel}` },
      audio_item_indices: segment.words.map(() => nextItem++),
      language: 'EN',
      sentiment: sentiments[index],
      sensitive_data_detection: sensitiveData
        .filter(({ segmentIndex }) => segmentIndex === index)
        .map(sensitiveDataDetection),
    })),
    audio: { transcript: { representation: { text: segments.map(({ text }) => text).join(' ') } } },
    statistics: {
      speaker_count: new Set(segments.map(({ speaker }) => speaker)).size,
      channel_count: new Set(segments.map(({ channel }) => channel)).size,
      word_count: items.length,
    },
    findings: findings.map(({ evidence, ...finding }) => ({
      ...finding,
      evidence: evidence.map(({ segmentIndex, quote }) => ({ audio_segment_index: segmentIndex, quote })),
    })),
  };
}

interface Item {
  readonly item_index: number;
  readonly audio_segment_index: number;
  readonly content: string;
  readonly start_timestamp_millis: number;
  readonly end_timestamp_millis: number;
  readonly estimated: true;
}

function itemsOf(segments: readonly SpokenSegment[]): Item[] {
  return segments
    .flatMap(({ words }, segment) => words.map((word) => ({ word, segment })))
    .map(({ word, segment }, index) => ({
      item_index: index,
      audio_segment_index: segment,
      content: word.text,
      start_timestamp_millis: word.startMs,
      end_timestamp_millis: word.endMs,
      estimated: true,
    }));
}

function sensitiveDataDetection(finding: SensitiveDataFinding, index: number): object {
  return {
    index,
    entity_type: finding.entityType,
    start_timestamp_millis: finding.startMs,
    end_timestamp_millis: finding.endMs,
    start_character_offset: finding.startCharacter,
    end_character_offset: finding.endCharacter,
  };
}

function customOutput({ summary, categories, topics }: CopyUnderstanding): object {
  return {
    metadata: LANGUAGES,
    matched_blueprint: BLUEPRINT,
    inference_result: { call_summary: summary, call_categories: categories, topics },
  };
}

function manifest(jobId: string, at: (path: string) => string): object {
  return {
    job_id: jobId,
    job_status: 'PROCESSED',
    semantic_modality: 'AUDIO',
    output_metadata: [
      {
        asset_id: 0,
        segment_metadata: [
          {
            standard_output_path: at(`${STANDARD}/result.json`),
            custom_output_path: at(`${CUSTOM}/result.json`),
            custom_output_status: 'MATCH',
          },
        ],
      },
    ],
  };
}
