import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject } from '../../input/json.js';
import { each, isCount, number, requiredText, seconds, text } from '../../input/read-fields.js';

/** A word or a punctuation mark, with what a document says of it. */
export interface Item {
  /** Its number, by which `audio_segments` name it. Older documents have none. */
  id?: number;
  readonly content: string;
  readonly isMark: boolean;
  startMs?: number | undefined;
  endMs?: number | undefined;
  confidence?: number;
  speaker?: string;
  channel?: string;
  language?: string;
  /** The types of personal data that are masked in it. */
  redactions?: readonly string[];
  /** Whether it is in a vocabulary filter that marks words. */
  isFiltered?: boolean;
}

/**
 * Reads each item under a key. A word's own text is in its first alternative, or, in alternatives of whole segments, in the
 * item itself.
 */
export function itemsIn(object: JsonObject, key: string): Item[] {
  return each(object, key, readItem);
}

function readItem(raw: JsonObject): Item {
  // There are tens of thousands: reading each by variable keys would triple their price.
  const {
    id,
    alternatives,
    type,
    start_time,
    end_time,
    speaker_label,
    channel_label,
    language_code,
    vocabularyFilterMatch,
  } = raw;
  const said: unknown = alternatives === undefined ? raw : Array.isArray(alternatives) ? alternatives[0] : undefined;
  if (!isObject(said)) return wrong('alternatives', 'an array of objects', alternatives);
  const { content, confidence, redactions } = said;
  const item: Item = {
    content: typeof content === 'string' ? content : requiredText(said, 'content'),
    isMark: type === 'punctuation',
  };
  if (isCount(id)) item.id = id;
  if (!item.isMark) {
    item.startMs = msIn(start_time) ?? seconds(raw, 'start_time');
    item.endMs = msIn(end_time) ?? seconds(raw, 'end_time');
    // Marks have a confidence of 0, null, or none at all: it says nothing.
    const likely = ratioIn(confidence) ?? number(said, 'confidence');
    if (likely !== undefined && likely >= 0 && likely <= 1) item.confidence = likely;
  }
  if (speaker_label !== undefined) setLabel(item, 'speaker', raw, 'speaker_label');
  if (channel_label !== undefined) setLabel(item, 'channel', raw, 'channel_label');
  if (language_code !== undefined) setLabel(item, 'language', raw, 'language_code');
  if (redactions !== undefined) item.redactions = each(said, 'redactions', (one) => text(one, 'type') ?? 'PII');
  if (vocabularyFilterMatch === true) item.isFiltered = true;
  return item;
}

function setLabel(item: Item, as: 'speaker' | 'channel' | 'language', raw: JsonObject, key: string): void {
  const label = labelIn(raw, key);
  if (label !== undefined) item[as] = label;
}

/** A label; an empty one stands for none. */
export function labelIn(raw: JsonObject, key: string): string | undefined {
  return text(raw, key) || undefined;
}

/** The usual way to write a time, read quickly: seconds as text. */
function msIn(value: unknown): number | undefined {
  const ms = typeof value === 'string' && value !== '' ? Math.round(Number(value) * 1_000) : Number.NaN;
  return ms >= 0 && ms < 1e12 ? ms : undefined;
}

function ratioIn(value: unknown): number | undefined {
  const ratio = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  return ratio >= 0 && ratio <= 1 ? ratio : undefined;
}
