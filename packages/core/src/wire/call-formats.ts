import type { AnalyticsItem } from './analytics-item.js';
import { toSrt, toVtt } from './captions.js';
import { toMarkdown } from './markdown.js';
import { toText } from './plain-text.js';
import { printableJson } from './safe-text.js';

/** The forms in which a call is a file of its own. */
export const CALL_FORMAT_NAMES = ['json', 'markdown', 'vtt', 'srt', 'txt'] as const;
export type CallFormat = (typeof CALL_FORMAT_NAMES)[number];

/** A form in which a call is a file of its own. */
export interface CallFormatDefinition {
  /** The file's name, without and with its extension. */
  readonly name: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly write: (call: AnalyticsItem) => string;
}

/**
 * How each form is written. Stored files, the HTTP API and `earshot export` write the same call alike, byte by
 * byte.
 */
export const CALL_FORMATS = {
  json: { name: 'summary', extension: 'json', mediaType: 'application/json', write: toJson },
  markdown: { name: 'summary', extension: 'md', mediaType: 'text/markdown; charset=utf-8', write: toMarkdown },
  vtt: { name: 'transcript', extension: 'vtt', mediaType: 'text/vtt; charset=utf-8', write: toVtt },
  srt: { name: 'transcript', extension: 'srt', mediaType: 'application/x-subrip; charset=utf-8', write: toSrt },
  txt: { name: 'transcript', extension: 'txt', mediaType: 'text/plain; charset=utf-8', write: toText },
} as const satisfies Readonly<Record<CallFormat, CallFormatDefinition>>;

function toJson(call: AnalyticsItem): string {
  return `${printableJson(call, 2)}\n`;
}
