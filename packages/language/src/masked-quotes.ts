import { type Evidence, redact, type SensitiveDataFinding } from '@earshot/core';
import type { SaidSegment } from './understanding.js';

/** Each segment's text with what is sensitive in it masked. */
export function maskedTexts(
  segments: readonly SaidSegment[],
  sensitiveData: readonly SensitiveDataFinding[],
): string[] {
  return segments.map(({ text }, index) =>
    redact(
      text,
      sensitiveData.filter(({ segmentIndex }) => segmentIndex === index),
    ),
  );
}

/** A quote as the segment's redacted text has it. */
export function maskedQuote(
  { segmentIndex, quote }: Evidence,
  segments: readonly SaidSegment[],
  sensitiveData: readonly SensitiveDataFinding[],
): Evidence {
  const text = segments[segmentIndex]?.text ?? '';
  const inSegment = sensitiveData.filter((finding) => finding.segmentIndex === segmentIndex);
  const start = Math.max(0, text.indexOf(quote));
  const inQuote = inSegment.map((finding) => ({
    ...finding,
    startCharacter: Math.max(0, (finding.startCharacter ?? 0) - start),
    endCharacter: Math.max(0, (finding.endCharacter ?? text.length) - start),
  }));
  const masked = redact(quote, inQuote);
  const whole = redact(text, inSegment);
  // What overlaps at the edge of a quote may go by another name there.
  return { segmentIndex, quote: whole.includes(masked) ? masked : whole };
}
