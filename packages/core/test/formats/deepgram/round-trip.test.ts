import { test } from 'vitest';
import { deepgramDocument } from '../../../src/formats/deepgram/deepgram-format.js';
import { DEEPGRAM_SHAPES, deepgramDocumentArbitrary } from '../../../src/testing/vendor/deepgram-document.js';
import { givesFactsAgain } from '../facts-again.js';

test.each(DEEPGRAM_SHAPES)('a document with %s gives the facts that it was made of', (shape) =>
  givesFactsAgain(deepgramDocument, deepgramDocumentArbitrary(shape)),
);
