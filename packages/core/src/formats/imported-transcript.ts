import { readingLeniently } from '../input/faults.js';
import type { Transcript, TranscriptSegment } from '../model/analysis.js';
import { type Finding, warningFinding } from '../model/finding.js';
import type { ImportedCall } from './imported-call.js';

/**
 * Runs a reader of a document with the field readers of `input/read-fields.ts`, and adds a warning to the call's findings for
 * each kind of value that was left out. The reader must not wait.
 * @param title of the document, for messages, such as `Post Call Analytics transcript`
 * @throws EarshotError `EARSHOT_UNREADABLE` with `details.path` at a field that must be right
 */
export function importing(title: string, read: () => ImportedCall): ImportedCall {
  const { read: call, warnings } = readingLeniently(title, read);
  if (warnings.length === 0) return call;
  const { analysis } = call;
  return { ...call, analysis: { ...analysis, findings: [...(analysis.findings ?? []), ...warnings] } };
}

/** Segments in the order of their beginning, and what is to be said about them. */
export interface OrderedTranscript {
  readonly transcript: Transcript;
  /** The index of each segment in the transcript, by its place among those that were given. */
  readonly positions: readonly number[];
  /** That no speakers are known, and warnings. */
  readonly findings: readonly Finding[];
}

/**
 * Makes a transcript of segments as a document has them, in any order. One that ends before it begins ends as it begins. The
 * segments are taken over, not copied.
 */
export function toTranscript(given: readonly Omit<TranscriptSegment, 'index'>[]): OrderedTranscript {
  const order = given.map((_, place) => place);
  const startOf = (place: number) => given[place]?.startMs ?? 0;
  if (order.some((place) => place > 0 && startOf(place) < startOf(place - 1))) {
    order.sort((a, b) => startOf(a) - startOf(b));
  }
  const positions: number[] = new Array(given.length);
  let reversed = 0;
  const segments = order.map((place, index): TranscriptSegment => {
    positions[place] = index;
    const segment = given[place] as TranscriptSegment;
    segment.index = index;
    if (segment.endMs < segment.startMs) {
      segment.endMs = segment.startMs;
      reversed++;
    }
    return segment;
  });
  const findings: Finding[] = [];
  if (segments.length > 0 && segments.every(({ speaker }) => speaker === undefined)) findings.push(NO_SPEAKERS);
  if (reversed > 0) {
    const explanation = `segments that end before they begin, and are kept as moments: ${reversed}`;
    findings.push(warningFinding({ code: 'bad_time', explanation }));
  }
  return { transcript: { text: segments.map(({ text }) => text).join(' '), segments }, positions, findings };
}

const NO_SPEAKERS: Finding = {
  kind: 'speakers',
  basis: 'unavailable',
  evidence: [],
  explanation: 'The document names no speakers.',
};
