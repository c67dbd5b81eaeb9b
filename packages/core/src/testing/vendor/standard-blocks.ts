import * as fc from 'fast-check';
import type { JsonObject } from '../../input/json.js';
import type {
  Language,
  MediaFacts,
  ModerationFinding,
  SensitiveDataFinding,
  TranscriptSegment,
} from '../../model/analysis.js';
import type { ObjectUri } from '../../model/uri.js';

import { block } from './vendor-document.js';

const CATEGORIES = [
  'profanity',
  'hate_speech',
  'sexual',
  'insult',
  'violence_or_threat',
  'graphic',
  'harassment_or_abuse',
] as const;

/** The object that was analysed, as metadata and manifests name it. */
export function inputArbitrary(): fc.Arbitrary<{ bucket: string; key: string; uri: ObjectUri }> {
  const folder = fc.constantFrom('', 'calls/', 'calls/2026//', 'a b+c/', 'über/', '%2F/');
  const name = fc.constantFrom('call.wav', 'Call 7 (copy).mp3', '通話.m4a', 'clip.mov');
  return fc.tuple(fc.constantFrom('recordings', 'my.bucket-1'), folder, name).map(([bucket, path, file]) => {
    const key = path + file;
    return { bucket, key, uri: `s3://${bucket}/${key}` as ObjectUri };
  });
}

/** The languages of a recording; `undefined` for vintages that tell none. */
export function languageArbitrary(): fc.Arbitrary<Required<Language>> {
  return fc.record(
    { dominant: fc.constantFrom('EN', 'ES', 'JA'), generated: fc.constantFrom('EN', 'DEFAULT') },
    { noNullPrototype: true },
  );
}

/** The metadata's keys for languages. */
export function languageKeys(language: Language | undefined): JsonObject {
  return block({
    dominant_asset_language: language?.dominant,
    generative_output_language: language?.generated,
  });
}

/** The metadata's keys for the media file. */
export function mediaKeys(facts: MediaFacts): JsonObject {
  return block({
    sample_rate: facts.sampleRateHz,
    bitrate: facts.bitrateBps,
    number_of_channels: facts.channelCount,
    codec: facts.codec,
    duration_millis: facts.durationMs,
    format: facts.format,
    frame_rate: facts.frameRateFps,
    frame_width: facts.frameWidthPx,
    frame_height: facts.frameHeightPx,
  });
}

/** A span's keys. */
export function spanKeys(span: { startMs?: number | undefined; endMs?: number | undefined }): JsonObject {
  return block({ start_timestamp_millis: span.startMs, end_timestamp_millis: span.endMs });
}

/** `{ representation: { text } }`. */
export function represented(text: string | undefined): JsonObject | undefined {
  return text === undefined ? undefined : { representation: { text } };
}

/** Who spoke. Where the speaker is unknown the service writes nothing, or `None`. */
export function speakerBlock(segment: TranscriptSegment, unknown: 'None' | undefined): JsonObject | undefined {
  const speaker = block({ speaker_label: segment.speaker ?? unknown, speaker_name: segment.speakerName ?? unknown });
  return Object.keys(speaker).length === 0 ? undefined : speaker;
}

/** Scores for moderation, one set for each segment in turn; `undefined` where moderation is turned off. */
export function scoresArbitrary(): fc.Arbitrary<readonly (readonly number[])[] | undefined> {
  const score = fc.nat(10_000).map((tenThousandths) => tenThousandths / 10_000);
  const scores = fc.array(score, { minLength: CATEGORIES.length + 1, maxLength: CATEGORIES.length + 1 });
  return fc.option(fc.array(scores, { minLength: 1, maxLength: 3 }), { freq: 4, nil: undefined });
}

/** One finding for each segment, with its times and all categories: that is how the service does it. */
export function moderationOf(
  segments: readonly TranscriptSegment[],
  scores: readonly (readonly number[])[] | undefined,
): ModerationFinding[] {
  if (scores === undefined) return [];
  return segments.map(({ startMs, endMs }, index) => {
    const [confidence = 0, ...others] = scores[index % scores.length] ?? [];
    const categories = Object.fromEntries(CATEGORIES.map((category, at) => [category, others[at] ?? 0]));
    return { startMs, endMs, confidence, categories };
  });
}

/** `content_moderation` of these findings. */
export function moderationBlock(findings: readonly ModerationFinding[]): JsonObject[] {
  return findings.map((finding, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'AUDIO_MODERATION',
    confidence: finding.confidence,
    ...spanKeys(finding),
    moderation_categories: Object.entries(finding.categories).map(([category, confidence]) => ({
      category,
      confidence,
    })),
  }));
}

/** A summary's first word is a name, for a service that looks for personal data. */
export function detectedIn(
  summary: string | undefined,
  place: Pick<SensitiveDataFinding, 'foundIn' | 'topicIndex' | 'field'>,
): SensitiveDataFinding[] {
  if (summary === undefined || summary === '') return [];
  const endCharacter = summary.search(/ |$/);
  return [{ entityType: 'NAME', ...place, startCharacter: 0, endCharacter }];
}

/** The detections in a text other than a segment. */
export function textDetectionBlock(findings: readonly SensitiveDataFinding[], text = ''): JsonObject[] {
  return findings.map(({ entityType, startCharacter, endCharacter }, index) => ({
    index,
    entity_type: entityType,
    content: text.slice(startCharacter, endCharacter),
    start_character_offset: startCharacter,
    end_character_offset: endCharacter,
  }));
}

/** `sensitive_data_detection` of one segment. */
export function sensitiveDataBlock(
  findings: readonly SensitiveDataFinding[],
  segment: TranscriptSegment,
  firstItem: number,
): JsonObject[] {
  return findings
    .filter(({ segmentIndex }) => segmentIndex === segment.index)
    .map((finding, index) => ({
      index,
      entity_type: finding.entityType,
      content: segment.text.slice(finding.startCharacter, finding.endCharacter),
      start_character_offset: finding.startCharacter,
      end_character_offset: finding.endCharacter,
      audio_item_indices: [firstItem],
      ...spanKeys(finding),
    }));
}
