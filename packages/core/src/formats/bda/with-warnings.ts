import { readingLeniently } from '../../input/faults.js';
import type { CustomResult, StandardResult } from './result.js';

/** Adds what was left out to the findings. */
export function withWarnings<T extends StandardResult | CustomResult>(document: string, read: () => T): T {
  const { read: result, warnings } = readingLeniently(document, read);
  if (warnings.length === 0) return result;
  const { analysis } = result;
  return { ...result, analysis: { ...analysis, findings: [...(analysis.findings ?? []), ...warnings] } };
}
