import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DocumentFormat } from '../../src/formats/document-format.js';
import { DOCUMENT_FORMATS } from '../../src/formats/document-formats.js';
import { Analysis, transcriptFile } from '../../src/index.js';
import { expectedCall, type ForeignDocument } from '../../src/testing/vendor/foreign-document.js';
import { utf8 } from '../input/json-text.js';

/** Documents are recognized by their own format alone, and reading them gives the facts that they were made of. */
export async function givesFactsAgain(format: DocumentFormat, documents: fc.Arbitrary<ForeignDocument>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(documents, async ({ document, expected }) => {
      const file = () => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
      const recognizing = DOCUMENT_FORMATS.filter((one) => one.recognizes(file())).map(({ name }) => name);
      deepStrictEqual(recognizing, [format.name]);
      for (const options of [{ moderation: true }, { words: true, moderation: true }]) {
        const call = await format.read(file(), options);
        deepStrictEqual(JSON.parse(JSON.stringify(call)), JSON.parse(JSON.stringify(expectedCall(expected, options))));
        Analysis.parse({ ...call.analysis, sources: [] });
      }
    }),
    { numRuns: 60 },
  );
}
