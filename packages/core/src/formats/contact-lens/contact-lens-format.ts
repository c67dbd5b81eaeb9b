import { isObject, type JsonObject } from '../../input/json.js';
import type { DocumentFormat } from '../document-format.js';

/** What Amazon Connect Contact Lens writes of a call or a chat: `Analysis/Voice/…` and `Analysis/Chat/…`. */
export const contactLensDocument: DocumentFormat = {
  name: 'contact-lens',
  title: 'a Contact Lens analysis',
  suffixes: ['.json'],
  keyPattern: /(^|\/)Analysis\/(Voice|Chat)\/([^/]+\/)*[^/]+\.json$/,
  recognizes(file) {
    const document = file.json();
    return isObject(document) && isContactLens(document);
  },
  read: async (file, options) => (await import('./read.js')).readContactLens(file, options),
};

/** Call Analytics writes alike, and names neither contacts nor ids of participants. */
export function isContactLens(document: JsonObject): boolean {
  const { Transcript: turns, Participants: participants, ConversationCharacteristics: traits } = document;
  if (!Array.isArray(turns) && !isObject(traits)) return false;
  const [first] = Array.isArray(participants) ? participants : [];
  return isObject(document['CustomerMetadata']) || (isObject(first) && 'ParticipantId' in first);
}
