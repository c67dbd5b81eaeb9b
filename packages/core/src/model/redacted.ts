import type { Analysis } from './analysis.js';
import type { CallOverview } from './record.js';
import { joined, type TimeSpan } from './span.js';

/** Whether only redacted copies of a call's result are kept: then what was said must not reach everybody. */
export function isRedacted({ jobs, analysis }: Pick<CallOverview, 'jobs' | 'analysis'>): boolean {
  return jobs.at(-1)?.copies === 'redacted' || analysis?.sources.some(({ redacted }) => redacted) === true;
}

/** How far to extend the silence around personal data, ms, because segment times aren't exact. */
const MARGIN_MS = 300;
/** How {@link redact} and analyzers mask personal data. */
const MASK = /\[[A-Z][A-Z0-9_]*\]/;

/**
 * When something sensitive may be said in a call: the whole of each segment that has personal data in it, and of each that
 * was not understood. In order, none overlapping. `undefined` when nobody can say: the call was not understood, has no
 * transcript, or a finding doesn't say where it is.
 */
export function sensitiveSpans({
  understood,
  transcript,
  sensitiveData,
}: Pick<Analysis, 'understood' | 'transcript' | 'sensitiveData'>): readonly TimeSpan[] | undefined {
  if (understood === false || transcript === undefined) return undefined;
  const spans: TimeSpan[] = [];
  for (const { text, understood, startMs, endMs } of transcript.segments) {
    if (understood === false || MASK.test(text)) spans.push({ startMs, endMs });
  }
  for (const { foundIn, segmentIndex, startMs, endMs } of sensitiveData) {
    if (foundIn !== undefined) continue;
    const segment = transcript.segments.find(({ index }) => index === segmentIndex);
    if (segment !== undefined) spans.push({ startMs: segment.startMs, endMs: segment.endMs });
    else if (startMs === undefined || endMs === undefined) return undefined;
    else {
      const touched = transcript.segments.filter((one) => one.startMs < endMs && one.endMs > startMs);
      spans.push({ startMs, endMs }, ...touched.map((one) => ({ startMs: one.startMs, endMs: one.endMs })));
    }
  }
  return joined(
    spans.map(({ startMs, endMs }) => ({ startMs: Math.max(0, startMs - MARGIN_MS), endMs: endMs + MARGIN_MS })),
  );
}
