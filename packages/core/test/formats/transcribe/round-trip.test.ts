import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTranscribe } from '../../../src/formats/transcribe/read.js';
import { transcribeDocument } from '../../../src/formats/transcribe/transcribe-format.js';
import { Analysis, transcriptFile } from '../../../src/index.js';
import { expectedCall } from '../../../src/testing/vendor/foreign-document.js';
import { TRANSCRIBE_VINTAGES, transcribeDocumentArbitrary } from '../../../src/testing/vendor/transcribe-document.js';
import { utf8 } from '../../input/json-text.js';

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'asrOutput.json');

test.each(TRANSCRIBE_VINTAGES)('a document with %s gives the facts that it was made of', async (vintage) => {
  await fc.assert(
    fc.property(transcribeDocumentArbitrary(vintage), ({ document, expected }) => {
      expect(transcribeDocument.recognizes(fileOf(document))).toBe(true);
      for (const options of [{}, { words: true }]) {
        const call = readTranscribe(fileOf(document), options);
        deepStrictEqual(JSON.parse(JSON.stringify(call)), JSON.parse(JSON.stringify(expectedCall(expected, options))));
        Analysis.parse({ ...call.analysis, sources: [] });
      }
    }),
    { numRuns: 60 },
  );
});
