import type { SensitiveDataFinding, TranscriptSegment } from '../model/analysis.js';

/** Where redaction left its marks in a segment's text, such as `[PII]` and `[NAME]`. */
export function masksIn({ index, text }: Pick<TranscriptSegment, 'index' | 'text'>): SensitiveDataFinding[] {
  if (!text.includes('[')) return [];
  return [...text.matchAll(/\[([A-Z][A-Z_]*)\]/g)].map((mask) => ({
    entityType: mask[1] ?? 'PII',
    segmentIndex: index,
    startCharacter: mask.index,
    endCharacter: mask.index + mask[0].length,
  }));
}
