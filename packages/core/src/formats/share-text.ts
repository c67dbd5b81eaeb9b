import type { Transcript } from '../model/analysis.js';

/**
 * Cuts the segments' texts out of the transcript, of which they usually are parts: engines keep such a piece as
 * a reference, so what was said is in memory once and not twice.
 */
export function shareText({ text, segments }: Transcript): void {
  let at = 0;
  for (const segment of segments) {
    const part = text.slice(at, at + segment.text.length);
    if (part !== segment.text) return;
    segment.text = part;
    at += part.length + 1;
  }
}
