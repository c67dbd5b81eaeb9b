import { isObject, type JsonObject } from '../../input/json.js';

/** Where documents have what was said. `speakers` says more than `chunks`, which it repeats. */
export const SEGMENT_KEYS = ['transcription', 'segments', 'speakers', 'chunks'] as const;

/** The key of the segments that a document has; `undefined` where it has none, or none in a known shape. */
export function segmentsKeyIn(document: JsonObject): (typeof SEGMENT_KEYS)[number] | undefined {
  return SEGMENT_KEYS.find((key) => isSegment(key, firstOf(document[key])));
}

/** Where documents have words outside of segments. */
export const WORD_KEYS = ['words', 'word_segments'] as const;

export function wordsKeyIn(document: JsonObject): (typeof WORD_KEYS)[number] | undefined {
  return WORD_KEYS.find((key) => isWord(firstOf(document[key])));
}

/**
 * Whether a document is a call that Whisper heard.
 * @param isBare whether it is nothing but a list of segments, as others write too: in milliseconds, with a `confidence` each
 */
export function isCall(document: JsonObject, isBare = false): boolean {
  if (document['results'] !== undefined) return false;
  const key = segmentsKeyIn(document);
  if (key !== undefined) return !isBare || isOfWhisper(firstOf(document[key]));
  const { text, language, duration, task, segments, transcription, result, params } = document;
  if (Array.isArray(transcription)) return transcription.length === 0 && isObject(result) && isObject(params);
  if (wordsKeyIn(document) !== undefined) {
    return document['word_segments'] !== undefined || (typeof text === 'string' && (duration ?? task) !== undefined);
  }
  // Where nobody speaks.
  return isEmpty(segments) && (typeof language === 'string' || (typeof text === 'string' && duration !== undefined));
}

function isSegment(key: (typeof SEGMENT_KEYS)[number], raw: unknown): boolean {
  if (!isObject(raw) || typeof raw['text'] !== 'string') return false;
  if (key === 'transcription') return isObject(raw['offsets']) || isObject(raw['timestamps']);
  return key === 'segments' ? 'start' in raw && 'end' in raw : Array.isArray(raw['timestamp']);
}

function isWord(raw: unknown): boolean {
  return isObject(raw) && 'start' in raw && (typeof raw['word'] === 'string' || typeof raw['text'] === 'string');
}

function isOfWhisper(raw: unknown): boolean {
  return isObject(raw) && ('avg_logprob' in raw || 'no_speech_prob' in raw || !('confidence' in raw));
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && list.length === 0;
}
