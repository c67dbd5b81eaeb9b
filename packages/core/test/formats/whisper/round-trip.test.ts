import { test } from 'vitest';
import { whisperDocument } from '../../../src/formats/whisper/whisper-format.js';
import { WHISPER_WRITERS, whisperDocumentArbitrary } from '../../../src/testing/vendor/whisper-document.js';
import { givesFactsAgain } from '../facts-again.js';

test.each(WHISPER_WRITERS)('a document by %s gives the facts that it was made of', (writer) =>
  givesFactsAgain(whisperDocument, whisperDocumentArbitrary(writer)),
);
