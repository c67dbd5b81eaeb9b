import { isObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';

/** What a transcription job of Amazon Transcribe writes, of any generation: `JOB.json`. */
export const transcribeDocument: DocumentFormat = {
  name: 'transcribe',
  title: 'an Amazon Transcribe transcript',
  suffixes: ['.json'],
  recognizes(file) {
    const document = file.json();
    if (!isObject(document) || !isObject(document['results'])) return false;
    const { transcripts, items, audio_segments: segments } = document['results'];
    return has(transcripts, 'transcript') || has(items, 'alternatives') || has(segments, 'transcript');
  },
  read: async (file, options) => (await import('./read.js')).readTranscribe(file, options),
};

function has(list: unknown, key: string): boolean {
  const [first] = Array.isArray(list) ? list : [];
  return isObject(first) && key in first;
}
