import type { ImportedCall } from '../../formats/document-format.js';
import type { ReadOptions } from '../../formats/result-format.js';

/** A document as another system writes it, and what reading it must give. */
export interface ForeignDocument {
  /** The document, parsed. Its members are in the vendor's order. */
  readonly document: unknown;
  /** The facts that the document was made of, as reading with words gives them: see {@link expectedCall}. */
  readonly expected: ImportedCall;
}

/** What reading with some options must give, of what reading with words gives. */
export function expectedCall({ analysis, ...call }: ImportedCall, { words }: ReadOptions): ImportedCall {
  const { transcript } = analysis;
  if (words || transcript === undefined) return { ...call, analysis };
  const segments = transcript.segments.map(({ words: _, ...segment }) => segment);
  return { ...call, analysis: { ...analysis, transcript: { ...transcript, segments } } };
}
