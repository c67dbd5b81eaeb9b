import type { UnderstandOptions } from '@earshot/language';
import type { Transcription } from '@earshot/speech';

/** What is known of words before they are understood. Those in a language that isn't known are not taken for English. */
export function whatIsKnown({
  segments,
  language,
  notUnderstoodReason,
}: Pick<Transcription, 'segments' | 'language' | 'notUnderstoodReason'>): UnderstandOptions {
  return { language: language ?? (segments.length > 0 ? 'und' : undefined), notUnderstoodReason };
}
