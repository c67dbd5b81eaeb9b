import {
  type AnalyticsItem,
  csvCell,
  customFieldLines,
  markedText,
  sensitiveDataLines,
  sentimentText,
  speakerNames,
} from '@earshot/core';

const COLUMNS = [
  ['call_id', (call) => call.call_id],
  ['hash', (call) => call.hash],
  ['recorded_at', (call) => call.recorded_at],
  ['state', (call) => call.state],
  ['duration_ms', (call) => call.media?.duration_ms],
  ['understood', (call) => call.understood?.toString()],
  ['not_understood_reason', (call) => call.not_understood_reason],
  ['confidence', (call) => call.confidence],
  ['language', (call) => call.language?.dominant],
  ['call_categories', (call) => call.call_categories.join('; ')],
  ['topics', (call) => call.topics.join('; ')],
  ['call_summary', (call) => call.call_summary],
  ['audio_summary', (call) => call.audio_summary],
  ['failure', (call) => call.failure?.reason],
  ['s3_input_uri', (call) => call.s3_input_uri],
  ['transcript', transcriptOf],
  ['sentiment', sentimentText],
  ['custom_fields', (call) => customFieldLines(call).join('\n')],
  ['sensitive_data', (call) => sensitiveDataLines(call).join('\n')],
  ['speakers', speakersOf],
] as const satisfies readonly (readonly [string, (call: AnalyticsItem) => string | number | undefined])[];

/** The text of a call; by its segments where some are marked. */
function transcriptOf({ transcript, segments = [] }: AnalyticsItem): string | undefined {
  const isMarked = segments.some(({ understood }) => understood === false);
  return isMarked ? segments.map(markedText).join(' ') : transcript;
}

/** Who speaks, in the order in which they first do. */
function speakersOf(call: AnalyticsItem): string {
  const nameOf = speakerNames(call);
  return [...new Set((call.segments ?? []).flatMap((segment) => nameOf(segment) ?? []))].join('; ');
}

/** Calls as CSV by RFC 4180, a row each. */
export function toCsv(calls: readonly AnalyticsItem[]): string {
  const rows = [COLUMNS.map(([name]) => name), ...calls.map((call) => COLUMNS.map(([, read]) => read(call)))];
  return rows.map((row) => `${row.map((value) => csvCell(String(value ?? ''))).join(',')}\r\n`).join('');
}
