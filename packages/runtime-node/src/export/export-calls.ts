import { type AnalyticsItem, printableJson, toMarkdown, toSrt, toText, toVtt } from '@earshot/core';
import { toCsv } from './csv.js';

/** The formats that hold one call a file. */
export const CAPTIONS = { vtt: toVtt, srt: toSrt, txt: toText } as const;
export type CaptionsFormat = keyof typeof CAPTIONS;

/** The formats that calls can be exported in. */
export const EXPORT_FORMATS = ['json', 'csv', 'markdown', 'vtt', 'srt', 'txt'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Writes calls in a format that holds any number of them. */
export function exportCalls(calls: readonly AnalyticsItem[], format: Exclude<ExportFormat, CaptionsFormat>): string {
  if (format === 'json') return `${printableJson(calls, 2)}\n`;
  return format === 'csv' ? toCsv(calls) : calls.map(toMarkdown).join('\n---\n\n');
}
