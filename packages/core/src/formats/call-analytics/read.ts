import { text } from '../../input/read-fields.js';
import { conversationOf } from '../conversation/conversation.js';
import type { ImportedCall } from '../document-format.js';
import { importing } from '../imported-transcript.js';
import type { ReadOptions } from '../result-format.js';
import { jsonObjectIn, type TranscriptFile } from '../transcript-file.js';

/** Reads what Call Analytics wrote of a call. */
export function readCallAnalytics(file: TranscriptFile, options: ReadOptions): ImportedCall {
  const document = jsonObjectIn(file);
  return importing('Call Analytics transcript', () => ({
    callId: text(document, 'JobName') || text(document, 'SessionId') || undefined,
    ...conversationOf(document, options),
  }));
}
