import { isObject } from '../../input/json.js';
import { isContactLens } from '../contact-lens/contact-lens-format.js';
import type { DocumentFormat } from '../document-format.js';

/** What Amazon Transcribe Call Analytics writes after a call: `JOB.json`. */
export const callAnalyticsDocument: DocumentFormat = {
  name: 'call-analytics',
  title: 'an Amazon Transcribe Call Analytics transcript',
  suffixes: ['.json'],
  recognizes(file) {
    const document = file.json();
    if (!isObject(document) || isContactLens(document)) return false;
    const { Transcript: turns, Participants: participants } = document;
    return Array.isArray(turns) && (Array.isArray(participants) || isObject(document['ConversationCharacteristics']));
  },
  read: async (file, options) => (await import('./read.js')).readCallAnalytics(file, options),
};
