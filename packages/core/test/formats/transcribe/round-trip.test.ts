import { test } from 'vitest';
import { transcribeDocument } from '../../../src/formats/transcribe/transcribe-format.js';
import { TRANSCRIBE_VINTAGES, transcribeDocumentArbitrary } from '../../../src/testing/vendor/transcribe-document.js';
import { givesFactsAgain } from '../facts-again.js';

test.each(TRANSCRIBE_VINTAGES)('a document with %s gives the facts that it was made of', (vintage) =>
  givesFactsAgain(transcribeDocument, transcribeDocumentArbitrary(vintage)),
);
