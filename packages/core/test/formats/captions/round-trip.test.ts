import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { srtDocument, webvttDocument } from '../../../src/formats/captions/captions-format.js';
import { Analysis, transcriptFile } from '../../../src/index.js';
import {
  CAPTION_VINTAGES,
  srtDocumentArbitrary,
  webvttDocumentArbitrary,
} from '../../../src/testing/vendor/captions-document.js';
import { expectedCall } from '../../../src/testing/vendor/foreign-document.js';
import { utf8 } from '../../input/json-text.js';

test.each([
  ...CAPTION_VINTAGES.map((vintage) => ['WebVTT', vintage, webvttDocument, webvttDocumentArbitrary(vintage)] as const),
  ...(['plain', 'names'] as const).map(
    (vintage) => ['SRT', vintage, srtDocument, srtDocumentArbitrary(vintage)] as const,
  ),
])('a file of %s with %s gives the facts that it was made of', async (_, __, format, documents) => {
  await fc.assert(
    fc.asyncProperty(documents, async ({ document, expected }) => {
      const file = transcriptFile(utf8(String(document)), 'call');
      expect(format.recognizes(file)).toBe(true);
      for (const options of [{}, { words: true }]) {
        const call = await format.read(file, options);
        deepStrictEqual(JSON.parse(JSON.stringify(call)), JSON.parse(JSON.stringify(expectedCall(expected, options))));
        Analysis.parse({ ...call.analysis, sources: [] });
      }
    }),
    { numRuns: 100 },
  );
});
