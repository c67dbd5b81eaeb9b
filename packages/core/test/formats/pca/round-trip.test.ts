import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pcaDocument } from '../../../src/formats/pca/pca-format.js';
import { readPca } from '../../../src/formats/pca/read.js';
import { Analysis, isEarshotError, transcriptFile } from '../../../src/index.js';
import { pcaDocumentArbitrary } from '../../../src/testing/vendor/pca-document.js';
import { utf8 } from '../../input/json-text.js';
import { givesFactsAgain } from '../facts-again.js';

test.each([
  ['of 2021', pcaDocumentArbitrary({ vintage: '2021' })],
  ['of standard transcription', pcaDocumentArbitrary({ mode: 'standard' })],
  ['of Call Analytics', pcaDocumentArbitrary({ mode: 'analytics' })],
])('a document %s gives the facts that it was made of', (_, arbitrary) => givesFactsAgain(pcaDocument, arbitrary));

test('a damaged document is refused, or read without inventing speakers, texts or times', async () => {
  const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(...utf8('[]{}",:\\0n-')), fc.nat(255)));
  await fc.assert(
    fc.property(pcaDocumentArbitrary(), fc.array(change, { maxLength: 4 }), fc.nat(), ({ document }, changes, cut) => {
      const whole = utf8(JSON.stringify(document));
      for (const [place, byte] of changes) whole[place % whole.length] = byte;
      const bytes = cut % 3 === 0 ? whole.subarray(0, cut % whole.length) : whole;
      const file = transcriptFile(bytes, 'call.json');
      try {
        const { analysis } = readPca(file, { words: true });
        Analysis.parse({ ...analysis, sources: [] });
        for (const { speaker } of analysis.transcript?.segments ?? []) expect(file.text()).toContain(speaker ?? '');
      } catch (error) {
        expect(isEarshotError(error, 'EARSHOT_UNREADABLE')).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
