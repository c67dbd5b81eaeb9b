import { assemblyAiDocument } from './assemblyai/assemblyai-format.js';
import { callAnalyticsDocument } from './call-analytics/call-analytics-format.js';
import { srtDocument, webvttDocument } from './captions/captions-format.js';
import { contactLensDocument } from './contact-lens/contact-lens-format.js';
import { deepgramDocument } from './deepgram/deepgram-format.js';
import type { DocumentFormat } from './document-format.js';
import { pcaDocument } from './pca/pca-format.js';
import { transcribeDocument } from './transcribe/transcribe-format.js';
import { whisperDocument } from './whisper/whisper-format.js';

/** The formats of other systems, in which one file is one call. The first to recognize a file reads it. */
export const DOCUMENT_FORMATS: readonly DocumentFormat[] = [
  pcaDocument,
  transcribeDocument,
  callAnalyticsDocument,
  contactLensDocument,
  deepgramDocument,
  assemblyAiDocument,
  whisperDocument,
  webvttDocument,
  srtDocument,
];
