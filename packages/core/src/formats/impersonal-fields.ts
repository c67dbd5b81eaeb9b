import { isObject } from '../input/json.js';
import type { JsonValue } from '../model/primitives.js';

/** Vendors' fields about a call as a whole. Their numbers and flags say nothing about who took part. */
const KEPT = new Set([
  'AccountId',
  'Channel',
  'ContentMetadata',
  'ConversationCharacteristics',
  'ConversationLocation',
  'ConversationTime',
  'IVRSegments',
  'JobStatus',
  'ProcessTime',
  'SentimentTrends',
  'SpeakerTime',
  'TranscribeJobInfo',
  'Version',
  'accountId',
  'language_codes',
  'language_confidence',
  'language_identification',
  'language_probability',
  'sentiments',
  'status',
  'version',
]);
/** The texts in them that are kept: codes, times and statuses. */
const KEPT_TEXTS = new Set([
  'AccountId',
  'Channel',
  'CompletionTime',
  'ConversationLocation',
  'ConversationTime',
  'JobStatus',
  'Output',
  'ProcessTime',
  'RedactionTypes',
  'TranscribeApiType',
  'Version',
  'accountId',
  'code',
  'language_code',
  'status',
  'version',
]);
/** Fields that say who took part. */
const PERSONAL = ['Agent', 'Agents', 'Cust', 'CustomEntities', 'CustomerMetadata', 'SpeakerLabels', 'Telephony'];

type Fields = Readonly<Record<string, JsonValue>>;

/**
 * The custom fields that say nothing personal. All others are left out: nobody knows what they say.
 * @param relabel of speakers, which some fields have as keys
 */
export function impersonalFields(fields: Fields, relabel: (label: string) => string): Record<string, JsonValue> {
  const reduced = (key: string, value: JsonValue): JsonValue | undefined => {
    if (typeof value === 'string') return KEPT_TEXTS.has(key) ? value : undefined;
    if (Array.isArray(value)) return value.flatMap((item) => reduced(key, item) ?? []);
    return isObject(value) ? entriesOf(value as Fields) : value;
  };
  const entriesOf = (object: Fields) =>
    Object.fromEntries(
      Object.entries(object).flatMap(([key, value]) => {
        const left = reduced(key, value);
        return left === undefined ? [] : [[relabel(key), left]];
      }),
    );
  return entriesOf(Object.fromEntries(Object.entries(fields).filter(([key]) => KEPT.has(key))));
}

/** The texts of the custom fields that say who took part. */
export function personalTexts(fields: Fields): string[] {
  return PERSONAL.flatMap((key) => textsIn(fields[key]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
