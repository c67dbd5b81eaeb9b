import type { Transcript } from '../model/analysis.js';

/**
 * Cuts the segments' texts out of the transcript, of which they usually are parts: engines keep such a piece as
 * a reference, so what was said is in memory once and not twice.
 */
export function shareText({ text, segments }: Transcript): void {
  let at = 0;
  for (const segment of segments) {
    const end = at + segment.text.length;
    if (!text.startsWith(segment.text, at)) return;
    segment.text = text.slice(at, end);
    at = end + 1;
  }
}
