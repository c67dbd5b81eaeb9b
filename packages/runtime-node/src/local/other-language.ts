import type { Local } from '@earshot/adapters-local';
import type { CallId, CallRecord, ObjectUri, Warning } from '@earshot/core';
import { languageCode, languageLabel } from '@earshot/speech';

/**
 * Warns that a recording was transcribed in another language than the one that is asked for, if so. One that nobody speaks in
 * has no language, and one that another system transcribed isn't transcribed here.
 */
export function otherLanguage(
  { language: asked, jobs, recordings }: Pick<Local, 'language' | 'jobs' | 'recordings'>,
  { callId, uri }: { readonly callId: CallId; readonly uri: ObjectUri },
  analysis: CallRecord['analysis'],
): Warning | undefined {
  const isOurs = jobs.ofCall(callId).some(({ mediaUri, state }) => mediaUri === uri && state === 'succeeded');
  if (asked === undefined || !isOurs || !analysis?.transcript?.segments.length) return undefined;
  const found = recordings.languageOf(uri) ?? languageCode(analysis.language?.dominant ?? '');
  if (found === asked) return undefined;
  const before = found === undefined ? 'another language' : languageLabel(found);
  const explanation =
    `the recording is known, and was transcribed as ${before}, not as ${languageLabel(asked)}. ` +
    `To transcribe it again, remove the call with: earshot erase ${JSON.stringify(callId)}; then ingest the recording with --language ${asked}`;
  return { code: 'other_language', explanation };
}
