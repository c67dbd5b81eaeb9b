import { isObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';

/** What Deepgram answers for a recording, or sends to a callback. */
export const deepgramDocument: DocumentFormat = {
  name: 'deepgram',
  title: 'a Deepgram transcript',
  suffixes: ['.json'],
  recognizes(file) {
    const document = file.json();
    if (!isObject(document) || !isObject(document['results'])) return false;
    const { channels } = document['results'];
    const [channel] = Array.isArray(channels) ? channels : [];
    const [first] = isObject(channel) && Array.isArray(channel['alternatives']) ? channel['alternatives'] : [];
    return isObject(first) && typeof first['transcript'] === 'string';
  },
  read: async (file, options) => (await import('./read.js')).readDeepgram(file, options),
};
