import { type JsonObject, present } from '../../input/json.js';
import { count, each, number, requiredText, text, within } from '../../input/read-fields.js';
import type {
  Language,
  MediaFacts,
  ModerationFinding,
  SensitiveDataFinding,
  Statistics,
} from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';

/** `{ representation: { text } }`, as transcripts are written. */
export function representedText(object: JsonObject, key: string): string | undefined {
  return within(object, key, (block) => within(block, 'representation', (inner) => text(inner, 'text')));
}

/** The two language keys of every result's metadata. */
export function languageOf(metadata: JsonObject): Language | undefined {
  return present({
    dominant: text(metadata, 'dominant_asset_language'),
    generated: text(metadata, 'generative_output_language'),
  });
}

/** What the metadata of a result says, all of it, so that nothing wrong in there is warned of twice. */
export function metadataOf(document: JsonObject, kind: 'audio' | 'video') {
  return within(document, 'metadata', (metadata) => {
    // It says what the document is, which is known by now.
    text(metadata, 'semantic_modality');
    return {
      input: inputOf(metadata),
      language: languageOf(metadata),
      mediaFacts: mediaFactsOf(metadata, kind),
    };
  });
}

/** The media object that was analyzed; `undefined` unless both its bucket and its key are told. */
export function inputOf(block: JsonObject): ObjectUri | undefined {
  const bucket = text(block, 's3_bucket');
  const key = text(block, 's3_key');
  return bucket === undefined || key === undefined ? undefined : ObjectUri.safeParse(`s3://${bucket}/${key}`).data;
}

function mediaFactsOf(metadata: JsonObject, kind: 'audio' | 'video'): MediaFacts | undefined {
  return present({
    kind,
    durationMs: count(metadata, 'duration_millis'),
    format: text(metadata, 'format'),
    codec: text(metadata, 'codec'),
    sampleRateHz: number(metadata, 'sample_rate'),
    bitrateBps: number(metadata, 'bitrate'),
    channelCount: count(metadata, 'number_of_channels'),
    frameRateFps: number(metadata, 'frame_rate'),
    frameWidthPx: number(metadata, 'frame_width'),
    frameHeightPx: number(metadata, 'frame_height'),
  });
}

export function statisticsOf(document: JsonObject): Statistics | undefined {
  return within(document, 'statistics', (statistics) =>
    present({
      wordCount: count(statistics, 'word_count'),
      topicCount: count(statistics, 'topic_count'),
      speakerCount: count(statistics, 'speaker_count'),
      channelCount: count(statistics, 'channel_count'),
      shotCount: count(statistics, 'shot_count'),
      // The preview called chapters scenes.
      chapterCount: count(statistics, 'chapter_count') ?? count(statistics, 'scene_count'),
    }),
  );
}

export function moderationOf(block: JsonObject): ModerationFinding[] {
  return each(block, 'content_moderation', (finding) => ({
    ...spanOf(finding),
    confidence: number(finding, 'confidence') ?? 0,
    categories: Object.fromEntries(
      each(finding, 'moderation_categories', (category) => [
        requiredText(category, 'category'),
        number(category, 'confidence') ?? 0,
      ]),
    ),
  }));
}

/** Where in a call a text is. */
export type SensitivePlace = Pick<SensitiveDataFinding, 'foundIn' | 'segmentIndex' | 'topicIndex' | 'field'>;

/** The personal data that a block reports about a text. */
export function sensitiveDataOf(
  block: JsonObject,
  place: SensitivePlace,
  key: 'sensitive_data_detection' | 'summary_sensitive_data_detection',
): SensitiveDataFinding[] {
  return each(block, key, (finding) => ({
    entityType: requiredText(finding, 'entity_type'),
    ...place,
    ...present({
      startMs: count(finding, 'start_timestamp_millis'),
      endMs: count(finding, 'end_timestamp_millis'),
      startCharacter: count(finding, 'start_character_offset'),
      endCharacter: count(finding, 'end_character_offset'),
    }),
  }));
}

/** Start and end where told, the end never before the start. */
export function timesOf(object: JsonObject): { startMs?: number; endMs?: number } {
  const startMs = count(object, 'start_timestamp_millis');
  const endMs = count(object, 'end_timestamp_millis');
  return { ...present({ startMs, endMs: endMs === undefined ? undefined : Math.max(startMs ?? 0, endMs) }) };
}

/** Start and end, 0 where absent, the end never before the start. */
function spanOf(object: JsonObject): { startMs: number; endMs: number } {
  const startMs = count(object, 'start_timestamp_millis') ?? 0;
  return { startMs, endMs: Math.max(startMs, count(object, 'end_timestamp_millis') ?? startMs) };
}
