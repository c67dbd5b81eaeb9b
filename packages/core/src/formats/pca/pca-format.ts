import { isObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';

/** What Amazon Transcribe Post Call Analytics writes for each call: `parsedFiles/NAME.json`. */
export const pcaDocument: DocumentFormat = {
  name: 'pca',
  title: 'a Post Call Analytics transcript',
  suffixes: ['.json'],
  keyPattern: /(^|\/)parsedFiles\/[^/]+\.json$/,
  recognizes(file) {
    // As PCA writes it: no need to parse a document of some megabytes.
    if (/^\s*\{\s*"ConversationAnalytics"\s*:\s*\{/.test(file.text())) return true;
    const parsed = file.json();
    return isObject(parsed) && (isObject(parsed['ConversationAnalytics']) || isPcaSegments(parsed['SpeechSegments']));
  },
  read: async (file, options) => (await import('./read.js')).readPca(file, options),
};

function isPcaSegments(value: unknown): boolean {
  const [first] = Array.isArray(value) ? value : [];
  return isObject(first) && 'SegmentStartTime' in first;
}
