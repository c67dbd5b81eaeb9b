import type { AnalyticsItem } from '@earshot/core';
import { printableJson } from '../safe-text.js';
import { toCsv } from './csv.js';
import { toMarkdown } from './markdown.js';

/** The formats that calls can be exported in. WebVTT holds one call a file, the others any number. */
export const EXPORT_FORMATS = ['json', 'csv', 'markdown', 'vtt'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Writes calls in a format that holds any number of them. */
export function exportCalls(calls: readonly AnalyticsItem[], format: Exclude<ExportFormat, 'vtt'>): string {
  if (format === 'json') return `${printableJson(calls, 2)}\n`;
  return format === 'csv' ? toCsv(calls) : toMarkdown(calls);
}
