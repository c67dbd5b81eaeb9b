import { decimalOf } from '../../input/decimal.js';
import { wrong } from '../../input/faults.js';
import { isObject, type JsonObject } from '../../input/json.js';
import { each, number, requiredText, seconds, text } from '../../input/read-fields.js';
import type { Word } from '../../model/analysis.js';
import { wordOf } from '../word-of.js';

/** A word or a punctuation mark, with what a document says of it. */
export interface Item {
  /** Its number, by which `audio_segments` name it. Older documents have none. */
  readonly id: unknown;
  readonly isMark: boolean;
  readonly word: Word;
  speaker: string | undefined;
  channel: string | undefined;
  readonly language: string | undefined;
  /** The types of personal data that are masked in it. */
  readonly redactions: readonly string[] | undefined;
  /** Whether it is in a vocabulary filter that marks words. */
  readonly isFiltered: boolean;
}

/**
 * Reads each item under a key. A word's own text is in its first alternative, or, in alternatives of whole segments, in the
 * item itself.
 */
export function itemsIn(object: JsonObject, key: string): Item[] {
  return each(object, key, readItem);
}

function readItem(raw: JsonObject): Item {
  // There are tens of thousands: reading each by variable keys, or in objects of several shapes, would triple their price.
  const { id, alternatives, type, start_time, end_time, speaker_label, channel_label, language_code } = raw;
  const said: unknown = alternatives === undefined ? raw : Array.isArray(alternatives) ? alternatives[0] : undefined;
  if (!isObject(said)) return wrong('alternatives', 'an array of objects', alternatives);
  const { confidence, redactions } = said;
  const content = typeof said['content'] === 'string' ? said['content'] : requiredText(said, 'content');
  const isMark = type === 'punctuation';
  return {
    id,
    isMark,
    // Marks have a confidence of 0, null, or none at all: it says nothing.
    word: isMark
      ? { text: content }
      : wordOf(
          content,
          msIn(start_time) ?? seconds(raw, 'start_time'),
          msIn(end_time) ?? seconds(raw, 'end_time'),
          ratioIn(confidence) ?? ratioOf(number(said, 'confidence')),
        ),
    speaker: typeof speaker_label === 'string' ? speaker_label || undefined : labelIn(raw, 'speaker_label'),
    channel: typeof channel_label === 'string' ? channel_label || undefined : labelIn(raw, 'channel_label'),
    language: typeof language_code === 'string' ? language_code || undefined : labelIn(raw, 'language_code'),
    redactions: redactions === undefined ? undefined : each(said, 'redactions', (one) => text(one, 'type') ?? 'PII'),
    isFiltered: raw['vocabularyFilterMatch'] === true,
  };
}

/** A label; an empty one stands for none. */
export function labelIn(raw: JsonObject, key: 'speaker_label' | 'channel_label' | 'language_code'): string | undefined {
  return raw[key] === undefined ? undefined : text(raw, key) || undefined;
}

/** The usual way to write a time, read quickly: seconds as text. */
function msIn(value: unknown): number | undefined {
  const ms = typeof value === 'string' && value !== '' ? Math.round(decimalOf(value) * 1_000) : Number.NaN;
  return ms >= 0 && ms < 1e12 ? ms : undefined;
}

function ratioOf(value: number | undefined): number | undefined {
  return value !== undefined && value >= 0 && value <= 1 ? value : undefined;
}

function ratioIn(value: unknown): number | undefined {
  const ratio = typeof value === 'string' && value !== '' ? decimalOf(value) : Number.NaN;
  return ratio >= 0 && ratio <= 1 ? ratio : undefined;
}
