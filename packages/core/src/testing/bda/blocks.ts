import type { JsonObject } from '../../input/json.js';
import type { Language, MediaFacts, ModerationFinding, SensitiveDataFinding } from '../../model/analysis.js';

/** An object in Amazon S3. */
export interface BdaObject {
  readonly bucket: string;
  readonly key: string;
}

/** How objectionable one stretch of speech is. */
export interface BdaModeration extends Omit<ModerationFinding, 'categories'> {
  /** @defaultValue a UUID that counts up */
  readonly id?: string;
  readonly categories: Readonly<Record<string, number>>;
}

/** A block's members in this order, without those that are turned off. */
export function block(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** `metadata` of standard output. Audio and video name the facts of a file in different orders. */
export function metadataBlock(
  modality: 'AUDIO' | 'VIDEO',
  { bucket, key }: Partial<BdaObject> = {},
  media: MediaFacts = {},
  language?: Language,
): JsonObject {
  const { format, codec, durationMs, ...facts } = media;
  const file =
    modality === 'AUDIO'
      ? {
          sample_rate: facts.sampleRateHz,
          bitrate: facts.bitrateBps,
          number_of_channels: facts.channelCount,
          codec,
          duration_millis: durationMs,
          format,
        }
      : {
          format,
          frame_rate: facts.frameRateFps,
          codec,
          duration_millis: durationMs,
          frame_width: facts.frameWidthPx,
          frame_height: facts.frameHeightPx,
        };
  const asset = { asset_id: '0', semantic_modality: modality, s3_bucket: bucket, s3_key: key };
  return block({ ...asset, ...file, ...languageKeys(language) });
}

/** The keys for languages in the metadata of any output. */
export function languageKeys(language: Language | undefined): JsonObject {
  return block({ dominant_asset_language: language?.dominant, generative_output_language: language?.generated });
}

/** The times of a part of a recording, in milliseconds. */
export function spanKeys(span: { startMs?: number | undefined; endMs?: number | undefined }): JsonObject {
  return block({ start_timestamp_millis: span.startMs, end_timestamp_millis: span.endMs });
}

/** `{ representation: { text } }`; nothing for a text that is turned off. */
export function represented(text: string | false | undefined): JsonObject | undefined {
  return typeof text === 'string' ? { representation: { text } } : undefined;
}

/** `content_moderation`. */
export function moderationBlock(findings: readonly BdaModeration[] | undefined): readonly JsonObject[] | undefined {
  return findings?.map(({ id, confidence, categories, ...span }, index) => ({
    id: id ?? `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'AUDIO_MODERATION',
    confidence,
    ...spanKeys(span),
    moderation_categories: Object.entries(categories).map(([category, score]) => ({ category, confidence: score })),
  }));
}

/** Personal data in a text: `where` adds what is known of its place in the recording. */
export function detectionBlock(
  findings: readonly SensitiveDataFinding[],
  text = '',
  where: (finding: SensitiveDataFinding) => JsonObject = () => ({}),
): readonly JsonObject[] {
  return findings.map((finding, index) => ({
    index,
    entity_type: finding.entityType,
    content: text.slice(finding.startCharacter, finding.endCharacter),
    ...where(finding),
    start_character_offset: finding.startCharacter,
    end_character_offset: finding.endCharacter,
  }));
}
