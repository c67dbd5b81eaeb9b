import type { Finding } from '../model/finding.js';
import { type OrderedTranscript, toTranscript } from './imported-transcript.js';

/**
 * The transcript of a document that has nothing but a text: one segment, as long as the call. A finding says that there are no
 * times.
 */
export function textAlone(
  text: string,
  durationMs = 0,
): Pick<OrderedTranscript, 'transcript'> & { readonly findings: readonly Finding[] } {
  const { transcript, findings } = toTranscript(text === '' ? [] : [{ text, startMs: 0, endMs: durationMs }]);
  return { transcript, findings: text === '' ? findings : [...findings, NO_TIMES] };
}

const NO_TIMES: Finding = {
  kind: 'times',
  basis: 'unavailable',
  evidence: [],
  explanation: 'The document has a text without times.',
};
