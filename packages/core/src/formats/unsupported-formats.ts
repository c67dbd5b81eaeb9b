import { isObject, type JsonObject } from '../input/json.js';
/** The name of a format that Earshot recognizes and can't read yet, for messages; `undefined` for any other object. */
export function unsupportedFormatOf(document: JsonObject): string | undefined {
  const has = (...keys: string[]) => keys.some((key) => key in document);
  if (has('ConversationCharacteristics') || (has('Participants') && has('Transcript'))) {
    return has('CustomerMetadata') ? 'a Contact Lens analysis' : 'an Amazon Transcribe Call Analytics transcript';
  }
  const { results } = document;
  if (isObject(results) && ('transcripts' in results || 'items' in results)) return 'an Amazon Transcribe transcript';
  return undefined;
}
