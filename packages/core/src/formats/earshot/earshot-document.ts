import * as z from 'zod/mini';
import { Analysis } from '../../model/analysis.js';
import { ObjectUri } from '../../model/uri.js';

/** The version that is written and read. */
export const DOCUMENT_VERSION = 1;

/**
 * What an analyzer found in one recording, in Earshot's own words: an {@link Analysis} as JSON. A job has one such document, and a redacted copy next to it, which readers take as it is: mask everything in it.
 * `earshotAnalysis` comes first, so that a file of any name is recognized by its beginning. Unknown keys pass.
 */
export const EarshotDocument = z.lazy(() =>
  z.object({
    earshotAnalysis: z.literal(DOCUMENT_VERSION),
    /** The recording that was analyzed. */
    mediaUri: z.optional(ObjectUri),
    analysis: z.omit(Analysis, { sources: true }),
  }),
);
export type EarshotDocument = z.infer<typeof EarshotDocument>;
