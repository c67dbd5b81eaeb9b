import type { ResultDocument, StandardResult } from '../../formats/bda/result.js';
import type { ReadOptions } from '../../formats/result-format.js';
import type { JsonObject } from '../../input/json.js';

/** A document as Bedrock Data Automation writes it, and what `readResultDocument` must make of it. */
export interface VendorDocument<T extends ResultDocument = ResultDocument> {
  /** The document, parsed. Its members are in the vendor's order. */
  readonly document: JsonObject;
  /** The facts that the document was made of, as reading gives them with words and moderation: see {@link expectedWith}. */
  readonly expected: T;
}

/** What reading with some options must give, of what reading with words and moderation gives. */
export function expectedWith<T extends ResultDocument>(expected: T, options: ReadOptions): T {
  if (expected.kind !== 'standard') return expected;
  const { analysis, ...rest } = expected as StandardResult;
  const { transcript, moderation, ...blocks } = analysis;
  const segments = transcript?.segments.map(({ words, ...segment }) =>
    options.words && words !== undefined ? { ...segment, words } : segment,
  );
  const left: StandardResult = {
    ...rest,
    analysis: {
      ...blocks,
      ...(transcript !== undefined && segments !== undefined && { transcript: { ...transcript, segments } }),
      ...(moderation !== undefined && { moderation: options.moderation ? moderation : [] }),
    },
  };
  return left as T & StandardResult;
}
