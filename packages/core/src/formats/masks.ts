import type { SensitiveDataFinding, TranscriptSegment } from '../model/analysis.js';

/** What redaction leaves in place of personal data: `[PII]`, `[NAME]`, `[PHONE_NUMBER_1]`. */
export const MASK = /\[([A-Z][A-Z_]*?)(?:_\d+)?\]/;
const MASKS = new RegExp(MASK, 'g');

/**
 * Words in the names that vendors give to types of personal data, and to no sound. Captions have `[MUSIC]`, `[INAUDIBLE]` and
 * `[PHONE_RINGING]` in brackets, too.
 */
const PERSONAL = new Set(
  (
    'ACCOUNT ADDRESS AGE BANK BANKING BIRTH CARD CREDIT CVV DATE DOB DRIVER DRIVERS EMAIL GENDER HEALTHCARE IBAN ID IP LICENSE' +
    ' LOCATION MEDICAL NAME NATIONALITY NUMBER OCCUPATION ORGANIZATION PASSPORT PASSWORD PERSON PII PIN REDACTED RELIGION ROUTING' +
    ' SSN TIME URL USERNAME ZIP'
  ).split(' '),
);

/** Like {@link masksIn}, in a text whose brackets may as well have sounds in them, as those of captions. */
export function personalMasksIn(segment: Pick<TranscriptSegment, 'index' | 'text'>): SensitiveDataFinding[] {
  return masksIn(segment).filter(
    ({ entityType }) => entityType === 'PHONE' || entityType.split('_').some((word) => PERSONAL.has(word)),
  );
}

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
