import type * as fc from 'fast-check';
import { assemblyAiDocumentArbitrary } from './assemblyai-document.js';
import { srtDocumentArbitrary, webvttDocumentArbitrary } from './captions-document.js';
import { callAnalyticsDocumentArbitrary, contactLensDocumentArbitrary } from './conversation-document.js';
import { deepgramDocumentArbitrary } from './deepgram-document.js';
import type { ForeignDocument } from './foreign-document.js';
import { pcaDocumentArbitrary } from './pca-document.js';
import { transcribeDocumentArbitrary } from './transcribe-document.js';
import { whisperDocumentArbitrary } from './whisper-document.js';

/** The documents of other systems, by the names of their formats. */
export const FOREIGN_DOCUMENTS: Readonly<Record<string, () => fc.Arbitrary<ForeignDocument>>> = {
  pca: pcaDocumentArbitrary,
  transcribe: transcribeDocumentArbitrary,
  'call-analytics': callAnalyticsDocumentArbitrary,
  'contact-lens': contactLensDocumentArbitrary,
  deepgram: deepgramDocumentArbitrary,
  assemblyai: assemblyAiDocumentArbitrary,
  whisper: whisperDocumentArbitrary,
  webvtt: webvttDocumentArbitrary,
  srt: srtDocumentArbitrary,
};
