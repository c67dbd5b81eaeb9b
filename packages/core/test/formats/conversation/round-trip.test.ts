import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { callAnalyticsDocument } from '../../../src/formats/call-analytics/call-analytics-format.js';
import { contactLensDocument } from '../../../src/formats/contact-lens/contact-lens-format.js';
import { Analysis, transcriptFile } from '../../../src/index.js';
import {
  callAnalyticsDocumentArbitrary,
  contactLensDocumentArbitrary,
} from '../../../src/testing/vendor/conversation-document.js';
import { expectedCall } from '../../../src/testing/vendor/foreign-document.js';
import { utf8 } from '../../input/json-text.js';

const fileOf = (document: unknown) => transcriptFile(utf8(JSON.stringify(document)), 'call.json');
const BOTH = [callAnalyticsDocument, contactLensDocument];

test.each([
  [callAnalyticsDocument, callAnalyticsDocumentArbitrary()],
  [contactLensDocument, contactLensDocumentArbitrary()],
])('a document of $name gives the facts that it was made of', async (format, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ document, expected }) => {
      expect(BOTH.filter((one) => one.recognizes(fileOf(document)))).toEqual([format]);
      for (const options of [{}, { words: true }]) {
        const call = await format.read(fileOf(document), options);
        deepStrictEqual(JSON.parse(JSON.stringify(call)), JSON.parse(JSON.stringify(expectedCall(expected, options))));
        Analysis.parse({ ...call.analysis, sources: [] });
      }
    }),
    { numRuns: 100 },
  );
});
