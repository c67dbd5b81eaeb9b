import { test } from 'vitest';
import { assemblyAiDocument } from '../../../src/formats/assemblyai/assemblyai-format.js';
import { ASSEMBLYAI_SHAPES, assemblyAiDocumentArbitrary } from '../../../src/testing/vendor/assemblyai-document.js';
import { givesFactsAgain } from '../facts-again.js';

test.each(ASSEMBLYAI_SHAPES)('a document with %s gives the facts that it was made of', (shape) =>
  givesFactsAgain(assemblyAiDocument, assemblyAiDocumentArbitrary(shape)),
);
