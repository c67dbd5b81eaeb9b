import type { SensitiveDataFinding, TranscriptSegment } from '../model/analysis.js';

/** What redaction leaves in place of personal data: `[PII]`, `[NAME]`, `[PHONE_NUMBER_1]`. */
export const MASK = /\[([A-Z][A-Z_]*?)(?:_\d+)?\]/;
const MASKS = new RegExp(MASK, 'g');

/** Where redaction left its marks in a segment's text. */
export function masksIn({ index, text }: Pick<TranscriptSegment, 'index' | 'text'>): SensitiveDataFinding[] {
  if (!text.includes('[')) return [];
  return [...text.matchAll(MASKS)].map((mask) => ({
    entityType: mask[1] ?? 'PII',
    segmentIndex: index,
    startCharacter: mask.index,
    endCharacter: mask.index + mask[0].length,
  }));
}
