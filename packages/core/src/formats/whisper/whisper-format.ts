import { isObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';
import { isCall } from './shapes.js';

/** What Whisper writes, of OpenAI, its API, or what was made of it: faster-whisper, WhisperX, whisper.cpp and others. */
export const whisperDocument: DocumentFormat = {
  name: 'whisper',
  title: 'a Whisper transcript',
  suffixes: ['.json'],
  recognizes(file) {
    const document = file.json();
    return Array.isArray(document) ? isCall({ segments: document }, true) : isObject(document) && isCall(document);
  },
  read: async (file, options) => (await import('./read.js')).readWhisper(file, options),
};
