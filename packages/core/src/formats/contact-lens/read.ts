import { text, within } from '../../input/read-fields.js';
import { ObjectUri } from '../../model/uri.js';
import { conversationOf } from '../conversation/conversation.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';

/** Reads what Contact Lens wrote of a call or a chat. */
export function readContactLens(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = jsonObjectIn(file);
  return importing('Contact Lens analysis', () => {
    const contact = within(document, 'CustomerMetadata', (block) => ({
      id: text(block, 'ContactId'),
      mediaUri: ObjectUri.safeParse(text(block, 'InputS3Uri')).data,
    }));
    return {
      callId: contact?.id || text(document, 'ContactId') || undefined,
      mediaUri: contact?.mediaUri,
      ...conversationOf(document, options),
    };
  });
}
