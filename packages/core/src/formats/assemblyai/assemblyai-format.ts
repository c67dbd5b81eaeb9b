import { isObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';

/** A transcript of AssemblyAI, as its API gives it. */
export const assemblyAiDocument: DocumentFormat = {
  name: 'assemblyai',
  title: 'an AssemblyAI transcript',
  suffixes: ['.json'],
  recognizes(file) {
    const document = file.json();
    if (!isObject(document)) return false;
    const { id, status, segments, results } = document;
    if (typeof id !== 'string' || typeof status !== 'string' || segments !== undefined || results !== undefined)
      return false;
    return 'audio_url' in document && 'text' in document && 'words' in document;
  },
  read: async (file, options) => (await import('./read.js')).readAssemblyAi(file, options),
};
