import { decodeUtf8 } from '../../input/json-text.js';
import type { ResultFormat } from '../result-format.js';
import { DOCUMENT_NAME, earshotLayout, REDACTED } from './layout.js';

/**
 * Earshot's own format: see {@link EarshotDocument}. Its reader is loaded with the first such result: most Lambda functions
 * never meet one.
 */
export const earshotFormat: ResultFormat = {
  ...earshotLayout,
  placeOf: (bytes) => (MARK.test(beginningOf(bytes)) ? DOCUMENT_NAME : undefined),
  read: async (result, options) => (await import('./read-job.js')).readJob(result, options),
  isRedacted: (path) => path.endsWith(`/${REDACTED}${DOCUMENT_NAME}`),
};

/** Other formats' documents, of any size, are not parsed to find out that they are not ours. */
const MARK = /^\s*\{\s*"earshotAnalysis"\s*:/;

function beginningOf(bytes: Uint8Array): string {
  let end = Math.min(bytes.length, 64);
  // Not within a character.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end++;
  try {
    return decodeUtf8(bytes.subarray(0, end));
  } catch {
    return '';
  }
}
